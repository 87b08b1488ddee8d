using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;
using AedCabinet.Registry.Commands;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>What <c>registry verify</c> proves, finds, and says that it can't prove: tried on databases that are really broken.</summary>
[TestClass]
public sealed class LedgerProofTests : IDisposable
{
    private const int Events = 8000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-proof-");

    private string Copy => Path.Combine(_folder.FullName, "registry.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public void Thirty_flipped_bytes_in_the_log_are_a_finding_and_nothing_is_thrown_away()
    {
        using LedgerBench bench = new();
        bench.Database.Execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA wal_autocheckpoint = 0");
        Write(bench, Events);
        CopyAsAfterAPowerCut(bench);
        Flip(Copy + "-wal", 30);
        byte[] log = File.ReadAllBytes(Copy + "-wal");

        LedgerReport report = LedgerCheck.Run(new SqliteStore(Copy), bench.NowMs);
        Assert.IsFalse(report.IsClean);
        Assert.AreEqual(Events, report.Confirmed);
        Assert.IsLessThan(Events, report.Events);
        LedgerFinding finding = report.Findings.Single();
        Assert.Contains("8000 events had been confirmed to the broker", finding.What);
        Assert.Contains("-wal", finding.Advice);
        CollectionAssert.AreEqual(log, File.ReadAllBytes(Copy + "-wal"), "whoever only looks must not throw the log away");

        // The registry itself says so at its start, keeps what is left, and goes on.
        using (LedgerDatabase database = new SqliteStore(Copy).OpenForIngest())
        {
            Assert.AreEqual((Events, report.Events), (database.Loss!.Value.Confirmed, database.Loss.Value.Kept));
            Assert.HasCount(1, _folder.GetFiles("*.lost-*"));
        }

        report = LedgerCheck.Run(new SqliteStore(Copy), bench.NowMs);
        Assert.IsFalse(report.IsClean);
        Assert.Contains("had lost 8000 events of 8000", report.Unproven.Single().What);

        using SimulatorProcess verify = new("registry", "verify", "--database", Copy);
        Assert.AreEqual(1, verify.AwaitExit(), verify.Output);
        Assert.Contains("CANNOT PROVE: On ", verify.Output);
        Assert.DoesNotContain("   at ", verify.Output, "a stack trace helps nobody");
        using SimulatorProcess accept = new("registry", "verify", "--database", Copy, "--accept-losses");
        Assert.AreEqual(0, accept.AwaitExit(), accept.Output);
    }

    [TestMethod]
    public void Whatever_page_is_broken_verify_says_so_and_what_to_do_and_never_fails_itself()
    {
        const int PageBytes = 4096;
        using LedgerBench bench = new();
        Write(bench, 600);
        bench.Send("state", bench.StateText(1, 600, isReady: false, open: "aed.removed"));
        bench.Database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        CopyAsAfterAPowerCut(bench);
        byte[] whole = File.ReadAllBytes(Copy);
        int refusals = 0;
        int findings = 0;
        for (int page = 0; page < whole.Length / PageBytes; page++)
        {
            byte[] broken = [.. whole];
            Random random = new(page);
            random.NextBytes(broken.AsSpan(page * PageBytes, PageBytes));
            File.Delete(Copy + "-wal");
            File.Delete(Copy + "-shm");
            File.WriteAllBytes(Copy, broken);

            LedgerReport report = LedgerCheck.Run(new SqliteStore(Copy), bench.NowMs);
            findings += report.IsClean ? 0 : 1;
            Assert.IsTrue(report.Findings.All(item => item.What.Length > 10 && item.Advice.Length > 20), $"page {page}");
            Assert.IsTrue(!report.IsClean || (report.Events == 600 && report.Integrity is ["ok"]),
                $"page {page} of {whole.Length / PageBytes} is clean with {report.Events} events");
            refusals += Refuses(Copy) ? 1 : 0;
        }

        Console.WriteLine($"{whole.Length / PageBytes} pages: {findings} found, {refusals} refused at the start");
        Assert.IsGreaterThan(whole.Length / PageBytes * 3 / 4, findings);
        Assert.IsGreaterThan(whole.Length / PageBytes / 2, refusals);
    }

    [TestMethod]
    public void A_registry_does_not_start_on_a_broken_database_and_says_what_to_do()
    {
        using LedgerBench bench = new();
        Write(bench, 600);
        bench.Database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        CopyAsAfterAPowerCut(bench);
        long root = bench.Number("SELECT rootpage FROM sqlite_schema WHERE name = 'events_key'");
        byte[] bytes = File.ReadAllBytes(Copy);
        bytes.AsSpan((int)(root - 1) * 4096, 4096).Fill(0xa5);
        File.WriteAllBytes(Copy, bytes);

        UserErrorException refused = Assert.ThrowsExactly<UserErrorException>(() => new SqliteStore(Copy).OpenForIngest());
        Assert.Contains("is broken", refused.Message);
        Assert.Contains("restore the newest backup", refused.Message);
        using SimulatorProcess verify = new("registry", "verify", "--database", Copy);
        Assert.AreEqual(1, verify.AwaitExit(), verify.Output);
        Assert.Contains("NOT clean", verify.Output);
        Assert.DoesNotContain("   at ", verify.Output);
    }

    [TestMethod]
    public void Without_its_mark_a_database_can_prove_no_end_and_a_torn_mark_is_the_one_before()
    {
        using LedgerBench bench = new();
        Write(bench, 10);
        Write(bench, 10, first: 11);
        CopyAsAfterAPowerCut(bench);
        Assert.IsTrue(LedgerCheck.Run(new SqliteStore(Copy), bench.NowMs).IsClean);
        Assert.AreEqual(20, HighWaterMark.Read(Copy));

        byte[] mark = File.ReadAllBytes(HighWaterMark.FileOf(Copy));
        for (int place = 0; place < mark.Length; place += mark.Length / 2)
        {
            byte[] torn = [.. mark];
            torn.AsSpan(place + 20, 4).Fill(0xff);
            File.WriteAllBytes(HighWaterMark.FileOf(Copy), torn);
            Assert.IsGreaterThanOrEqualTo(10, HighWaterMark.Read(Copy)!.Value);
            Assert.IsTrue(LedgerCheck.Run(new SqliteStore(Copy), bench.NowMs).IsClean);
        }

        File.Delete(HighWaterMark.FileOf(Copy));
        LedgerReport report = LedgerCheck.Run(new SqliteStore(Copy), bench.NowMs);
        Assert.IsFalse(report.IsClean);
        Assert.IsTrue(report.HasNoFinding);
        Assert.Contains("can't be proven", report.Unproven.Single().What);
        Assert.Contains($"Start a registry on this database once (registry --broker HOST:PORT --database {Copy})",
            report.Unproven.Single().Advice);
        Assert.Contains($"请用这个数据库启动一次管理系统（registry --broker HOST:PORT --database {Copy}）",
            VerifyWords.Say(true, report.Unproven.Single().Advice));
    }

    [TestMethod]
    public void Rows_that_were_taken_out_and_a_database_that_is_gone_are_findings()
    {
        using LedgerBench bench = new();
        Write(bench, 20);
        CopyAsAfterAPowerCut(bench);
        using (LedgerDatabase database = new SqliteStore(Copy).OpenForChange())
        {
            database.Execute("DELETE FROM events WHERE seq > 5 AND seq < 9; INSERT INTO gaps SELECT 1, 1, 6, 8, 0, NULL");
        }

        Assert.Contains("20 events have been in the table, and 17 are",
            LedgerCheck.Run(new SqliteStore(Copy), bench.NowMs).Findings.Single().What);
        File.Delete(Copy + "-wal");
        File.Delete(Copy + "-shm");
        File.WriteAllBytes(Copy, []);
        Assert.Contains("20 events had been confirmed", LedgerCheck.Run(new SqliteStore(Copy), bench.NowMs).Findings.Single().What);
    }

    private static bool Refuses(string file)
    {
        try
        {
            new SqliteStore(file).OpenForIngest().Dispose();
            return false;
        }
        catch (UserErrorException refused)
        {
            Assert.IsGreaterThan(40, refused.Message.Length);
            return true;
        }
    }

    private static void Write(LedgerBench bench, int events, int first = 1)
    {
        foreach (int[] batch in Enumerable.Range(first, events).Chunk(LedgerLimits.BatchMessages))
        {
            bench.Writer.Write([.. batch.Select(seq => bench.Message("event", LedgerBench.EventText(1, seq)))], bench.NowMs);
        }
    }

    // In the first pages of the log, behind its header.
    private static void Flip(string file, int bytes)
    {
        byte[] content = File.ReadAllBytes(file);
        Random random = new(1);
        for (int i = 0; i < bytes; i++)
        {
            content[32 + random.Next(4096)] ^= 0xff;
        }

        File.WriteAllBytes(file, content);
    }

    private void CopyAsAfterAPowerCut(LedgerBench bench)
    {
        foreach (string suffix in new[] { string.Empty, "-wal", ".mark" })
        {
            File.Copy(bench.DatabaseFile + suffix, Copy + suffix, overwrite: true);
        }
    }
}
