using AedCabinet.Ledger;
using AedCabinet.Registry.Commands;
using AedCabinet.Terminal;
using Npgsql;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>What is PostgreSQL's own: getting in, versions, who may write, one prefecture at a time (SPEC §20).</summary>
[TestClass]
public sealed class PostgresStoreTests : IDisposable
{
    private const string OtherTopic = "aed/v1/1502/150203/transport/NM-2";

    private readonly PostgresTestStore _store = new();

    public void Dispose() => _store.Dispose();

    [TestMethod]
    public void Two_registries_don_t_write_to_one_database_but_each_may_have_a_prefecture()
    {
        using (LedgerDatabase all = _store.Store.OpenForIngest())
        {
            Assert.Contains("another registry writes to it",
                Assert.ThrowsExactly<UserErrorException>(() => _store.Store.OpenForIngest("1501")).Message);
        }

        using LedgerDatabase hohhot = _store.Store.OpenForIngest("1501");
        using LedgerDatabase baotou = _store.Store.OpenForIngest("1502");
        Assert.Contains("another registry writes to it",
            Assert.ThrowsExactly<UserErrorException>(() => _store.Store.OpenForIngest("1501")).Message);
    }

    [TestMethod]
    public void A_writer_of_one_prefecture_holds_its_cabinets_alone_and_keeps_no_others()
    {
        using LedgerBench bench = new(new PostgresTestStore());
        bench.Send("event", LedgerBench.EventText(4, 1, "aed.removed", "emergency"));
        bench.Send("event", LedgerBench.EventText(4, 1, "sos.pressed", "emergency", id: "NM-2"), topic: OtherTopic);
        bench.Send("state", bench.StateText(4, 1, id: "NM-2"), topic: OtherTopic);
        bench.Writer.Dispose();
        bench.Database.Dispose();

        using LedgerDatabase hohhot = bench.Store.OpenForIngest("1501");
        using LedgerWriter writer = new(hohhot);
        CabinetFile own = writer.Book.Files.Single();
        Assert.AreEqual(LedgerBench.Cabinet, own.Entry.Topic.Cabinet);
        Assert.AreEqual("aed.removed", own.Entry.Open.Single().Event);

        writer.Write([bench.Message("event", LedgerBench.EventText(4, 2)),
            bench.Message("event", LedgerBench.EventText(4, 2, id: "NM-2"), topic: OtherTopic)], bench.NowMs);
        CollectionAssert.AreEqual(new[] { "1 1", "1 2", "2 1" },
            TestStore.Rows(hohhot, "SELECT cabinet, seq FROM events ORDER BY cabinet, seq"));
        Assert.Contains("of prefecture 1502", TestStore.Rows(hohhot, "SELECT reason FROM set_aside").Single());
        Assert.AreEqual(3, hohhot.CountKept());
        Assert.AreEqual(1, hohhot.CountWritten());
        Assert.IsTrue(LedgerCheck.Run(bench.Store, bench.NowMs).IsClean);
    }

    [TestMethod]
    public void Tables_of_a_newer_program_of_another_or_none_are_refused_and_left_as_they_are()
    {
        _store.Admin("INSERT INTO schemaversions (scriptname, applied) VALUES ('postgres/0099.sql', now())");
        Assert.Contains("made by a newer program", Assert.ThrowsExactly<UserErrorException>(() => _store.Store.OpenForIngest()).Message);
        _store.Admin("DELETE FROM schemaversions WHERE scriptname LIKE '%0099%'");
        _store.Admin("ALTER TABLE schemaversions RENAME TO elsewhere");
        Assert.Contains("tables of another program", Assert.ThrowsExactly<UserErrorException>(() => _store.Store.OpenForIngest()).Message);
        _store.Admin("ALTER TABLE elsewhere RENAME TO schemaversions");
        Assert.Contains("it holds no registry's tables",
            Assert.ThrowsExactly<UserErrorException>(
                () => new PostgresStore(_store.ConnectionString.Replace("Search Path=test", "Search Path=none")).OpenForReading()).Message);
    }

    [TestMethod]
    public async Task Workers_that_start_together_on_an_empty_database_make_its_tables_and_nobody_takes_them_for_another_program_s()
    {
        const int Each = 3;
        _store.Admin("CREATE SCHEMA together");
        PostgresStore empty = new(_store.ConnectionString + ";Search Path=together");
        using Barrier start = new(2 * Each);
        Task[] workers = [.. Enumerable.Range(0, Each).Select(_ => OnItsThread(() =>
        {
            start.SignalAndWait();
            new LeaseTable(empty, PostgresStore.NewOwner(), LeaseTimes.Usual).Dispose();
        }))];
        Task[] pages = [.. Enumerable.Range(0, Each).Select(_ => OnItsThread(() =>
        {
            start.SignalAndWait();
            while (!IsReadable(empty))
            {
                Assert.IsFalse(workers.Any(worker => worker.IsFaulted));
            }
        }))];
        await Task.WhenAll([.. workers, .. pages]);
        _store.Admin("DROP SCHEMA together CASCADE");

        static Task OnItsThread(Action work) => Task.Factory.StartNew(work, TaskCreationOptions.LongRunning);
        static bool IsReadable(PostgresStore store)
        {
            try
            {
                store.OpenForReading().Dispose();
                return true;
            }
            catch (UserErrorException exception)
            {
                // Not yet. "Tables of another program" is neither of the two.
                Assert.MatchesRegex("holds no registry's tables|is of version", exception.Message);
                return false;
            }
        }
    }

