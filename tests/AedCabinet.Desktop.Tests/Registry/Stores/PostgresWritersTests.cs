using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>Several writers to one PostgreSQL database, each of a prefecture of its own (SPEC §20).</summary>
[TestClass]
public class PostgresWritersTests
{
    private const string Baotou = "aed/v1/1502/150203/transport/" + LedgerBench.Cabinet;

    [TestMethod]
    public void A_cabinet_that_goes_over_and_back_is_held_by_one_writer_at_a_time_and_nothing_of_it_is_lost_or_doubled()
    {
        using LedgerBench bench = new(new PostgresTestStore());
        bench.Writer.Dispose();
        bench.Database.Dispose();
        using LedgerDatabase here = bench.Store.OpenForIngest("1501");
        using LedgerDatabase there = bench.Store.OpenForIngest("1502");
        using LedgerWriter hohhot = new(here);
        using LedgerWriter baotou = new(there);

        Send(hohhot, "online", """{"online":true,"boot":4,"connection":1}""", LedgerBench.Topic);
        Send(hohhot, "event", LedgerBench.EventText(4, 1), LedgerBench.Topic);
        Send(baotou, "online", """{"online":true,"boot":5,"connection":1}""", Baotou);
        Send(baotou, "event", LedgerBench.EventText(5, 1, "aed.removed", "emergency"), Baotou);
        Send(baotou, "event", LedgerBench.EventText(5, 3), Baotou);
        Assert.HasCount(1, baotou.Book.Files);

        // It has heard nothing yet; what comes late is kept all the same, and the other learns of it.
        Assert.HasCount(1, hohhot.Book.Files);
        Send(hohhot, "event", LedgerBench.EventText(4, 2), LedgerBench.Topic);
        Send(hohhot, "event", LedgerBench.EventText(5, 2), LedgerBench.Topic);
        Assert.IsEmpty(hohhot.Book.Files);
        baotou.Tick(bench.NowMs);
        CabinetFile file = baotou.Book.Files.Single();
        Assert.AreEqual("aed.removed", file.Entry.Open.Single().Event);
        Send(baotou, "event", LedgerBench.EventText(5, 2), Baotou);

        Send(hohhot, "online", """{"online":true,"boot":6,"connection":1}""", LedgerBench.Topic);
        Send(hohhot, "event", LedgerBench.EventText(6, 1), LedgerBench.Topic);
        baotou.Tick(bench.NowMs);
        Assert.IsEmpty(baotou.Book.Files);
        Assert.AreEqual("aed.removed", hohhot.Book.Files.Single().Entry.Open.Single().Event);

        Assert.AreEqual("1501", TestStore.Rows(here, "SELECT prefecture FROM cabinets").Single());
        CollectionAssert.AreEqual(new[] { "4 1", "4 2", "5 1", "5 2", "5 3", "6 1" },
            TestStore.Rows(here, "SELECT boot, seq FROM events ORDER BY boot, seq"));
        Assert.IsEmpty(TestStore.Rows(here, "SELECT first FROM gaps"));
        Assert.IsEmpty(TestStore.Rows(here, "SELECT reason FROM set_aside"));
        LedgerReport report = LedgerCheck.Run(bench.Store, bench.NowMs);
        Assert.IsTrue(report.IsClean, string.Join('\n', report.Findings.Concat(report.Unproven)));
        Assert.AreEqual(1, report.DoublesRemoved);

        void Send(LedgerWriter writer, string kind, string text, string topic) =>
            writer.Write([bench.Message(kind, text, topic: topic)], bench.NowMs);
    }

    [TestMethod]
    public async Task A_writer_is_not_taken_from_in_the_middle_of_a_step()
    {
        using LedgerBench bench = new(new PostgresTestStore());
        bench.Send("event", LedgerBench.EventText(4, 1));
        bench.Writer.Dispose();
        bench.Database.Dispose();
        using LedgerDatabase here = bench.Store.OpenForIngest("1501");
        using LedgerDatabase there = bench.Store.OpenForIngest("1502");
        here.Begin();
        Assert.IsEmpty(here.Handed());

        Task taken = Task.Run(() =>
        {
            there.Begin();
            there.TakeOver(1, "1501");
            there.Commit();
        });
        using (LedgerDatabase other = bench.Store.OpenForReading())
        {
            Environment.Waiting.Until(() => other.Number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0, "the other to wait");
        }

        Assert.IsFalse(taken.IsCompleted);
        here.Commit();
        await taken.WaitAsync(Environment.Waiting.Limit);
        here.Begin();
        CollectionAssert.AreEqual(new[] { 1L }, here.Handed().ToArray());
        here.Commit();
    }
}
