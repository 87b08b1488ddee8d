using AedCabinet.Link;
using AedCabinet.Simulator.Fleet;

namespace AedCabinet.Desktop.Tests.Fleet;

/// <summary>One of a fleet's cabinets in virtual time: the firmware's own core, and nothing of a board beside it.</summary>
[TestClass]
public class FleetCabinetTests
{
    private const long MinuteMs = 60000;

    [TestMethod]
    public void A_cabinet_comes_online_by_itself_and_is_ready()
    {
        for (int index = 0; index < 12; index++)
        {
            FleetBench bench = new(index, index + 1);
            bench.Cabinet.PowerOn(0);

            bench.Run(4 * MinuteMs);

            Assert.AreEqual(LinkState.Online, bench.Cabinet.LinkState, bench.Roll.IdOf(index));
            string state = bench.Connection.Published.Last(message => message.Contains("/state ", StringComparison.Ordinal));
            Assert.Contains("\"ready\":true", state);
            Assert.AreEqual(0, bench.Cabinet.WaitingEvents);
        }
    }

    [TestMethod]
    public void A_door_that_is_opened_is_told_once_the_contact_is_stable_and_its_contact_s_time_is_known()
    {
        FleetBench bench = new(IndexOf("aed"));
        bench.Cabinet.PowerOn(0);
        bench.Run(3 * MinuteMs);
        bench.Events.Clear();
        long openedMs = bench.NowMs + 10000;

        bench.Cabinet.Visit(openedMs, 8000, true);
        bench.Run(MinuteMs);

        string[] kinds = [.. bench.Events.Select(line => line.Split(' ')[2])];
        CollectionAssert.AreEqual(new[] { "DoorOpened", "AedRemoved", "AedReturned", "DoorClosed" }, kinds,
            string.Join(", ", bench.Events));
        long toldMs = long.Parse(bench.Events[0].Split(' ')[0]);
        Assert.IsTrue(toldMs >= openedMs + 50 && toldMs <= openedMs + 80, $"opened at {openedMs}, told at {toldMs}");
        Assert.AreEqual(openedMs + 8000, bench.Cabinet.Surroundings.DoorChangedMs);
        Assert.IsTrue(bench.Connection.Published.Any(message => message.Contains("aed.removed", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Leaving_out_idle_steps_changes_nothing_that_anybody_sees()
    {
        for (int seed = 1; seed <= 4; seed++)
        {
            int index = seed == 4 ? IndexOf("kit", seed) : seed * 7;
            FleetBench lazy = new(index, seed);
            FleetBench eager = new(index, seed);
            foreach (FleetBench bench in new[] { lazy, eager })
            {
                bench.Cabinet.PowerOn(0);
                bench.Cabinet.Visit(20 * MinuteMs, 9000, true);
                bench.Cabinet.Visit(40 * MinuteMs, 3000, false);
            }

            lazy.Run(120 * MinuteMs);
            eager.RunEveryScan(120 * MinuteMs);

            Assert.AreEqual(string.Join('\n', eager.Events), string.Join('\n', lazy.Events), $"seed {seed}");
            Assert.AreEqual(Count(eager, "/event "), Count(lazy, "/event "), $"seed {seed}");
            Assert.AreEqual(Count(eager, "/state "), Count(lazy, "/state "), $"seed {seed}");
            Assert.AreEqual(Count(eager, "/telemetry "), Count(lazy, "/telemetry "), $"seed {seed}");
        }

        static int Count(FleetBench bench, string kind) =>
            bench.Connection.Published.Count(message => message.Contains(kind, StringComparison.Ordinal));
    }

    [TestMethod]
    public void A_power_cut_costs_no_event_that_was_made_and_the_boot_after_it_has_the_next_number()
    {
        FleetBench bench = new(IndexOf("aed"));
        bench.Connection.IsReachable = false;
        bench.Cabinet.PowerOn(0);
        bench.Run(2 * MinuteMs);
        bench.Cabinet.Visit(bench.NowMs, 3000, false);
        bench.Run(10000);
        int boot = bench.Cabinet.Boot;
        int waiting = bench.Cabinet.WaitingEvents;
        Assert.IsGreaterThan(2, waiting);

        Assert.IsTrue(bench.Cabinet.TryCutPower());
        bench.Run(5000);
        Assert.AreEqual(0, bench.Cabinet.Boot);
        bench.Connection.IsReachable = true;
        bench.Cabinet.PowerOn(bench.NowMs);
        bench.Run(4 * MinuteMs);

        Assert.AreEqual(boot + 1, bench.Cabinet.Boot);
        string[] sent = [.. bench.Connection.Published.Where(message => message.Contains("/event ", StringComparison.Ordinal)).Distinct()];
        Assert.HasCount(bench.Events.Count, sent);
        Assert.AreEqual(0, bench.Cabinet.WaitingEvents);
    }

    [TestMethod]
    public void The_power_is_not_cut_while_another_thread_is_at_the_link()
    {
        FleetBench bench = new();
        bench.Cabinet.PowerOn(0);
        bench.Run(5000);

        bench.Cabinet.HoldLink();
        Assert.IsFalse(bench.Cabinet.TryCutPower());
        Assert.IsFalse(bench.Cabinet.IsLinkDue(long.MaxValue - 1));
        bench.Cabinet.ReleaseLink();
        Assert.IsTrue(bench.Cabinet.TryCutPower());
    }

    [TestMethod]
    public void A_battery_kit_says_goodbye_after_its_report_sleeps_and_is_woken_by_its_door_and_by_its_timer()
    {
        FleetBench bench = new(IndexOf("kit"));
        bench.Cabinet.PowerOn(0);

        bench.Run(MinuteMs);

        Assert.IsTrue(bench.Cabinet.IsAsleep && bench.Cabinet.HasReported && !bench.Cabinet.IsRunning);
        Assert.Contains("/online {\"online\":false", bench.Connection.Published[^1]);
        Assert.AreEqual(1, bench.Connection.Attempts);

        long openedMs = bench.NowMs + (10 * MinuteMs);
        bench.Cabinet.Visit(openedMs, 8000, false);
        bench.Events.Clear();
        bench.Run(10 * MinuteMs);
        Assert.IsTrue(bench.Cabinet.IsAsleep);
        bench.Run(FleetCabinet.StartMs / 2);
        Assert.IsFalse(bench.Cabinet.IsAsleep || bench.Cabinet.IsRunning || bench.Cabinet.HasReported);
        bench.Run(2 * MinuteMs);

        Assert.IsTrue(
            bench.Events.Any(
                line => line.Contains("BootStarted", StringComparison.Ordinal)
                    && line.Contains("\"wake\":\"pin\"", StringComparison.Ordinal)), string.Join('\n', bench.Events));
        string opened = bench.Events.Single(line => line.Contains("KitOpened", StringComparison.Ordinal));
        Assert.IsInRange(openedMs + FleetCabinet.StartMs, openedMs + FleetCabinet.StartMs + 200, long.Parse(opened.Split(' ')[0]));
        Assert.IsTrue(bench.Events.Any(line => line.Contains("KitClosed", StringComparison.Ordinal)));
        Assert.IsTrue(bench.Cabinet.IsAsleep && bench.Cabinet.HasReported);

        bench.Events.Clear();
        bench.Run(24 * 60 * MinuteMs);
        Assert.IsTrue(bench.Events.Any(line => line.Contains("\"wake\":\"timer\"", StringComparison.Ordinal)),
            string.Join('\n', bench.Events));
        string[] sent = [.. bench.Connection.Published.Where(message => message.Contains("/event ", StringComparison.Ordinal))];
        Assert.HasCount(sent.Distinct().Count(), sent);
    }

    [TestMethod]
    public void A_kit_that_could_not_report_sleeps_for_a_while_and_is_missed()
    {
        FleetBench bench = new(IndexOf("kit"));
        bench.Connection.IsReachable = false;
        bench.Cabinet.PowerOn(0);

        bench.Run(4 * MinuteMs);

        Assert.IsTrue(bench.Cabinet.IsAsleep && !bench.Cabinet.HasReported);
        bench.Connection.IsReachable = true;
        bench.Run(12 * MinuteMs);
        Assert.IsTrue(bench.Cabinet.IsAsleep && bench.Cabinet.HasReported);
        Assert.HasCount(bench.Events.Count, bench.Connection.Published.Where(
            message => message.Contains("/event ", StringComparison.Ordinal)).Distinct().ToArray());
    }

    [TestMethod]
    public void A_fleet_that_stops_leaves_nobody_who_starts_again()
    {
        FleetBench asleep = new(IndexOf("kit"));
        FleetBench starting = new(IndexOf("aed"));
        FleetBench running = new(IndexOf("aed"));
        asleep.Cabinet.PowerOn(0);
        running.Cabinet.PowerOn(0);
        asleep.Run(MinuteMs);
        running.Run(3 * MinuteMs);
        starting.Cabinet.PowerOn(0);
        foreach (FleetBench bench in new[] { asleep, starting, running })
        {
            bench.Cabinet.BeginStop(bench.NowMs);
            bench.Run(3000);
            Assert.IsTrue(bench.Cabinet.IsStopped);
            bench.Cabinet.PowerOn(bench.NowMs);
            bench.Run(7 * 60 * MinuteMs);
            Assert.IsFalse(bench.Cabinet.IsRunning);
        }

        Assert.Contains("/online {\"online\":false", running.Connection.Published[^1]);
    }

    [TestMethod]
    public void A_lost_connection_is_tried_again_within_a_minute_or_two()
    {
        FleetBench bench = new();
        bench.Cabinet.PowerOn(0);
        bench.Run(5 * MinuteMs);
        Assert.AreEqual(1, bench.Connection.Attempts);

        bench.Connection.Lose();
        bench.Run(100);
        Assert.AreEqual(LinkState.Offline, bench.Cabinet.LinkState);
        bench.Run(MinuteMs + 1000);
        Assert.AreEqual(LinkState.Online, bench.Cabinet.LinkState);
        Assert.AreEqual(2, bench.Connection.Attempts);
        Assert.IsTrue(bench.Events.Any(line => line.Contains("LinkRestored", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Every_cabinet_of_a_roll_has_an_id_of_its_own_and_all_twelve_prefectures_have_some()
    {
        FleetBench bench = new();

        Assert.AreEqual(100, Enumerable.Range(0, 100).Select(bench.Roll.IdOf).Distinct().Count());
        Assert.AreEqual(12, Enumerable.Range(0, 100).Select(index => bench.Roll.PrefectureOf(index).Code).Distinct().Count());
        Assert.AreNotEqual(Convert.ToHexString(bench.Roll.KeyOf(0)), Convert.ToHexString(bench.Roll.KeyOf(1)));
    }

    [TestMethod]
    [DoNotParallelize]
    public void A_cabinet_takes_little_memory()
    {
        FleetBench first = new();
        first.Cabinet.PowerOn(0);
        first.Run(2 * MinuteMs);
        const int Count = 200;
        long before = GC.GetTotalMemory(true);
        FleetBench[] benches = [.. Enumerable.Range(0, Count).Select(index => new FleetBench(index % 100, index))];
        foreach (FleetBench bench in benches)
        {
            bench.Cabinet.PowerOn(0);
            bench.Run(2 * MinuteMs);
            bench.Connection.Published.Clear();
            bench.Connection.Published.TrimExcess();
            bench.Events.Clear();
            bench.Events.TrimExcess();
        }

        long each = (GC.GetTotalMemory(true) - before) / Count;
        GC.KeepAlive(benches);

        // The bench shares nothing: an image, a profile and a roll of its own count here with each. In a fleet it is below 16 KB.
        Assert.IsLessThan(24 * 1024, each);
    }

    private static int IndexOf(string kind, long seed = 1)
    {
        FleetMembers roll = new FleetBench(0, seed).Roll;
        return Enumerable.Range(0, 100).First(index =>
            System.Text.Encoding.UTF8.GetString(roll.ConfigurationOf(index)).Contains($"\"kind\": \"{kind}\"", StringComparison.Ordinal));
    }
}
