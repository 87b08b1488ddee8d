using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Fleet;
using AedCabinet.Simulator.Mqtt;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Fleet;

/// <summary>A small fleet in real time against real brokers.</summary>
[TestClass]
[TestCategory("RealTime")]
public class LiveFleetTests
{
    [TestMethod]
    public async Task A_fleet_goes_through_doors_mains_and_a_restart_of_its_broker_and_loses_nothing()
    {
        RequiredTool.Find("mosquitto", "mosquitto");
        FleetOptions options = new()
        {
            Cabinets = 50,
            Broker = new BrokerAddress("127.0.0.1", Ports.Free()),
            OwnsBroker = true,
            RampPerSecond = 100,
            FirstAttemptSeconds = 1,
            StormMs = 1500,
            Plan = [Entry("0s=doors"), Entry("6s=mains:1504"), Entry("11s=broker")],
        };

        FleetReport report = await new FleetRun(options, new SilentProgress()).RunAsync(CancellationToken.None);

        string seen = FleetFiles.ToJson(report);
        Assert.IsNotNull(report.AllOnlineAfterSeconds, seen);
        Assert.AreEqual(report.EventsMade, report.EventsArrived, seen);
        Assert.AreEqual(0, report.EventsOfStrangers, seen);
        Assert.IsTrue(report.HasLostNothing);
        Assert.IsFalse(report.WasCut);
        Assert.HasCount(3, report.Storms);
        Assert.IsTrue(report.Storms.All(storm => storm.BackAfterSeconds is not null), seen);
        Assert.AreEqual(5, report.Storms[0].Cabinets);
        Assert.AreEqual(10, report.Storms[0].Whole.Count, seen);
        Assert.IsGreaterThan(3, report.Storms[1].Cabinets);
        Assert.AreEqual(50, report.Storms[2].Cabinets);
        Assert.IsTrue(report.ContactToEvent.Max < 1000 && report.EventToObserver.Count > 0, seen);
        Assert.IsGreaterThan(0, report.Samples.Max(sample => sample.Lost));
        CheckFiles(report);
    }

    [TestMethod]
    public async Task A_run_that_is_stopped_says_goodbye_and_ends_with_a_report()
    {
        int port = Ports.Free();
        ErrorLog log = new();
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(port, log);
        FleetOptions options = new()
        {
            Cabinets = 20,
            Broker = new BrokerAddress("127.0.0.1", port),
            RampPerSecond = 200,
            FirstAttemptSeconds = 0
        };
        using CancellationTokenSource stop = new();
        StoppingProgress progress = new(stop);

        FleetReport report = await new FleetRun(options, progress).RunAsync(stop.Token);

        Assert.IsTrue(report.WasCut);
        Assert.IsNotNull(report.AllOnlineAfterSeconds);
        Assert.AreEqual(report.EventsMade, report.EventsArrived);
        Assert.IsGreaterThanOrEqualTo(20, report.EventsMade);
        Assert.IsEmpty(log.Errors);
    }

    [TestMethod]
    public async Task A_broker_that_is_not_there_is_said_before_anything_is_started()
    {
        FleetOptions options = new() { Cabinets = 3, Broker = new BrokerAddress("127.0.0.1", Ports.Free()) };

        UserErrorException exception = await Assert.ThrowsExactlyAsync<UserErrorException>(
            () => new FleetRun(options, new SilentProgress()).RunAsync(CancellationToken.None));

        Assert.Contains("--own-broker", exception.Message);
    }

    [TestMethod]
    public async Task A_port_that_somebody_listens_on_already_is_said()
    {
        RequiredTool.Find("mosquitto", "mosquitto");
        using MosquittoBroker other = new();
        FleetOptions options = new() { Cabinets = 3, Broker = new BrokerAddress("127.0.0.1", other.Port), OwnsBroker = true };

        UserErrorException exception = await Assert.ThrowsExactlyAsync<UserErrorException>(
            () => new FleetRun(options, new SilentProgress()).RunAsync(CancellationToken.None));

        Assert.Contains($"something listens on 127.0.0.1:{other.Port} already", exception.Message);
        Assert.AreEqual(UserErrorException.Environment, exception.ExitCode);
    }

