using System.Globalization;
using AedCabinet.Centre.Tests.Access;
using AedCabinet.Centre.Tests.Alerting;
using AedCabinet.Centre.Tests.Api;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Feeds;
using AedCabinet.Incidents;
using AedCabinet.Ledger;
using AedCabinet.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Centre.Tests.Feeds;

/// <summary>One thing that fails at the centre keeps no other waiting: the operator is told once, and it is tried again.</summary>
[TestClass]
public class OneThingFailsTests : StoreTests
{
    // No time has so many milliseconds.
    private const long NoTime = 9_000_000_000_000_000_000;

    [TestMethod]
    public void An_emergency_of_which_no_incident_can_be_made_keeps_no_other_waiting()
    {
        TestStore store = NewStore();
        using LedgerBench bench = new(store);
        bench.Send("about", LedgerBench.AboutText());
        bench.Send("event", LedgerBench.EventText(4, 1, "aed.removed", "emergency"));
        bench.Send("event", LedgerBench.EventText(4, 1, "aed.removed", "emergency", id: "NM-2"),
            topic: LedgerBench.Topic.Replace(LedgerBench.Cabinet, "NM-2", StringComparison.Ordinal));
        store.Refuse("incidents", $"new.cabinet = {bench.Number("SELECT no FROM cabinets WHERE id = 'NM-1'")}", "planted");
        HostErrors errors = new();
        using LoggerFactory logs = new([errors]);
        ManualTime time = new();
        using IncidentFollower follower = new(bench.Store, new IncidentBook(bench.Store, time), time,
            logs.CreateLogger<IncidentFollower>());
        Assert.IsTrue(follower.Look());
        follower.Look();

        CollectionAssert.AreEqual(new[] { "NM-2" }, Opened());
        StringAssert.Contains(errors.Errors.Single(), "planted");
        store.Allow("incidents");
        follower.Look();
        CollectionAssert.AreEqual(new[] { "NM-2", "NM-1" }, Opened());

        string[] Opened() => bench.Rows("SELECT c.id FROM incidents i JOIN cabinets c ON c.no = i.cabinet ORDER BY i.no");
    }

    [TestMethod]
    public async Task A_timed_command_that_can_not_be_sent_keeps_no_other_waiting()
    {
        await using ApiBench bench = new(NewStore());
        bench.Say();
        bench.Say(ApiBench.Station, ApiBench.StationTopic);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        DrillBook drills = bench.Web.Services.GetRequiredService<DrillBook>();
        foreach (string cabinet in new[] { ApiBench.Museum, ApiBench.Station })
        {
            drills.Plan(bench.Office.Find(cabinet)!.Topic, new NewDrill(now.AddMinutes(-5), 60, false, string.Empty, []), "Wang", now);
        }

        string args = bench.Store.Rows("SELECT args FROM timed_commands ORDER BY no LIMIT 1").Single();
        Change("args = '{'");
        RecordedLog log = new();
        TimedCommandDesk desk = new(bench.Store.Store, bench.Web.Services.GetRequiredService<ReadingPool>(), bench.Office,
            new Dictionary<string, Action<LedgerDatabase, TimedCommand, DateTimeOffset>>(), log);
        await desk.LookAsync();

        Assert.HasCount(1, bench.Broker.Texts);
        StringAssert.Contains(log.Lines.Single(), ApiBench.Museum);

        // It counts as being sent until nobody can be sending it any more.
        Change($"tried = {now.AddMinutes(-3).ToUnixTimeMilliseconds()}");
        await desk.LookAsync();
        await desk.LookAsync();
        Assert.HasCount(1, log.Lines, "it is told once");
        Change($"args = '{args}', tried = {now.AddMinutes(-3).ToUnixTimeMilliseconds()}");
        await desk.LookAsync();
        await desk.LookAsync();
        Assert.HasCount(2, bench.Broker.Texts);

        void Change(string what) =>
            bench.Store.Change($"UPDATE timed_commands SET {what} WHERE no = (SELECT min(no) FROM timed_commands)");
    }

