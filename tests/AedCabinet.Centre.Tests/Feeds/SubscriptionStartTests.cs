using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Feeds;
using AedCabinet.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace AedCabinet.Centre.Tests.Feeds;

/// <summary>SPEC §19, §20: a subscription is active when it counts everywhere, also with those who tell ahead of the database.</summary>
[TestClass]
public class SubscriptionStartTests : StoreTests
{
    [TestMethod]
    public void What_is_made_or_changed_is_starting_until_who_takes_messages_in_has_read_it()
    {
        using FeedBench bench = new(NewStore());
        AheadReach reach = new();
        using AheadDesk desk = Desk(bench, reach);
        using ReadingPool pool = new(bench.Store);
        SubscriptionBook book = new(bench.Store, pool, bench.Secrets, bench.Time, reach);
        (_, Subscription subscription) = bench.Subscribe();
        Assert.AreEqual(SubscriptionState.Pending, State());
        bench.Start();
        bench.Settle();
        Assert.AreEqual(SubscriptionState.Starting, State());
        desk.Look();
        Assert.AreEqual(SubscriptionState.Active, State());

        book.Change(subscription.No, new NewSubscription("other", subscription.Url, new FeedFilter { Severities = ["emergency"] }), null);
        Assert.AreEqual(SubscriptionState.Starting, State());
        desk.Look();
        Assert.AreEqual(SubscriptionState.Active, State());
        book.RenewSecret(subscription.No);
        Assert.AreEqual(SubscriptionState.Starting, State(), "what is signed with the other secret is taken only for a day");
        desk.Look();
        Assert.AreEqual(SubscriptionState.Active, State());

        SubscriptionState State() => book.List(null, subscription.Id).Single().State;
    }

    [TestMethod]
    public void A_change_in_this_process_is_read_at_once()
    {
        using FeedBench bench = new(NewStore());
        using AheadDesk desk = Desk(bench, new AheadReach());
        desk.Look();
        Assert.IsFalse(desk.IsLookDue);
        desk.LookSoon();
        Assert.IsTrue(desk.IsLookDue);
        desk.Look();
        Assert.IsFalse(desk.IsLookDue);
    }

    private protected static AheadDesk Desk(FeedBench bench, AheadReach? reach) => new(
        new AheadBook(bench.Store, bench, bench.Secrets, bench.Time), new FeedWriter(bench), bench, bench.Time, new Random(1),
        NullLogger<AheadDesk>.Instance, reach);
}
