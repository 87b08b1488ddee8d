using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Feeds;
using AedCabinet.Ledger;

namespace AedCabinet.Centre.Tests.Feeds;

[TestClass]
public sealed class SubscriptionStartOnPostgresTests : SubscriptionStartTests
{
    internal override TestStore NewStore() => new PostgresTestStore();

    [TestMethod]
    public void It_is_active_when_each_worker_that_runs_has_read_it_and_one_that_is_gone_is_not_waited_for()
    {
        using FeedBench bench = new(NewStore());
        using LeaseTable one = new((PostgresStore)bench.Store, "one", LeaseTimes.Usual);
        using LeaseTable other = new((PostgresStore)bench.Store, "other", LeaseTimes.Usual);
        (_, Subscription subscription) = bench.Subscribe();
        bench.Start();
        bench.Settle();
        Assert.AreEqual(SubscriptionState.Active, State(), "no worker runs");
        one.Look(true);
        other.Look(true);
        Assert.AreEqual(SubscriptionState.Starting, State());
        using AheadDesk first = Desk(bench, null);
        first.RunAs("one");
        first.Look();
        Assert.AreEqual(SubscriptionState.Starting, State());
        using AheadDesk second = Desk(bench, null);
        second.RunAs("other");
        second.Look();
        Assert.AreEqual(SubscriptionState.Active, State());

        // What a worker has is kept while it shows that it runs.
        one.Look(true);
        Assert.AreEqual(SubscriptionState.Active, State());
        bench.Book.RenewSecret(subscription.No);
        second.Look();
        Assert.AreEqual(SubscriptionState.Starting, State());
        one.Leave();
        Assert.AreEqual(SubscriptionState.Active, State());

        SubscriptionState State() => bench.Standing(subscription).State;
    }
}
