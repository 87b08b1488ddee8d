using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;

namespace AedCabinet.Centre.Tests.Emergencies;

/// <summary>
/// SPEC §18: what the centre does about emergencies is one after the other for all who are at it, and can be looked for when it is over.
/// </summary>
[TestClass]
public class HandledEmergencyTests : StoreTests
{
    private static readonly EmergencyKey s_key = new(LedgerBench.Cabinet, "aed.removed");

    [TestMethod]
    public void Of_two_dispatchers_at_one_row_the_second_is_told_who_was_first_and_nothing_of_its_step_is_kept()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(1, 1, "aed.removed", "emergency"));
        using CentreProcess one = new(bench);
        using CentreProcess other = new(bench);

        Assert.IsNull(one.Desk.Bring(s_key, EmergencyStage.Seen, "王敏"));
        EmergencyStep? first = other.Desk.Bring(s_key, EmergencyStage.Seen, "李强");

        Assert.AreEqual(("王敏", EmergencyStage.Seen), (first!.Who, first.Stage));
        Assert.AreEqual("王敏", other.Desk.Of(s_key).Steps.Single().Who, "and it is shown at once");
        Assert.AreEqual(1, bench.Number("SELECT count(*) FROM emergency_steps"));

        // Who closes what another has just sent help to has not seen that.
        Assert.IsNull(one.Desk.Bring(s_key, EmergencyStage.OnTheWay, "王敏"));
        Assert.AreEqual(EmergencyStage.OnTheWay, other.Desk.Bring(s_key, EmergencyStage.Closed, "李强", "by-mistake")!.Stage);
        Assert.AreEqual("王敏", other.Desk.Bring(s_key, EmergencyStage.Closed, "李强", "by-mistake", seen: 1)!.Who);
        Assert.IsNull(other.Desk.Bring(s_key, EmergencyStage.Closed, "李强", "by-mistake", seen: 2));
        Assert.IsFalse(one.Desk.TakeBack(s_key, "王敏"), "this one does not know of the closing yet");
        one.Desk.Reload();
        Assert.IsTrue(one.Desk.TakeBack(s_key, "王敏"));
        Assert.IsFalse(other.Desk.TakeBack(s_key, "李强"), "only once");
        Assert.AreEqual(4, bench.Number("SELECT count(*) FROM emergency_steps"));
    }

    [TestMethod]
    public void What_is_over_is_found_by_outcome_period_and_cabinet_and_only_by_who_may_see_it()
    {
        using LedgerBench bench = Bench();
        Over(bench, 1, "aed.removed", desk => desk.Bring(s_key, EmergencyStage.Closed, "王敏", "other", " 消防队借用 "));
        bench.Now = bench.Now.AddDays(2);
        Over(bench, 3, "sos.pressed", _ => { });
        using CentreProcess centre = new(bench);

        HandledEmergency[] all = [.. Find(centre, new EmergencyFilter { MaySee = _ => true })];
        CollectionAssert.AreEqual(new[] { "sos.pressed", "aed.removed" }, all.Select(item => item.Case.Key.Event).ToArray());
        Assert.AreEqual(("other", "消防队借用", "王敏"),
            (all[1].Case.Closing!.Reason, all[1].Case.Closing!.Note, all[1].Case.Closing!.Who));
        Assert.IsEmpty(all[0].Case.Steps, "nobody did anything");
        EmergencyFilter any = new() { MaySee = _ => true };
        Assert.AreEqual(all[1].Since, Find(centre, any with { Outcome = "other" }).Single().Since);
        Assert.AreEqual(all[0].Since, Find(centre, any with { Outcome = EmergencyFilter.NotClosed }).Single().Since);
        Assert.AreEqual(all[0].Since, Find(centre, any with { From = all[0].Since }).Single().Since);
        Assert.AreEqual(all[1].Since, Find(centre, any with { Before = all[0].Since }).Single().Since);
        Assert.HasCount(2, Find(centre, any with { Cabinet = "nm-" }));
        Assert.IsEmpty(Find(centre, any with { Cabinet = "FL-" }));
        Assert.IsEmpty(Find(centre, new EmergencyFilter { MaySee = topic => topic.Prefecture == "1502" }));
        HandledPage page = centre.Desk.Handled(any, 0, 1);
        Assert.IsTrue(page.HasMore);
        Assert.AreEqual(all[1].Since, centre.Desk.Handled(any, 1, 1).Items.Single().Since);
    }

    private static IReadOnlyList<HandledEmergency> Find(CentreProcess centre, EmergencyFilter filter) =>
        centre.Desk.Handled(filter, 0, 10).Items;

    private static void Over(LedgerBench bench, int seq, string name, Action<EmergencyDesk> handle)
    {
        bench.Send("event", LedgerBench.EventText(1, seq, name, "emergency", at: bench.Now));
        using (CentreProcess centre = new(bench))
        {
            handle(centre.Desk);
        }

        bench.Now = bench.Now.AddMinutes(5);
        bench.Send("state", bench.StateText(1, seq + 1));
    }

    // What one process of the centre has.
    private sealed class CentreProcess : IDisposable
    {
        private readonly LedgerDatabase _database;
        private readonly LedgerEmergencyBook _book;
        private readonly CommandDesk _commands;

        public CentreProcess(LedgerBench bench)
        {
            ManualTime time = new();
            WallTime wall = new(time);
            _database = bench.Store.OpenForChange();
            _book = new LedgerEmergencyBook(_database);
            _commands = new CommandDesk(new CommandKeys(), new Nobody(), time, wall);
            Desk = new EmergencyDesk(_ => bench.Record, _commands, _book, time, wall);
        }

        public EmergencyDesk Desk { get; }

        public void Dispose()
        {
            Desk.Dispose();
            _commands.Dispose();
            _book.Dispose();
            _database.Dispose();
        }
    }

    private sealed class Nobody : ICommandPublisher
    {
        public Task PublishAsync(string topic, string text, CancellationToken stop) => Task.CompletedTask;
    }
}
