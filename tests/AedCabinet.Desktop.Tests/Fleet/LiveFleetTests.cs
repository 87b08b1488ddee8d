using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Fleet;
using AedCabinet.Simulator.Mqtt;

namespace AedCabinet.Desktop.Tests.Fleet;

/// <summary>A small fleet in real time against real brokers.</summary>
[TestClass]
[DoNotParallelize]
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
            Plan = [Entry("0s=doors"), Entry("3s=mains:1504"), Entry("8s=broker")],
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
        FleetOptions options = new() { Cabinets = 20, Broker = new BrokerAddress("127.0.0.1", port), RampPerSecond = 200, FirstAttemptSeconds = 0 };
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

        SimulatorException exception = await Assert.ThrowsExactlyAsync<SimulatorException>(() => new FleetRun(options, new SilentProgress()).RunAsync(CancellationToken.None));

        Assert.Contains("--own-broker", exception.Message);
    }

    private static void CheckFiles(FleetReport report)
    {
        JsonNode json = JsonNode.Parse(FleetFiles.ToJson(report))!;
        Assert.AreEqual(50, json["cabinets"]!.GetValue<int>());
        Assert.HasCount(report.Samples.Count, json["samples"]!.AsArray());

        string page = FleetPage.Of(report);
        Assert.AreEqual(8, page.Split("<svg ").Length - 1);
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

    private static FleetPlanEntry Entry(string text)
    {
        Assert.IsNull(FleetPlanEntry.TryParse(text, out FleetPlanEntry? entry));
        return entry!;
    }

    private class SilentProgress : IFleetProgress
    {
        public virtual void Say(string what)
        {
        }

        public void Show(LiveFleet fleet, FleetSample sample)
        {
        }
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