    [TestMethod]
    public void The_most_connections_are_counted_by_the_second_of_the_time_that_is_asked_for()
    {
        FleetCounters counters = new(new FleetClock());
        counters.NoteAccepted();
        counters.NoteAccepted();

        Assert.AreEqual(2, counters.MostAccepted(0, double.MaxValue));
        Assert.AreEqual(0, counters.MostAccepted(3_600_000, double.MaxValue));
    }

    [TestMethod]
    [DataRow("switching 2 boards on", DisplayName = "while boards are switched on")]
    [DataRow("storm: 1s=broker", DisplayName = "while the broker restarts")]
    public void Ctrl_C_ends_with_a_whole_report_and_leaves_no_process(string when)
    {
        RequiredTool.Find("mosquitto", "mosquitto");
        int port = Ports.Free();
        FileInfo json = new(Path.Combine(Path.GetTempPath(), $"aed-fleet-{port}.json"));
        using SimulatorProcess simulator = new(
            "fleet", "--cabinets", "2", "--seed", SeedOfTwoKits(), "--live", "--own-broker", "--broker", $"127.0.0.1:{port}", "--at",
            "1s=broker", "--at", "100s=doors", "--report-json", json.FullName);
        simulator.AwaitOutput(when);

        simulator.Interrupt();

        int code = simulator.AwaitExit();
        Assert.AreEqual(0, code, simulator.Output);
        Assert.Contains("ended early", simulator.Output);
        Assert.IsTrue(JsonNode.Parse(File.ReadAllText(json.FullName))!["wasCut"]!.GetValue<bool>());
        json.Delete();
        using System.Net.Sockets.TcpClient client = new();
        Assert.ThrowsExactly<System.Net.Sockets.SocketException>(() => client.Connect(System.Net.IPAddress.Loopback, port),
            "its broker still listens");
    }

    [TestMethod]
    public void A_run_in_which_nothing_was_measured_has_a_page_too()
    {
        using LiveFleet fleet = OneCabinet();

        FleetReport report = new FleetReportWriter(new FleetOptions(), fleet, [], []).Write();

        Assert.Contains("<svg ", FleetPage.Of(report));
    }

    private static void CheckFiles(FleetReport report)
    {
        JsonNode json = JsonNode.Parse(FleetFiles.ToJson(report))!;
        Assert.AreEqual(50, json["cabinets"]!.GetValue<int>());
        Assert.HasCount(report.Samples.Count, json["samples"]!.AsArray());

        string page = FleetPage.Of(report);
        Assert.AreEqual(8, page.Split("<figure>").Length - 1);
        Assert.AreEqual(16, page.Split("<svg ").Length - 1, "each for a wide window and for a narrow one");
        Assert.Contains("机柜", page);
        foreach (string outside in new[] { "http:", "https:", "src=", "href=", "@import", "url(" })
        {
            Assert.DoesNotContain(outside, page);
        }

        StringWriter text = new();
        new FleetText(text).Write(report);
        Assert.Contains("50 cabinets", text.ToString());
        Assert.DoesNotContain("NOT all", text.ToString());
    }

    // Kits don't wait before their first attempt.
    private static string SeedOfTwoKits() => Enumerable.Range(1, 10000).First(seed => Enumerable.Range(0, 2).All(index =>
        JsonNode.Parse(new FleetMembers(2, seed, new BrokerAddress("127.0.0.1", 1883), new DateOnly(2026, 1, 12), 1)
            .ConfigurationOf(index))!["kind"]!.GetValue<string>() == "kit")).ToString();

    private static LiveFleet OneCabinet()
    {
        BrokerAddress broker = new("127.0.0.1", 1883);
        return new LiveFleet(FleetDrafts.Of(new FleetMembers(1, 1, broker, new DateOnly(2026, 1, 12), 1), new FleetBroker(broker, null)), 1,
            1);
    }

    private static FleetPlanEntry Entry(string text)
    {
        Assert.IsNull(FleetPlanEntry.TryParse(text, out FleetPlanEntry? entry));
        return entry!;
    }

    private sealed class StoppingProgress(CancellationTokenSource stop) : SilentProgress
    {
        public override void Say(string what)
        {
            if (what.Contains("all 20 online", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }
    }
}
