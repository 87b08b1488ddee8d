using System.Diagnostics;
using AedCabinet.Contract;
using AedCabinet.Link;
using AedCabinet.Settings;
using AedCabinet.Terminal;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// How many messages a second the fleet's connections bring to a broker, against MQTTnet's own clients that do the same
/// publishes in the same run: QoS 1, as many under way for each as the firmware's link allows.
/// </summary>
/// <remarks>
/// The fleet's connections are shared among as many threads as a live fleet has; the bare clients have the thread pool. The two
/// take turns; which one goes first alternates from round to round.
/// </remarks>
/// <param name="broker">A broker without TLS that lets everybody in.</param>
/// <param name="connections">How many of each kind.</param>
/// <param name="messages">How many messages each sends in a round.</param>
public sealed class FleetLinkBenchmark(BrokerAddress broker, int connections, int messages)
{
    private const int PayloadLength = 300;
    private const string Will = "{\"online\":false,\"boot\":1,\"connection\":1}";

    private readonly string _text = new('x', PayloadLength);

    /// <summary>Measures the two kinds in turn, after one warm-up round of each.</summary>
    /// <param name="rounds">How many rounds of each.</param>
    /// <param name="stop">Ends it between two rounds.</param>
    /// <returns>The medians: messages a second of the fleet's connections and of the bare clients, and the ratio within a round.</returns>
    /// <exception cref="UserErrorException">The broker can't be reached, or closes a connection.</exception>
    public async Task<(double Fleet, double Bare, double Ratio)> MeasureAsync(int rounds, CancellationToken stop)
    {
        LinkShare[] fleet = OpenFleet(new FleetOptions().Threads);
        IMqttClient[] bare = [];
        try
        {
            bare = await OpenBareAsync();
            List<(double Fleet, double Bare)> rates = [];
            for (int round = 0; round <= rounds; round++)
            {
                stop.ThrowIfCancellationRequested();
                bool isFleetFirst = round % 2 == 0;
                double first = Rate(await (isFleetFirst ? TimeAsync(fleet) : TimeAsync(bare)));
                double second = Rate(await (isFleetFirst ? TimeAsync(bare) : TimeAsync(fleet)));
                rates.Add(isFleetFirst ? (first, second) : (second, first));
            }

            (double Fleet, double Bare)[] counted = [.. rates.Skip(1)];
            return (Median(counted.Select(rate => rate.Fleet)), Median(counted.Select(rate => rate.Bare)),
                Median(counted.Select(rate => rate.Fleet / rate.Bare)));
        }
        finally
        {
            foreach (LinkShare share in fleet)
            {
                share.Dispose();
            }

            foreach (IMqttClient client in bare)
            {
                client.Dispose();
            }
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }

    private static string TopicOf(int index) => $"aed/bench/{index}/event";

    private double Rate(TimeSpan took) => (double)connections * messages / took.TotalSeconds;

    private async Task<TimeSpan> TimeAsync(LinkShare[] shares)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await Task.WhenAll(
            shares.Select(share => Task.Factory.StartNew(() => share.Send(messages, _text), TaskCreationOptions.LongRunning)));
        return watch.Elapsed;
    }

    private async Task<TimeSpan> TimeAsync(IMqttClient[] clients)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await Task.WhenAll(clients.Select((client, index) => SendAsync(client, index)));
        return watch.Elapsed;
    }

    private LinkShare[] OpenFleet(int threads)
    {
        FleetBroker address = new(broker, null);
        FleetCounters counters = new(new FleetClock());
        LinkShare[] shares = [.. Enumerable.Range(0, threads).Select(_ => new LinkShare())];
        for (int i = 0; i < connections; i++)
        {
            FleetConnection connection = new(address, new BrokerSettings(), $"bench-fleet-{i}",
                counters)
            { Wake = shares[i % threads].Wake };
            if (!connection.TryOpen(TopicOf(i), Will, out string problem))
            {
                throw new UserErrorException(problem, UserErrorException.Environment);
            }

            shares[i % threads].Add(connection, TopicOf(i));
        }

        return shares;
    }

    private async Task<IMqttClient[]> OpenBareAsync()
    {
        IMqttClient[] clients = new IMqttClient[connections];
        for (int i = 0; i < connections; i++)
        {
            clients[i] = new MqttClientFactory().CreateMqttClient();
            await clients[i].ConnectAsync(new MqttClientOptionsBuilder()
                .WithTcpServer(broker.Host, broker.Port).WithProtocolVersion(MqttProtocolVersion.V311)
                .WithClientId($"bench-bare-{i}").Build());
        }

        return clients;
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
