using AedCabinet.Ledger;
using AedCabinet.Registry.Commands;
using AedCabinet.Terminal;
using Microsoft.Data.Sqlite;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>SQLite to PostgreSQL while events come: broken off anywhere, it goes on, and in the end everything is there once.</summary>
[TestClass]
public sealed class LedgerMoveTests : IDisposable
{
    private static readonly string[] s_questions =
    [
        "SELECT * FROM cabinets", "SELECT * FROM events ORDER BY arrival", "SELECT * FROM gaps ORDER BY boot, first",
        "SELECT * FROM boots ORDER BY boot", "SELECT * FROM emergencies ORDER BY no", "SELECT * FROM readiness ORDER BY since",
        "SELECT name, value FROM counters WHERE name NOT LIKE 'move%' ORDER BY name", "SELECT * FROM commands ORDER BY counter",
        "SELECT no, topic, received, reason, payload_bytes, used FROM set_aside ORDER BY no",
    ];

    private readonly PostgresTestStore _target = new();
    private readonly LedgerBench _bench = new();
    private int _seq;

    private SqliteStore From => (SqliteStore)_bench.Store;

    private PostgresStore To => (PostgresStore)_target.Store;

    public void Dispose()
    {
        _bench.Dispose();
        _target.Dispose();
    }

    [TestMethod]
    public void Broken_off_at_every_point_it_goes_on_and_what_was_written_meanwhile_is_there_once()
    {
        bool isDone = false;
        for (int point = 1; !isDone; point++)
        {
            Write();
            using LedgerMove move = LedgerMove.Begin(From, To);
            isDone = Move(move, point);
        }

        string[] before = [.. s_questions.SelectMany(_bench.Rows)];
        CollectionAssert.AreEqual(before, s_questions.SelectMany(_target.Rows).ToArray());
        LedgerReport after = LedgerCheck.Run(To, _bench.NowMs);
        Assert.IsTrue(after.IsClean, string.Join('\n', after.Findings.Concat(after.Unproven)));
        Assert.AreEqual(LedgerCheck.Run(From, _bench.NowMs).Events, after.Events);
        Assert.IsGreaterThan(8, after.Events);

        // The next event, the next cabinet and the next command go on where the file ended.
        using LedgerDatabase database = To.OpenForIngest();
        using LedgerWriter writer = new(database);
        writer.Write([_bench.Message("event", LedgerBench.EventText(4, _seq + 1)), _bench.Message("event", LedgerBench.EventText(4, 1)),
            _bench.Message("event", LedgerBench.EventText(1, 1, id: "NM-9"), topic: LedgerBench.Topic[..^1] + "9")], _bench.NowMs);
        Assert.AreEqual(after.Events + 2, _target.Number("SELECT count(*) FROM events"));
        using LedgerDatabase change = To.OpenForChange();
        using LedgerCommandBook book = new(change);
        Assert.AreEqual(_seq + 1001, book.Next(1));
    }

    [TestMethod]
    public void A_file_that_was_moved_takes_nothing_more_whoever_has_it_open_and_may_still_be_read()
    {
        Write();
        using LedgerDatabase page = From.OpenForChange();
        using LedgerCommandBook book = new(page);
        using (LedgerMove move = LedgerMove.Begin(From, To))
        {
            Assert.IsTrue(Move(move, int.MaxValue));
            Assert.IsTrue(move.IsDone);
        }

        SqliteException refused = Assert.Throws<SqliteException>(() => _bench.Writer.Tick(_bench.NowMs));
        Assert.AreEqual(To.Name, _bench.Database.MovedTo(refused));
        Assert.IsFalse(_bench.Database.IsOfAMessage(refused));
        Assert.Throws<SqliteException>(() => _bench.Send("event", LedgerBench.EventText(4, 900)));
        Assert.Throws<Centre.CommandNotSentException>(() => book.Next(1));
        _bench.Writer.Dispose();
        _bench.Database.Dispose();
        foreach (Func<LedgerDatabase> open in new Func<LedgerDatabase>[] { () => From.OpenForIngest(), From.OpenForChange })
        {
            Assert.Contains($"was moved to {To.Name} and takes nothing more",
                Assert.ThrowsExactly<UserErrorException>(() => open()).Message);
        }

        Assert.IsTrue(LedgerCheck.Run(From, _bench.NowMs).IsClean);
        using LedgerMove again = LedgerMove.Begin(From, To);
        Assert.IsTrue(again.IsDone);
        Assert.Contains("stays closed", Assert.ThrowsExactly<UserErrorException>(again.TakeBack).Message);
    }

