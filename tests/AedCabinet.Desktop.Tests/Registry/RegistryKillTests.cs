using System.Globalization;
using AedCabinet.Desktop.Tests.Environment;
using MQTTnet.Protocol;
using MQTTnet;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The registry as a process of its own at a real Mosquitto, killed without warning at any moment.</summary>
[TestClass]
[TestCategory("RealTime")]
public class RegistryKillTests : StoreTests
{
    private const int Kills = 4;
    private const int Cabinets = 6;
    private const int EventsPerCabinet = 700;

    [TestMethod]
    public async Task Killed_at_any_moment_it_misses_no_event_and_stores_none_twice()
    {
        int seed = System.Environment.TickCount;
        Console.WriteLine($"seed {seed}");
        Random random = new(seed);
        using TestStore store = NewStore();
        using MosquittoBroker broker = new(state =>
            ["allow_anonymous true", "persistence true", $"persistence_location {state.FullName}/", "max_queued_messages 0",
                "max_inflight_messages 2000"]);
        string[] arguments = ["registry", "--broker", $"127.0.0.1:{broker.Port}", .. store.Options];

        // The session is there before the first event: from then on the broker keeps everything for it.
        using (SimulatorProcess first = new(arguments))
        {
            first.AwaitOutput("connected to");
        }

        Task publishing = PublishAsync(broker.Port);
        for (int i = 0; i < Kills; i++)
        {
            using SimulatorProcess registry = new(arguments);
            registry.AwaitOutput("connected to");
            await Task.Delay(random.Next(700));
            registry.Kill();
        }

        await publishing;
        using SimulatorProcess last = new(arguments);
        Waiting.Until(() => store.Number("SELECT count(*) FROM events") >= Cabinets * EventsPerCabinet, "all events", () => last.Output);
        last.Interrupt();
        Assert.AreEqual(0, last.AwaitExit(), last.Output);

        using SimulatorProcess verify = new(["registry", "verify", .. store.Options, "--json"]);
        Assert.AreEqual(0, verify.AwaitExit(), verify.Output);
        Assert.AreEqual(Cabinets * EventsPerCabinet, store.Number("SELECT count(*) FROM events"));
        Console.WriteLine(verify.Output);
    }

    // Over some 6 s, whatever the registry does meanwhile.
    private static async Task PublishAsync(int port)
    {
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build());
        for (int seq = 1; seq <= EventsPerCabinet; seq++)
        {
            for (int cabinet = 0; cabinet < Cabinets; cabinet++)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"NM-{cabinet}");
                await client.PublishStringAsync($"aed/v1/1501/150102/health/{id}/event", LedgerBench.EventText(1, seq, id: id),
                    MqttQualityOfServiceLevel.AtLeastOnce);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(7));
        }

        await client.DisconnectAsync();
    }
}
