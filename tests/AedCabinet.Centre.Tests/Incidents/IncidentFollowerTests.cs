using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Incidents;
using AedCabinet.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace AedCabinet.Centre.Tests.Incidents;

/// <summary>A cabinet's emergency opens an incident: each one, once, whenever the program is killed and however many do it.</summary>
[TestClass]
public class IncidentFollowerTests : StoreTests
{
    private readonly ManualTime _time = new();

    [TestMethod]
    public void Each_emergency_opens_one_incident_whenever_whoever_makes_them_is_killed()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText());
        bench.Send("event", LedgerBench.EventText(4, 1, "aed.removed", "emergency"));

        // Killed with the step half made.
        bench.Database.Begin();
        long emergency = IncidentOpening.Waiting(bench.Database).Single();
        Assert.IsTrue(IncidentOpening.Take(bench.Database, emergency));
        bench.Database.RollBack();
        Assert.AreEqual(0, bench.Number("SELECT (SELECT count(*) FROM incidents) + (SELECT count(*) FROM centre_events)"));

        using IncidentFollower one = Follower(bench);
        using IncidentFollower other = Follower(bench);
        Assert.IsTrue(one.Look());
        Assert.IsFalse(other.Look());
        Assert.IsFalse(one.Look());

        // Two that found the same one waiting: the second finds it done.
        bench.Database.Begin();
        Assert.IsFalse(IncidentOpening.Take(bench.Database, emergency));
        bench.Database.RollBack();
        Assert.AreEqual("1501 cabinet 40842600 111749200 0",
            bench.Rows("SELECT prefecture, origin, latitude, longitude, stage FROM incidents")
            .Single());
        CollectionAssert.AreEqual(new[] { "incident.opened NM-1 culture-tourism 3", "incident.aed-out NM-1 culture-tourism 3" },
            bench.Rows(
                "SELECT e.type, c.id, e.department, e.severity FROM centre_events e JOIN cabinets c ON c.no = e.cabinet ORDER BY e.no"));
    }

    [TestMethod]
    public void What_came_and_went_while_nobody_made_incidents_is_not_lost()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText());
        bench.Send("event", LedgerBench.EventText(4, 1, "aed.removed", "emergency"));
        bench.Now += TimeSpan.FromHours(5);
        bench.Send("state", bench.StateText(4, 2));
        using IncidentFollower follower = Follower(bench);
        follower.Look();

        Assert.AreEqual("over-at-cabinet", bench.Rows("SELECT outcome FROM incidents").Single());
        Assert.AreEqual("incident.closed", bench.Rows("SELECT type FROM centre_events ORDER BY no DESC LIMIT 1").Single());
    }

    [TestMethod]
    public void What_else_the_same_cabinet_says_soon_belongs_to_it_and_a_day_later_is_another()
    {
        using LedgerBench bench = Bench();
        using IncidentFollower follower = Follower(bench);
        bench.Send("about", LedgerBench.AboutText());
        Emergency(bench, follower, 1, "aed.removed");
        Emergency(bench, follower, 2, "sos.pressed");
        Assert.AreEqual(1, bench.Number("SELECT count(*) FROM incidents"));
        Assert.AreEqual(2, bench.Number("SELECT count(*) FROM emergencies WHERE incident = 1"));

        IncidentBook book = new(bench.Store, _time);
        book.Bring(1, IncidentStage.Dispatched, "王敏");
        bench.Now += TimeSpan.FromDays(1);
        _time.Advance(TimeSpan.FromDays(1));
        bench.Send("state", bench.StateText(4, 3));
        Emergency(bench, follower, 4, "sos.pressed");
        Assert.AreEqual(2, bench.Number("SELECT count(*) FROM incidents"), "the first was never closed: a call for help is not lost in it");
    }

    [TestMethod]
    public void An_AED_that_is_fetched_for_a_call_belongs_to_the_call()
    {
        using LedgerBench bench = Bench();
        using IncidentFollower follower = Follower(bench);
        bench.Send("about", LedgerBench.AboutText());
        IncidentBook book = new(bench.Store, _time);
        long no = book.Open(new NewIncident("1501", new IncidentPlace(40.85, 111.75), "王敏")).Incident.No;
        book.Respond(no, "红十字", "R-1", "accepted", "NM-1", _time.GetUtcNow());

        Emergency(bench, follower, 1, "aed.removed");

        Assert.AreEqual(1, bench.Number("SELECT count(*) FROM incidents"));
        CollectionAssert.AreEqual(new[] { "incident.opened", "responder.accepted", "incident.aed-out" },
            bench.Rows("SELECT type FROM centre_events ORDER BY no"));
    }

    [TestMethod]
    public void What_is_personal_goes_when_it_was_kept_long_enough_and_the_figures_stay()
    {
        using LedgerBench bench = Bench();
        bench.Send("about", LedgerBench.AboutText());
        IncidentBook book = new(bench.Store, _time);
        long no = book.Open(new NewIncident("1501", new IncidentPlace(40.85, 111.75), "王敏")
        {
            Address = "某小区3号楼",
            Reference = "D-1",
            Request = ("k-1", "digest"),
            Named = [new NamedAed("NM-1", 350)],
        }).Incident.No;
        book.SeeContact(no, "王敏", "NM-1");
        book.SeeContact(no, "李华", "NM-1");
        book.Respond(no, "红十字", "R-1", "arrived", "NM-1", _time.GetUtcNow());
        book.Bring(no, IncidentStage.Arrived, "王敏", note: "病人张三");
        using IncidentKeeping keeping = new(bench.Store, TimeSpan.FromDays(30), _time, NullLogger<IncidentKeeping>.Instance);
        Assert.AreEqual(0, keeping.Forget());
        _time.Advance(TimeSpan.FromDays(31));

        Assert.AreEqual(1, keeping.Forget());
        Assert.AreEqual(0, keeping.Forget());

        string left = string.Join('\n', bench.Rows("SELECT * FROM incidents").Concat(bench.Rows("SELECT * FROM incident_entries"))
            .Concat(bench.Rows("SELECT * FROM centre_events")));
        foreach (string gone in new[] { "王敏", "李华", "张三", "小区", "D-1", "k-1", "40850000", "111750000", "NM-1=350" })
        {
            Assert.DoesNotContain(gone, left);
        }

        Incident incident = IncidentLog.Find(bench.Database, no)!;
        Assert.AreEqual(("1501", IncidentStage.Closed, IncidentOutcomes.NeverClosed, true),
            (incident.Prefecture, incident.Stage, incident.Outcome, incident.IsForgotten));
        CollectionAssert.AreEqual(new[] { "opened", "named", "contact", "contact", "response", "stage", "stage" },
            IncidentLog.Entries(bench.Database, no).Select(entry => entry.Kind).ToArray());
        Assert.AreEqual(350, NamedAed.Read(bench.Rows("SELECT note FROM incident_entries WHERE kind = 'named'").Single())
            .Single().DistanceM);
    }

    private void Emergency(LedgerBench bench, IncidentFollower follower, int seq, string name)
    {
        bench.Send("event", LedgerBench.EventText(4, seq, name, "emergency", at: bench.Now));
        follower.Look();
    }

    private IncidentFollower Follower(LedgerBench bench) =>
        new(bench.Store, new IncidentBook(bench.Store, _time), _time, NullLogger<IncidentFollower>.Instance);
}
