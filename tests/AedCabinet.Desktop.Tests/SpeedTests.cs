using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Indicator;
using AedCabinet.Link;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// The firmware with its real threads, broker and flash in hurried time: what it tells must be what it tells in real time.
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class SpeedTests
{
    private const long MinuteMs = 60_000;

    // The debouncing, one scan to see it and the grid of scans (TIMEOUTS.md).
    private const long DoorOpenLeastMs = 50;
    private const long DoorOpenMostMs = 80;
    private const long PresenceLeastMs = 500;
    private const long PresenceMostMs = 540;

    [TestMethod]
    [DataRow(10.0)]
    [DataRow(60.0)]
    [DataRow(600.0)]
    public void A_taken_AED_is_told_with_the_times_of_the_specification_at_every_speed(double speed)
    {
        using TestEnvironment environment = new();
        SimulatedTime time = new(TimeProvider.System) { Speed = speed };
        SimulatedCabinet cabinet = environment.StartCabinet(environment.Broker.Port, time: time);
        AwaitReady(environment);

        DateTimeOffset before = time.Now;
        cabinet.Move("door", "open");
        DateTimeOffset after = time.Now;
        JsonNode opened = environment.Reader.Await("event", Is("door.opened"), "door.opened");
        Assert.IsInRange(before.AddMilliseconds(DoorOpenLeastMs), after.AddMilliseconds(DoorOpenMostMs), TimeOf(opened), "the door");

        before = time.Now;
        cabinet.Move("aed", "absent");
        after = time.Now;
        JsonNode removed = environment.Reader.Await("event", Is("aed.removed"), "aed.removed");
        Assert.AreEqual("emergency", removed["severity"]!.GetValue<string>());
        Assert.IsInRange(before.AddMilliseconds(PresenceLeastMs), after.AddMilliseconds(PresenceMostMs), TimeOf(removed), "the AED");
        environment.Reader.Await("state", state => state["open"]!.AsArray().Count == 1, "the state with an open removal");

        // Counted from when the contact moved, told from when it was believed.
        long leftOpenMs = UptimeOf(environment, "door.left-open") - opened["uptimeMs"]!.GetValue<long>();
        // The first scan after two minutes comes up to a period later: where a thread held the time up, scans keep no grid.
        Assert.IsInRange((2 * MinuteMs) - DoorOpenMostMs, (2 * MinuteMs) - DoorOpenLeastMs + Cabinet.ScanPeriodMs, leftOpenMs,
            "from the door opened to left open");

        cabinet.Move("aed", "present");
        UptimeOf(environment, "aed.returned");
        cabinet.Move("door", "closed");
        environment.AwaitEveryEventOnce("boot.started", "door.opened", "aed.removed", "door.left-open", "aed.returned", "door.closed");
        AssertOneSession(environment, cabinet);
    }

    [TestMethod]
    public void The_AED_stays_ready_and_the_link_online_while_the_speed_changes()
    {
        using TestEnvironment environment = new();
        SimulatedTime time = new(TimeProvider.System) { Speed = 600 };
        SimulatedCabinet cabinet = environment.StartCabinet(environment.Broker.Port, time: time);
        AwaitReady(environment);
        int events = environment.Reader.All("event").Count();

        foreach ((double speed, long durationMs) in new[] { (1.0, 1_000L), (600.0, 30 * MinuteMs), (1.0, 1_000L), (60.0, 2 * MinuteMs),
            (10.0, 20_000L), (600.0, 30 * MinuteMs), (10.0, 10_000L) })
        {
            time.Speed = speed;
            long untilMs = time.NowMs + durationMs;
            Waiting.Until(
                () =>
                {
                    Assert.AreEqual(IndicatorState.Ready, cabinet.State.Indicator, $"the AED's light at speed {speed}");
                    Assert.AreEqual(LinkState.Online, cabinet.LinkState, $"at speed {speed}");
                    return time.NowMs >= untilMs;
                },
                $"{durationMs} ms at speed {speed}");
        }

        Assert.AreEqual(events, environment.Reader.All("event").Count(), "nothing happened");
        AssertOneSession(environment, cabinet);
    }

    [TestMethod]
    public void What_happens_while_time_is_hurried_has_the_time_of_day_of_the_cabinet()
    {
        using TestEnvironment environment = new();
        SimulatedTime time = new(TimeProvider.System) { Speed = 600 };
        SimulatedCabinet cabinet = environment.StartCabinet(environment.Broker.Port, time: time);
        AwaitReady(environment);
        DateTimeOffset from = time.Now;
        Waiting.Until(() => time.Now - from >= TimeSpan.FromHours(1), "an hour");

        DateTimeOffset before = time.Now;
        cabinet.Move("tamper", "open");
        JsonNode opened = environment.Reader.Await("event", Is("tamper.opened"), "tamper.opened");
        DateTimeOffset after = time.Now;
        Assert.IsInRange(before, after, TimeOf(opened));
        Assert.AreEqual(TimeSpan.FromHours(8), after.Offset, "Inner Mongolia's time");
        IReadOnlyList<TemperatureSample> temperatures = cabinet.Temperatures.Samples;
        Assert.IsInRange(60, 70 + (int)(after - before).TotalMinutes, temperatures.Count, "a sample each minute");
    }

    [TestMethod]
    public void An_empty_battery_ends_the_controller_without_a_goodbye_and_the_mains_start_it_anew()
    {
        using TestEnvironment environment = new();
        SimulatedTime time = new(TimeProvider.System) { Speed = 600 };
        SimulatedCabinet cabinet = environment.StartCabinet(environment.Broker.Port, time: time,
            power: new PowerParameters { CapacityWh = 2 });
        AwaitReady(environment);

        cabinet.Move("mains", "lost");
        UptimeOf(environment, "mains.lost");
        UptimeOf(environment, "battery.critical");
        JsonNode will = environment.Reader.Await("online", online => !online["online"]!.GetValue<bool>(), "the last will");
        Assert.AreEqual(1, will["boot"]!.GetValue<int>());
        Assert.IsFalse(cabinet.IsPowered);
        Waiting.Until(() => cabinet.Outputs.Values.All(value => value == "off"), "every output to be off");

        cabinet.Move("mains", "present");
        environment.Reader.Await("event", item => Is("boot.started")(item) && item["boot"]!.GetValue<int>() == 2, "the next boot");
        Assert.IsTrue(cabinet.IsPowered);
        environment.Reader.Await("state", state => state["boot"]!.GetValue<int>() == 2 && state["ready"]!.GetValue<bool>(),
            "the state of a cabinet that is ready again");
        Assert.IsEmpty(environment.Reader.All("event").Where(Is("boot.crashed")), "a power cut is no crash");
        environment.AwaitEveryEventOnce("boot.started", "boot.started", "mains.lost", "battery.critical");
    }

    [TestMethod]
    public void Three_cabinets_share_the_time()
    {
        using TestEnvironment environment = new();
        SimulatedTime time = new(TimeProvider.System) { Speed = 600 };
        SimulatedCabinet[] cabinets = [.. Enumerable.Range(1, 3).Select(number => environment.StartCabinet(
            environment.Broker.Port, configuration => configuration["id"] = $"NM-0471-000{number}", time: time, flash: $"flash-{number}"))];
        Waiting.Until(
            () => cabinets.All(cabinet => cabinet.LinkState == LinkState.Online && cabinet.State.Indicator == IndicatorState.Ready),
            "three ready cabinets");
        long fromMs = time.NowMs;
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        Waiting.Until(() => time.NowMs - fromMs >= 30 * MinuteMs, "half an hour");
        Console.WriteLine($"three cabinets: {30 * MinuteMs / watch.Elapsed.TotalMilliseconds:F0} simulated seconds in a real one");

        foreach (SimulatedCabinet cabinet in cabinets)
        {
            Assert.AreEqual(IndicatorState.Ready, cabinet.State.Indicator, cabinet.Id);
            Assert.AreEqual(LinkState.Online, cabinet.LinkState, cabinet.Id);
            Assert.AreEqual(1, cabinet.Boot, cabinet.Id);
        }
    }

    private static void AwaitReady(TestEnvironment environment)
    {
        environment.Reader.Await("state", state => state["ready"]!.GetValue<bool>(), "the state of a cabinet that is ready");
        environment.Reader.Await("event", Is("aed.ready"), "the last event of the start");
    }

    private static void AssertOneSession(TestEnvironment environment, SimulatedCabinet cabinet)
    {
        Assert.AreEqual(1, cabinet.Boot, "boots");
        Assert.IsTrue(
            environment.Reader.All("online")
                .All(online => online["online"]!.GetValue<bool>() && online["connection"]!.GetValue<int>() == 1),
            "one connection: " + string.Join(System.Environment.NewLine, environment.Log.Lines));
    }

    private static DateTimeOffset TimeOf(JsonNode item) =>
        DateTimeOffset.Parse(item["time"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);

    private static long UptimeOf(TestEnvironment environment, string name) =>
        environment.Reader.Await("event", Is(name), name)["uptimeMs"]!.GetValue<long>();

    private static Func<JsonNode, bool> Is(string name) => item => item["event"]!.GetValue<string>() == name;
}
