using System.Diagnostics;
using AedCabinet.Simulator.Cabinets;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// How many messages a second the fleet's connections bring to a broker, against MQTTnet's own clients that do the same
/// publishes in the same run: QoS 1, as many under way for each as the firmware's link allows.
/// </summary>
/// <param name="broker">A broker without TLS that lets everybody in.</param>
/// <param name="connections">How many of each kind.</param>
/// <param name="messages">How many messages each sends in a round.</param>
internal sealed class FleetLinkBenchmark(BrokerAddress broker, int connections, int messages)
{
    private const int PayloadLength = 300;
    private const string Will = "{\"online\":false,\"boot\":1,\"connection\":1}";

    private readonly string _text = new('x', PayloadLength);

    /// <summary>Measures, the two kinds in turn.</summary>
    /// <param name="rounds">How many rounds of each.</param>
    /// <returns>The medians in messages a second.</returns>
    /// <exception cref="SimulatorException">The broker can't be reached.</exception>
    public async Task<(double Fleet, double Bare)> MeasureAsync(int rounds)
    {
        using SemaphoreSlim news = new(0);
        FleetConnection[] fleet = OpenFleet(news);
        IMqttClient[] bare = await OpenBareAsync();
        try
        {
            List<double> ofFleet = [];
            List<double> ofBare = [];
            for (int round = 0; round < rounds; round++)
            {
                ofFleet.Add(Rate(await Task.Run(() => Time(() => Send(fleet, news)))));
                Stopwatch watch = Stopwatch.StartNew();
                await Task.WhenAll(bare.Select((client, index) => SendAsync(client, index)));
                ofBare.Add(Rate(watch.Elapsed));
            }

            return (Median(ofFleet), Median(ofBare));
        }
        finally
        {
            foreach (FleetConnection connection in fleet)
            {
                connection.Close(true);
            }

            foreach (IMqttClient client in bare)
            {
                client.Dispose();
            }
        }
    }

    private static TimeSpan Time(Action act)
    {
        Stopwatch watch = Stopwatch.StartNew();
        act();
        return watch.Elapsed;
    }

    private static double Median(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);

    private static string TopicOf(int index) => $"aed/bench/{index}/event";

    private double Rate(TimeSpan took) => (double)connections * messages / took.TotalSeconds;

    private FleetConnection[] OpenFleet(SemaphoreSlim news)
    {
        FleetBroker address = new(broker, null);
        FleetCounters counters = new();
        FleetConnection[] fleet = new FleetConnection[connections];
        for (int i = 0; i < connections; i++)
        {
            fleet[i] = new FleetConnection(address, new BrokerSettings(), $"bench-fleet-{i}", counters) { Wake = () => news.Release() };
            if (!fleet[i].TryOpen(TopicOf(i), Will, out string problem))
            {
                throw new SimulatorException(problem, SimulatorException.Environment);
            }
        }

        return fleet;
    }

    private async Task<IMqttClient[]> OpenBareAsync()
    {
        IMqttClient[] clients = new IMqttClient[connections];
        for (int i = 0; i < connections; i++)
        {
            clients[i] = new MqttClientFactory().CreateMqttClient();
            await clients[i].ConnectAsync(new MqttClientOptionsBuilder()
                .WithTcpServer(broker.Host, broker.Port).WithProtocolVersion(MqttProtocolVersion.V311).WithClientId($"bench-bare-{i}").Build());
        }

        return clients;
    }

    // As the link does: what is acknowledged makes room for the next, and one thread serves all of them.
    private void Send(FleetConnection[] fleet, SemaphoreSlim news)
    {
        int[] sent = new int[fleet.Length];
        int[] acknowledged = new int[fleet.Length];
        int done = 0;
        while (done < fleet.Length)
        {
            for (int i = 0; i < fleet.Length; i++)
            {
                while (fleet[i].TryTakeSignal(out BrokerSignal signal))
                {
                    if (signal.Kind == BrokerSignalKind.Closed)
                    {
                        throw new SimulatorException($"broker {broker} closed a connection", SimulatorException.Environment);
                    }

                    acknowledged[i]++;
                    done += acknowledged[i] == messages ? 1 : 0;
                }

                while (sent[i] < messages && sent[i] - acknowledged[i] < InFlight.Window && fleet[i].TryPublish(TopicOf(i), _text, false, out _))
                {
                    sent[i]++;
                }
            }

            // Everything that came until now is taken with the next round.
            if (done < fleet.Length)
            {
                news.Wait();
                while (news.Wait(0))
                {
                }
            }
        }
    }

    private async Task SendAsync(IMqttClient client, int index)
    {
        int left = messages;
        await Task.WhenAll(Enumerable.Range(0, InFlight.Window).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await client.PublishStringAsync(TopicOf(index), _text, MqttQualityOfServiceLevel.AtLeastOnce);
            }
        }));
    }
}