    [TestMethod]
    public async Task A_receiver_whose_lane_throws_keeps_no_other_waiting()
    {
        using FeedBench bench = new(NewStore()) { Broken = "hohhot" };
        (FakeReceiver failing, Subscription subscription) = bench.Subscribe("hohhot");
        (FakeReceiver other, _) = bench.Subscribe();
        FeedEngine engine = bench.Start();
        await engine.StartAsync(CancellationToken.None);
        string[] happened = [bench.Event("door.opened", "info"), bench.Event("aed.removed", "emergency")];
        Waiting.Until(() => IsTold(other, 2), "the other receiver");

        // Several tries later.
        for (int tries = 0; tries < 5; tries++)
        {
            IsTold(other, 2);
        }

        Assert.AreEqual(0, failing.Tries);
        Assert.IsInRange(1, 2, bench.Errors.Errors.Count, "once for each lane");
        Assert.IsTrue(bench.Errors.Errors.All(error => error.Contains(subscription.Id, StringComparison.Ordinal)));
        bench.Broken = null;
        Waiting.Until(() => IsTold(failing, 2), "the receiver whose lane threw");
        await engine.StopAsync(CancellationToken.None);
        CollectionAssert.AreEquivalent(happened, other.Ids);
        CollectionAssert.AreEquivalent(happened, failing.Ids);

        bool IsTold(FakeReceiver receiver, int count)
        {
            bench.Tail.Look();
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            return receiver.Tries >= count;
        }
    }

    [TestMethod]
    public void What_can_not_be_read_of_the_centre_does_not_end_whoever_follows_and_keeps_no_cabinet_waiting()
    {
        using FeedBench bench = new(NewStore());
        bench.CentreEvent("care.done", null, "1501", "education");
        bench.Tail.Start();
        long centre = bench.Log.Now.Centre;
        StoreStep.Run(bench.Store, database =>
        {
            CentreEventLog.Append(database, new CentreEvent("care.reported", null, "1501", "education", Severity.Info, false,
                bench.Time.GetUtcNow(), "{}"));
            Change(database, NoTime);
            return true;
        });
        Waiting.Until(() => bench.Errors.Errors.Count > 0, "the operator's being told");
        bench.Event("door.opened", "info");
        bench.Tail.Note();
        Waiting.Until(() => bench.Log.Now.Arrival > 0, "the cabinet");

        Assert.HasCount(1, bench.Errors.Errors);
        Assert.AreEqual(centre, bench.Log.Now.Centre);
        StoreStep.Run(bench.Store, database =>
        {
            Change(database, 0);
            return true;
        });
        Waiting.Until(() => bench.Log.Now.Centre > centre, "what can be read again");

        static void Change(LedgerDatabase database, long at) => database.Execute(string.Create(CultureInfo.InvariantCulture,
            $"UPDATE centre_events SET at = {at} WHERE no = (SELECT max(no) FROM centre_events)"));
    }

    [TestMethod]
    public async Task Work_of_the_rounds_that_fails_keeps_no_other_work_waiting()
    {
        TestStore store = NewStore();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        _ = CabinetTopic.TryParse(LedgerBench.Topic + "/event", out CabinetTopic? topic);
        using (store.Store.OpenForIngest())
        using (ReadingPool pool = new(store.Store))
        {
            store.Change("INSERT INTO cabinets (id, topic, prefecture, county, sector, first_seen) VALUES ('NM-1', "
                + $"'{LedgerBench.Topic}', '1501', '150102', 'culture-tourism', {now.AddDays(-70).ToUnixTimeMilliseconds()})");
            new DrillBook(store.Store, pool).Plan(topic!, new NewDrill(now.AddHours(-2), 30, false, string.Empty, []), "Wang", now);
            store.Change($"UPDATE timed_commands SET tried = {NoTime}");
        }

        HostErrors errors = new();
        await using RegistryHost host = await RegistryHost.StartAsync(store, errors: errors);
        Waiting.Until(() => IsTold("department.report"), "the month's report");
        Waiting.Until(() => errors.Errors.Any(error => error.Contains(nameof(TimedCommandDesk), StringComparison.Ordinal)),
            "the operator's being told");
        Assert.IsFalse(IsTold("training.drill-missed"));
        store.Change("UPDATE timed_commands SET tried = NULL");
        Waiting.Until(() => IsTold("training.drill-missed"), "the timed command");

        bool IsTold(string type) => store.Number($"SELECT count(*) FROM centre_events WHERE type = '{type}'") == 1;
    }
}
