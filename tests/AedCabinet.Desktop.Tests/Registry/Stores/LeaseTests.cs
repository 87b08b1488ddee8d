using AedCabinet.Ledger;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>SPEC §20: a worker owns a prefecture by a lease in the database, and one that has lost it can write nothing more.</summary>
[TestClass]
public sealed class LeaseTests : IDisposable
{
    private static readonly LeaseTimes s_long = LeaseTimes.Of(TimeSpan.FromHours(1));

    private readonly PostgresTestStore _store = new();

    private PostgresStore Store => (PostgresStore)_store.Store;

    public void Dispose() => _store.Dispose();

    [TestMethod]
    public void A_lease_is_one_worker_s_until_it_is_over_and_each_that_takes_it_has_a_higher_token()
    {
        using LedgerDatabase first = Open("a")!;
        Assert.AreEqual(1, first.LeaseToken);
        Assert.IsNull(Open("b"), "it is another's");
        using LedgerDatabase other = Open("b", "1502")!;
        Assert.IsNotNull(other, "another prefecture");
        Assert.IsNull(Open("b", null), "all of them are not free");

        End();
        using LedgerDatabase second = Open("b")!;
        Assert.AreEqual(2, second.LeaseToken);
    }

    [TestMethod]
    public void A_paused_worker_that_wakes_writes_nothing_and_the_other_writes_everything_once()
    {
        using LedgerBench bench = new(new SqliteTestStore());
        ReceivedMessage one = bench.Message("event", LedgerBench.EventText(4, 1));
        ReceivedMessage two = bench.Message("event", LedgerBench.EventText(4, 2));
        using LedgerDatabase paused = Open("a")!;
        using LedgerWriter pausedWriter = new(paused);
        pausedWriter.Write([one], bench.NowMs);

        End();
        using LedgerDatabase awake = Open("b")!;
        using LedgerWriter awakeWriter = new(awake);
        Assert.Throws<LeaseLostException>(() => pausedWriter.Write([two, bench.Message("state", bench.StateText(4, 2))], bench.NowMs));
        Assert.Throws<LeaseLostException>(() => pausedWriter.Tick(bench.NowMs));
        Assert.AreEqual(1, _store.Number("SELECT count(*) FROM events"));
        Assert.AreEqual(0, _store.Number("SELECT count(*) FROM cabinets WHERE state IS NOT NULL"));

        awakeWriter.Write([one, two], bench.NowMs);
        CollectionAssert.AreEqual(new[] { "1", "2" }, _store.Rows("SELECT seq FROM events ORDER BY seq"));
        Assert.IsTrue(LedgerCheck.Run(Store, bench.NowMs).IsClean);
    }

    [TestMethod]
    public void The_loop_of_one_that_lost_its_lease_ends_says_so_and_confirms_nothing()
    {
        using LedgerDatabase paused = Open("a")!;
        using RegistryIngest ingest = new(paused, TimeProvider.System, new Environment.ErrorLog());
        End();
        using LedgerDatabase awake = Open("b")!;
        Tally tally = new();
        ingest.Take(LedgerBench.Topic + "/event", System.Text.Encoding.UTF8.GetBytes(LedgerBench.EventText(4, 1)), false, tally);
        ingest.Start();
        Assert.AreEqual("1501", ingest.Lost.WaitAsync(Environment.Waiting.Limit).GetAwaiter().GetResult().Prefecture);
        Assert.AreEqual(0, tally.Confirmed);
        Assert.AreEqual(0, _store.Number("SELECT count(*) FROM events"));
    }

    [TestMethod]
    public void A_worker_whose_connection_is_gone_is_followed_before_its_lease_is_over_unless_it_comes_back()
    {
        using LedgerDatabase first = Open("a")!;
        _store.Admin("SELECT pg_terminate_backend(backend) FROM leases WHERE prefecture = '1501'");
        Assert.IsNull(Open("b"), "it may come back");
        Environment.Waiting.Until(() => !IsThere(), "the connection to be gone");
        using LedgerDatabase? second = Store.TryOpenForIngest("1501", "b", s_long.OfOne, TimeSpan.Zero);
        Assert.AreEqual(2, second!.LeaseToken);
        Assert.Throws<System.Data.Common.DbException>(() => first.Number("SELECT 1"), "the connection is gone");
        Assert.Throws<LeaseLostException>(() => first.Number("SELECT 1"), "it comes back too late");
    }

    [TestMethod]
    public void A_worker_that_is_stopped_in_the_middle_of_a_step_keeps_nobody_from_taking_another_prefecture()
    {
        using LedgerDatabase stopped = Open("a")!;
        stopped.Begin();
        stopped.Execute("UPDATE leases SET renewed = renewed WHERE prefecture = '1501'");
        Assert.IsNull(Open("b", "1501"), "its row is not waited for");
        using LedgerDatabase other = Open("b", "1502")!;
        Assert.AreEqual(1, other.LeaseToken);
        stopped.RollBack();
    }

    [TestMethod]
    public void Each_step_renews_the_lease_and_one_that_is_given_back_is_free_at_once()
    {
        using (LedgerDatabase first = Open("a")!)
        using (LedgerWriter writer = new(first))
        {
            End();
            writer.Tick(0);
            Assert.AreEqual(1, _store.Number("SELECT count(*) FROM leases WHERE expires > clock_timestamp() + interval '59 minutes'"));
            Assert.IsNull(Open("b"));
        }

        using LedgerDatabase second = Open("b")!;
        Assert.AreEqual(2, second.LeaseToken);
    }

    [TestMethod]
    public void The_picture_names_who_runs_and_who_keeps_what_by_the_database_s_clock_whatever_a_worker_s_own_says()
    {
        using LedgerDatabase first = Open("a")!;
        using LeaseTable table = new(Store, "a", s_long);
        using LeaseTable other = new(Store, "b", s_long);
        other.Look(true);
        LeasePicture picture = table.Look(true);
        Assert.AreEqual("a", picture.Leases["1501"].Owner);
        CollectionAssert.AreEqual(new[] { "a", "b" }, picture.Workers.ToArray());
        End();
        Assert.IsNull(table.Look(true).Leases["1501"].Owner);
        other.Leave();
        CollectionAssert.AreEqual(new[] { "a" }, table.Look(true).Workers.ToArray());

        ServerTime time = new(new WrongTime());
        time.Set(picture.Now);
        Assert.IsLessThan(TimeSpan.FromMinutes(1), (time.GetUtcNow() - picture.Now).Duration());
    }

    private LedgerDatabase? Open(string owner, string? prefecture = "1501") =>
        Store.TryOpenForIngest(prefecture, owner, s_long, TimeSpan.Zero);

    // What the time does to a worker that shows nothing of itself.
    private void End() => _store.Admin("UPDATE leases SET expires = clock_timestamp() WHERE prefecture = '1501'");

    private bool IsThere() => _store.Number("SELECT count(*) FROM pg_stat_activity a JOIN leases l ON a.pid = l.backend AND "
        + "a.backend_start = l.backend_started WHERE l.prefecture = '1501'") > 0;

    private sealed class Tally : IDelivery
    {
        public int Confirmed { get; private set; }

        public void Confirm() => Confirmed++;
    }

    private sealed class WrongTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddHours(-7);
    }
}
