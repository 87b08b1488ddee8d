using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary><c>registry move</c>: from SQLite to PostgreSQL, everything or nothing.</summary>
[TestClass]
public sealed class LedgerMoveTests : IDisposable
{
    private readonly PostgresTestStore _target = new();

    public void Dispose() => _target.Dispose();

    [TestMethod]
    public void Everything_is_there_afterwards_verify_says_the_same_and_the_next_event_goes_on()
    {
        using LedgerBench bench = new();
        bench.Send("about", LedgerBench.AboutText());
        bench.Send("event", LedgerBench.EventText(4, 1));
        bench.Send("event", LedgerBench.EventText(4, 6, "outbox.overflowed", "maintenance", """{"lost":4,"spoilt":0}"""));
        bench.Send("event", LedgerBench.EventText(4, 7, "aed.removed", "emergency"));
        bench.Send("event", LedgerBench.EventText(4, 7, "aed.removed", "emergency"));
        bench.Send("state", bench.StateText(4, 7, isReady: false, open: "aed.removed"));
        bench.Send("state", "no JSON");
        string[] questions =
        [
            "SELECT * FROM cabinets", "SELECT * FROM events ORDER BY arrival", "SELECT * FROM gaps ORDER BY first", "SELECT * FROM boots",
            "SELECT * FROM emergencies", "SELECT * FROM readiness ORDER BY since",
            "SELECT name, value FROM counters ORDER BY name", "SELECT no, topic, received, reason, payload_bytes, used FROM set_aside",
        ];
        string[] before = [.. questions.SelectMany(bench.Rows)];
        bench.Writer.Dispose();
        bench.Database.Dispose();

        IReadOnlyList<(string Table, long Rows)> copied = LedgerMove.Run((SqliteStore)bench.Store, (PostgresStore)_target.Store);

        Assert.AreEqual(3, copied.Single(item => item.Table == "events").Rows);
        CollectionAssert.AreEqual(before, questions.SelectMany(_target.Rows).ToArray());
        LedgerReport after = LedgerCheck.Run(_target.Store, bench.NowMs);
        Assert.IsTrue(after.IsClean);
        Assert.AreEqual((3L, 4L, 1L), (after.Events, after.MissingExplained, after.OpenEmergencies));
        using (LedgerDatabase database = _target.Store.OpenForIngest())
        using (LedgerWriter writer = new(database))
        {
            writer.Write([bench.Message("event", LedgerBench.EventText(4, 8)),
                bench.Message("event", LedgerBench.EventText(4, 7, "aed.removed", "emergency")), bench.Message("event",
                    LedgerBench.EventText(1, 1, id: "NM-9"), topic: LedgerBench.Topic[..^1] + "9")], bench.NowMs);
        }

        Assert.AreEqual(5, _target.Number("SELECT count(*) FROM events"));
        Assert.IsTrue(LedgerCheck.Run(_target.Store, bench.NowMs).IsClean);
        Assert.Contains("holds a registry's data already",
            Assert.ThrowsExactly<UserErrorException>(() => LedgerMove.Run((SqliteStore)bench.Store, (PostgresStore)_target.Store)).Message);
    }

    [TestMethod]
    public void The_command_says_what_it_did_and_what_to_do_next()
    {
        using LedgerBench bench = new();
        bench.Send("event", LedgerBench.EventText(4, 1));
        bench.Writer.Dispose();
        bench.Database.Dispose();

        using SimulatorProcess move = new("registry", "move", "--database", bench.DatabaseFile, "--to", _target.ConnectionString,
            "--language", "en");
        Assert.AreEqual(0, move.AwaitExit(), move.Output);
        Assert.Contains("1 events, verify is clean", move.Output);
        Assert.Contains("--store postgres", move.Output);
        using SimulatorProcess verify = new(["registry", "verify", .. _target.Options, "--language", "zh"]);
        Assert.AreEqual(0, verify.AwaitExit(), verify.Output);
        Assert.Contains("1条事件", verify.Output);
    }
}