    [TestMethod]
    public void Rows_that_were_taken_out_are_a_finding_and_doubles_that_used_up_a_number_are_none()
    {
        using LedgerBench bench = new(new PostgresTestStore());
        for (int seq = 1; seq <= 20; seq++)
        {
            bench.Send("event", LedgerBench.EventText(1, seq));
            bench.Send("event", LedgerBench.EventText(1, seq));
        }

        Assert.IsTrue(bench.Verify().IsClean);
        bench.Database.Execute("DELETE FROM events WHERE seq > 5 AND seq < 9");
        bench.Database.Execute("INSERT INTO gaps SELECT 1, 1, 6, 8, 0, NULL");
        Assert.Contains("20 events have been in the table, and 17 are", bench.Verify().Findings.Single().What);
    }

    [TestMethod]
    public void What_a_database_that_took_over_has_not_got_is_told()
    {
        using LedgerBench bench = new(new PostgresTestStore());
        bench.Send("event", LedgerBench.EventText(1, 1));
        bench.Send("event", LedgerBench.EventText(1, 2));
        bench.Database.Execute("DELETE FROM events WHERE seq = 2");
        bench.Database.Execute("UPDATE written SET events = 1");
        bench.Database.Execute("ALTER TABLE counters RENAME TO elsewhere");
        Assert.Throws<System.Data.Common.DbException>(() => bench.Writer.Tick(bench.NowMs));
        bench.Database.Execute("ALTER TABLE elsewhere RENAME TO counters");
        bench.Writer.Tick(bench.NowMs);

        Assert.AreEqual((2, 1), bench.Database.Loss);
        Assert.Contains("had lost 1 events of 2", bench.Verify().Unproven.Single().What);
    }

    [TestMethod]
    public void A_password_on_the_command_line_is_refused_and_not_repeated_and_one_in_a_file_is_used()
    {
        UserErrorException refused = Assert.ThrowsExactly<UserErrorException>(
            () => StoreOptions.PostgresAt("Host=db;Password=geheim", null, "--database"));
        Assert.Contains("--database-password-file", refused.Message);
        Assert.DoesNotContain("geheim", refused.Message);
        Assert.DoesNotContain("geheim", Assert.ThrowsExactly<UserErrorException>(
            () => new PostgresStore("Hots=db;Password=geheim")).Message);

        PostgresStore store = new("Host=127.0.0.1;Port=1;Database=aed;Username=registry", "geheim");
        Assert.AreEqual("127.0.0.1:1/aed", store.Name);
        UserErrorException away = Assert.ThrowsExactly<UserErrorException>(() => store.OpenForReading());
        Assert.Contains("See that PostgreSQL runs", away.Message);
        Assert.DoesNotContain("geheim", away.ToString());
        Assert.AreEqual(UserErrorException.Environment, away.ExitCode);
    }

    [TestMethod]
    public void What_is_to_be_done_about_what_PostgreSQL_says_is_told_in_Chinese_too()
    {
        foreach (string state in new[] { "53100", "XX001", "28P01", "3D000", "42501", "25006", "42P01", "40001", "57P01" })
        {
            string english = PostgresStore.Advice(new PostgresException("refused", "ERROR", "ERROR", state));
            Assert.AreNotEqual(english, VerifyWords.Say(true, english), state);
        }

        // With a full disk nothing is broken: whoever restores a backup then loses what came since.
        Assert.AreEqual("Make room on the server's disk.",
            PostgresStore.Advice(new PostgresException("could not write init file", "FATAL", "FATAL", "XX000")));
    }

    [TestMethod]
    public void The_pauses_before_a_server_is_asked_again_grow_to_their_limit()
    {
        using LedgerDatabase database = _store.Store.OpenForChange();
        CollectionAssert.AreEqual(new double[] { 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 8, 8 },
            Enumerable.Range(1, 8).Select(failures => database.PauseAfter(failures).TotalSeconds).ToArray());
    }

    [TestMethod]
    public void Text_that_PostgreSQL_cannot_keep_costs_no_message()
    {
        using LedgerBench bench = new(new PostgresTestStore());
        bench.SendBytes("a\0b/state", [0, 1]);
        bench.SendBytes(new string('x', 299) + "😀/state", [2]);
        bench.Send("event", LedgerBench.EventText(4, 1, "door.opened", data: """{"compartment":"a\u0000\ud800b"}"""));

        CollectionAssert.AreEqual(new[] { "a\uFFFDb/state", new string('x', 299) + "\uFFFD" },
            bench.Rows("SELECT topic FROM set_aside WHERE used = 0 ORDER BY no"));
        Assert.AreEqual(1, bench.Number("SELECT count(*) FROM events"));
    }
}
