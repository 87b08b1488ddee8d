using System.Data.Common;
using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The same on PostgreSQL as on SQLite.</summary>
[TestClass]
public sealed class LedgerWriterOnPostgresTests : LedgerWriterTests
{
    [TestMethod]
    public override void Only_the_gaps_that_change_are_written_again_when_a_cabinet_accounts_for_losses()
    {
        using LedgerBench bench = Bench();
        bench.Writer.Write([.. Enumerable.Range(1, 400).Select(i => bench.Message("event", LedgerBench.EventText(4, i * 2)))], bench.NowMs);
        bench.Send("event", LedgerBench.EventText(4, 801, "outbox.overflowed", "maintenance", """{"lost":10,"spoilt":0}"""));
        string[] before = bench.Rows("SELECT first, xmin FROM gaps");
        bench.Send("event", LedgerBench.EventText(4, 799));

        string[] after = bench.Rows("SELECT first, xmin FROM gaps");
        Assert.HasCount(399, after);
        Assert.IsLessThan(10, after.Except(before).Count());
        Assert.HasCount(0, bench.Verify().WrongGapLists);
    }

    [TestMethod]
    public override void A_disk_that_is_full_loses_nothing_and_leaves_nothing_half_done()
    {
        using LedgerBench bench = Bench();
        bench.Send("event", LedgerBench.EventText(4, 1));
        ReceivedMessage[] batch = [.. Enumerable.Range(2, 2000)
            .Select(seq => bench.Message("event", LedgerBench.EventText(4, seq == 500 ? 9000 : seq))), bench.Message("state",
                bench.StateText(4, 1))];

        // What the server says when its disk is full, at the last row that is written.
        bench.Database.Execute(
            "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE "
                + "= '53100'; END $$");
        bench.Database.Execute("CREATE TRIGGER fill BEFORE INSERT ON readiness FOR EACH ROW EXECUTE FUNCTION fill()");
        DbException refused = Assert.Throws<DbException>(() => bench.Writer.Write(batch, bench.NowMs));
        Assert.Contains("no space left", refused.Message);
        Assert.IsFalse(bench.Database.IsOfAMessage(refused));
        Assert.AreEqual(1, bench.Number("SELECT count(*) FROM events"));

        bench.Database.Execute("DROP TRIGGER fill ON readiness");
        bench.Database.Execute("DROP FUNCTION fill");
        bench.Writer.Write(batch, bench.NowMs);
        Assert.AreEqual(batch.Length, bench.Number("SELECT count(*) FROM events"));
        CollectionAssert.AreEqual(new[] { "500 500", "2002 8999" }, bench.Rows("SELECT first, last FROM gaps ORDER BY first"));
        Assert.AreEqual(0, bench.Verify().DoublesRemoved);
    }

    internal override TestStore NewStore() => new PostgresTestStore();
}