    [TestMethod]
    public void A_move_that_is_not_finished_may_be_taken_back_and_begun_again_and_nobody_writes_to_its_half()
    {
        Write();
        using (LedgerMove move = LedgerMove.Begin(From, To))
        {
            Assert.IsFalse(Move(move, 2));
            Assert.IsTrue(move.IsClosed);
        }

        Assert.Contains("a move into it is not finished", Assert.ThrowsExactly<UserErrorException>(() => To.OpenForIngest()).Message);
        LedgerReport half = LedgerCheck.Run(To, _bench.NowMs);
        Assert.AreEqual(MovePairing.Unfinished, half.Unproven.Single());
        Assert.AreNotEqual(MovePairing.Unfinished.What, VerifyWords.Say(true, MovePairing.Unfinished.What));
        Assert.AreNotEqual(MovePairing.Unfinished.Advice, VerifyWords.Say(true, MovePairing.Unfinished.Advice));
        using (LedgerMove move = LedgerMove.Begin(From, To))
        {
            move.TakeBack();
        }

        Write();
        using LedgerMove again = LedgerMove.Begin(From, To);
        Assert.IsTrue(Move(again, int.MaxValue));
        CollectionAssert.AreEqual(s_questions.SelectMany(_bench.Rows).ToArray(), s_questions.SelectMany(_target.Rows).ToArray());
    }

    [TestMethod]
    public void Two_files_are_not_mixed_and_what_a_registry_has_used_is_not_copied_over()
    {
        Write();
        using (LedgerMove move = LedgerMove.Begin(From, To))
        {
            Assert.IsFalse(Move(move, 1));
        }

        using LedgerBench other = new();
        other.Send("event", LedgerBench.EventText(1, 1));
        Assert.Contains("holds what was moved from another file",
            Assert.ThrowsExactly<UserErrorException>(() => LedgerMove.Begin((SqliteStore)other.Store, To)).Message);
        using PostgresTestStore used = new();
        using (LedgerDatabase database = used.Store.OpenForIngest())
        using (LedgerWriter writer = new(database))
        {
            writer.Write([other.Message("event", LedgerBench.EventText(1, 1))], other.NowMs);
        }

        Assert.Contains("holds a registry's data already",
            Assert.ThrowsExactly<UserErrorException>(() => LedgerMove.Begin(From, (PostgresStore)used.Store)).Message);
        using (LedgerMove move = LedgerMove.Begin(From, To))
        {
            Assert.IsTrue(Move(move, int.MaxValue));
        }

        Assert.Contains($"was closed for its move to {To.Name}",
            Assert.ThrowsExactly<UserErrorException>(
                () => LedgerMove.Begin(From, new PostgresStore("Host=127.0.0.1;Port=1;Database=elsewhere"))).Message);
    }

    [TestMethod]
    public void What_changes_between_two_rounds_goes_over_and_what_is_gone_goes()
    {
        Write();
        _bench.Send("event", LedgerBench.EventText(4, _seq + 5));
        using LedgerMove move = LedgerMove.Begin(From, To);
        move.CatchUp((_, _) => { });
        Assert.HasCount(_bench.Rows("SELECT first FROM gaps").Length, _target.Rows("SELECT first FROM gaps"));
        for (int seq = 1; seq < _seq + 5; seq++)
        {
            _bench.Send("event", LedgerBench.EventText(4, seq));
        }

        _bench.Send("state", _bench.StateText(4, _seq + 5));
        _bench.Now += TimeSpan.FromSeconds(1);
        _bench.Send("event", LedgerBench.EventText(4, _seq + 6, "sos.pressed", "emergency", at: _bench.Now));
        move.Close(_bench.NowMs);
        move.CopyRest();

        Assert.IsEmpty(_target.Rows("SELECT first FROM gaps"));
        CollectionAssert.AreEqual(s_questions.SelectMany(_bench.Rows).ToArray(), s_questions.SelectMany(_target.Rows).ToArray());
    }

    // False: broken off at that point, as a kill would.
    private bool Move(LedgerMove move, int point)
    {
        int kept = 0;
        move.Kept += () =>
        {
            if (++kept == point)
            {
                throw new BrokenOffException();
            }

            if (!move.IsClosed)
            {
                Write();
            }
        };
        try
        {
            move.CatchUp((_, _) => { });
            move.Close(_bench.NowMs);
            move.CopyRest();
            move.Finish(_bench.NowMs);
            return true;
        }
        catch (BrokenOffException)
        {
            return false;
        }
    }

    // Something of everything, as long as the file takes it.
    private void Write()
    {
        if (MovedFile.TargetOf(_bench.Database) is not null)
        {
            return;
        }

        _bench.Now += TimeSpan.FromSeconds(1);
        _bench.Send("about", LedgerBench.AboutText());
        _bench.Send("event", LedgerBench.EventText(4, ++_seq));
        _bench.Send("event", LedgerBench.EventText(4, _seq));
        _bench.Send("event", LedgerBench.EventText(4, _seq += 3, "outbox.overflowed", "maintenance", """{"lost":2,"spoilt":0}"""));
        _bench.Send("event", LedgerBench.EventText(4, ++_seq, "aed.removed", "emergency", at: _bench.Now));
        _bench.Send("state", _bench.StateText(4, _seq, isReady: _seq % 2 == 0, open: _seq % 2 == 0 ? null : "aed.removed"));
        _bench.Send("state", "no JSON");
        using LedgerDatabase database = From.OpenForChange();
        using LedgerCommandBook book = new(database);
        book.Keep(new Centre.CommandRecord(LedgerBench.Cabinet, $"c-{_seq}", book.Next(_seq + 1000), "report", "{}", false, _bench.Now,
            [new Centre.CommandStep(Centre.CommandStage.Sending, TimeSpan.Zero, null, null)]));
    }

    private sealed class BrokenOffException : Exception;
}
