using AedCabinet.Access;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Feeds;
using AedCabinet.Ledger;

namespace AedCabinet.Centre.Tests.Feeds;

/// <summary>
/// SPEC §19: what happens is pushed, in order for each cabinet, retried with back-off for 3 days, with a dead-letter list and replay from
/// any cursor; a receiver that is away costs nothing and delays nobody else.
/// </summary>
[TestClass]
public class FeedDeliveryTests : StoreTests, IDisposable
{
    private readonly FeedBench _bench;

    public FeedDeliveryTests() => _bench = new FeedBench(NewStore());

    public void Dispose()
    {
        _bench.Dispose();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public void Each_receiver_is_told_what_its_maker_may_see_and_it_wants_in_order()
    {
        _bench.Event("door.opened", "info");
        (FakeReceiver all, _) = _bench.Subscribe();
        (FakeReceiver hohhot, _) = _bench.Subscribe("hohhot");
        (FakeReceiver transport, _) = _bench.Subscribe("transport");
        (FakeReceiver urgent, _) = _bench.Subscribe(filter: new FeedFilter { Severities = ["urgent"] });
        (FakeReceiver doors, _) = _bench.Subscribe(filter: new FeedFilter { Types = ["aed.cabinet.door.*"], Prefectures = ["1525"] });
        _bench.Start();
        string opened = _bench.Event("door.opened", "info");
        string tampered = _bench.Event("tamper.opened", "urgent");
        string station = _bench.Event("door.opened", "info", FeedBench.Station);
        string closed = _bench.Event("door.closed", "info");
        string incident = _bench.CentreEvent("incident.stage", FeedBench.Station, "1525", "transport", "{\"incident\":\"7\"}");
        string nobody = _bench.CentreEvent("incident.opened", null, "1501", string.Empty, "{\"incident\":\"8\"}");
        _bench.Settle();

        CollectionAssert.AreEqual(new[] { opened, tampered, closed }, all.IdsOf(FeedBench.Museum), "what was before is not told");
        CollectionAssert.AreEqual(new[] { station, incident }, all.IdsOf(FeedBench.Station));
        CollectionAssert.AreEquivalent(new[] { opened, tampered, closed, nobody }, hohhot.Ids);
        CollectionAssert.AreEqual(new[] { station, incident }, transport.Ids);
        CollectionAssert.AreEqual(new[] { tampered }, urgent.Ids);
        CollectionAssert.AreEqual(new[] { station }, doors.Ids);
        Assert.AreEqual("/v1/incidents/8", hohhot.Taken.Single(item => item["id"]!.GetValue<string>() == nobody)["source"]!.ToString());
        Assert.AreEqual("aed.cabinet.tamper.opened", urgent.Taken.Single()["type"]!.ToString());
        Assert.AreEqual("culture-tourism", urgent.Taken.Single()["department"]!.ToString());
        Assert.IsFalse(urgent.Taken.Single()["drill"]!.GetValue<bool>());
    }

    [TestMethod]
    public void A_cabinet_whose_event_is_not_taken_holds_back_only_itself_at_that_receiver()
    {
        (FakeReceiver picky, Subscription subscription) = _bench.Subscribe();
        (FakeReceiver other, _) = _bench.Subscribe();
        bool isMended = false;
        picky.Answers = item => !isMended && item["subject"]!.ToString() == FeedBench.Museum && item["type"]!.ToString().EndsWith("opened",
            StringComparison.Ordinal) ? new FeedAnswer(false, "it answered 500") : FeedAnswer.Taken;
        _bench.Start();
        string[] museum = [_bench.Event("door.opened", "info"), _bench.Event("door.closed", "info"), _bench.Event("tamper.closed", "info")];
        string[] station = [_bench.Event("door.opened", "info", FeedBench.Station), _bench.Event("door.closed", "info", FeedBench.Station)];
        _bench.Settle();

        Assert.IsEmpty(picky.IdsOf(FeedBench.Museum));
        CollectionAssert.AreEqual(station, picky.IdsOf(FeedBench.Station));
        CollectionAssert.AreEqual(museum, other.IdsOf(FeedBench.Museum));
        Assert.AreEqual(1, _bench.Standing(subscription).Held);

        // What comes later waits behind it too, through a restart.
        string later = _bench.Event("door.closed", "info");
        _bench.Settle();
        _bench.Kill(_bench.Processes.Single());
        _bench.Start(isAlone: true);
        isMended = true;
        _bench.Pass(TimeSpan.FromSeconds(3));
        CollectionAssert.AreEqual(museum.Append(later).ToArray(), picky.IdsOf(FeedBench.Museum));
        Assert.AreEqual(0, _bench.Standing(subscription).Held);
    }

    [TestMethod]
    public void A_receiver_that_is_down_for_an_hour_gets_every_event_once_and_is_not_pestered()
    {
        (FakeReceiver receiver, Subscription subscription) = _bench.Subscribe();
        _bench.Start();
        string[] cabinets = [FeedBench.Museum, FeedBench.Station, FeedBench.School];
        List<string> happened = [];
        receiver.Answers = _ => new FeedAnswer(false, "it can't be reached");
        for (int i = 0; i < 12; i++)
        {
            happened.AddRange(cabinets.Select(cabinet => _bench.Event(i % 2 == 0 ? "door.opened" : "door.closed", "info", cabinet)));
            _bench.Pass(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(2.5));
        }

        Assert.IsLessThan(100, receiver.Tries, "it is asked now and again");
        receiver.Answers = _ => FeedAnswer.Taken;
        _bench.Pass(FeedPause.Longest, FeedPause.Longest);
        _bench.Settle();

        CollectionAssert.AreEquivalent(happened, receiver.Ids);
        foreach (string cabinet in cabinets)
        {
            CollectionAssert.AreEqual(happened.Where(id => id.StartsWith(cabinet, StringComparison.Ordinal)).ToArray(),
                receiver.IdsOf(cabinet));
        }

        Assert.AreEqual(0, _bench.Standing(subscription).Held);
        Assert.IsTrue(_bench.Standing(subscription).Position.Covers(_bench.Log.Now));
    }

    [TestMethod]
    public void An_emergency_finds_its_way_past_a_long_backlog_and_past_what_hangs()
    {
        (FakeReceiver slow, _) = _bench.Subscribe();
        for (int i = 0; i < 200; i++)
        {
            _bench.Event(i % 2 == 0 ? "door.opened" : "door.closed", "info");
        }

        slow.Answers = item => item["severity"]!.ToString() == "emergency" ? FeedAnswer.Taken : null;
        _bench.Start();
        _bench.Settle();
        string removed = _bench.Event("aed.removed", "emergency");
        string pressed = _bench.Event("sos.pressed", "emergency", FeedBench.Station);
        _bench.Step();

        CollectionAssert.AreEquivalent(new[] { removed, pressed }, slow.Ids);
    }

    [TestMethod]
    public void After_three_days_it_is_a_dead_letter_that_can_be_tried_again_and_the_cabinet_goes_on()
    {
        (FakeReceiver receiver, Subscription subscription) = _bench.Subscribe();
        bool isMended = false;
        receiver.Answers = item => !isMended && item["type"]!.ToString() == "aed.cabinet.tamper.opened"
            ? new FeedAnswer(false, "it answered 400") : FeedAnswer.Taken;
        _bench.Start();
        string poison = _bench.Event("tamper.opened", "urgent");
        string behind = _bench.Event("tamper.closed", "info");
        string station = _bench.Event("door.opened", "info", FeedBench.Station);
        _bench.Settle();
        _bench.Pass(TimeSpan.FromHours(66), TimeSpan.FromHours(6));
        Assert.IsEmpty(_bench.Book.DeadLetters(subscription.No, 0, 10));
        _bench.Event("door.closed", "info", FeedBench.Station);
        _bench.Pass(TimeSpan.FromHours(12), TimeSpan.FromHours(6));

        DeadLetter letter = _bench.Book.DeadLetters(subscription.No, 0, 10).Single();
        Assert.AreEqual(poison, letter.Event);
        Assert.AreEqual("it answered 400", letter.Why);
        CollectionAssert.AreEqual(new[] { behind }, receiver.IdsOf(FeedBench.Museum));
        Assert.Contains(station, receiver.Ids);
        Assert.AreEqual(SubscriptionState.Active, _bench.Standing(subscription).Subscription.State);

        isMended = true;
        Assert.IsTrue(_bench.Book.Retry(subscription.No, letter.No));
        _bench.Pass(TimeSpan.FromSeconds(2));
        CollectionAssert.AreEqual(new[] { behind, poison }, receiver.IdsOf(FeedBench.Museum));
        Assert.IsEmpty(_bench.Book.DeadLetters(subscription.No, 0, 10));
    }

    [TestMethod]
    public void A_receiver_that_takes_nothing_for_three_days_is_paused_and_what_comes_meanwhile_is_not_lost()
    {
        (FakeReceiver receiver, Subscription subscription) = _bench.Subscribe();
        receiver.Answers = _ => new FeedAnswer(false, "it can't be reached");
        _bench.Start();
        string first = _bench.Event("door.opened", "info");
        _bench.Settle();
        _bench.Pass(TimeSpan.FromHours(78), TimeSpan.FromHours(6));
        Assert.AreEqual(SubscriptionState.Paused, _bench.Standing(subscription).Subscription.State);
        int tries = receiver.Tries;
        string second = _bench.Event("door.closed", "info");
        _bench.Pass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(30));
        Assert.AreEqual(tries, receiver.Tries);

        receiver.Answers = _ => FeedAnswer.Taken;
        _bench.Book.Change(subscription.No, new NewSubscription("test", subscription.Url, subscription.Filter), SubscriptionState.Active);
        _bench.Pass(TimeSpan.FromSeconds(3));
        CollectionAssert.AreEqual(new[] { second }, receiver.Ids);
        Assert.AreEqual(first, _bench.Book.DeadLetters(subscription.No, 0, 10).Single().Event);
    }

    [TestMethod]
    public void What_its_maker_may_not_see_any_more_is_not_told_and_while_it_is_locked_nothing_is()
    {
        (FakeReceiver receiver, _) = _bench.Subscribe("hohhot");
        _bench.Start();
        receiver.Answers = item => item["subject"]!.ToString() == FeedBench.Museum ? new FeedAnswer(false, "no") : FeedAnswer.Taken;
        _bench.Event("door.opened", "info");
        string school = _bench.Event("door.opened", "info", FeedBench.School);
        _bench.Settle();

        // What waits for its next try is judged anew with it.
        _bench.Makers["hohhot"] = new AccessScope("hohhot", [new Grant(Role.Feed, [], ["education"], [])]);
        receiver.Answers = _ => FeedAnswer.Taken;
        _bench.Pass(TimeSpan.FromSeconds(10));
        CollectionAssert.AreEqual(new[] { school }, receiver.Ids);

        _bench.Makers["hohhot"] = null;
        string closed = _bench.Event("door.closed", "info", FeedBench.School);
        _bench.Pass(TimeSpan.FromSeconds(5));
        CollectionAssert.AreEqual(new[] { school }, receiver.Ids);
        _bench.Makers["hohhot"] = new AccessScope("hohhot", [new Grant(Role.Feed, [], ["education"], [])]);
        _bench.Pass(TimeSpan.FromSeconds(10));
        CollectionAssert.AreEqual(new[] { school, closed }, receiver.Ids);
    }

    [TestMethod]
    public void Everything_behind_any_cursor_is_told_once_more_under_the_ids_that_it_had()
    {
        (FakeReceiver receiver, Subscription subscription) = _bench.Subscribe();
        _bench.Start();
        string[] happened = [_bench.Event("door.opened", "info"), _bench.Event("aed.removed", "emergency"),
            _bench.CentreEvent("care.done", FeedBench.Museum, "1501", "culture-tourism"), _bench.Event("door.closed", "info")];
        _bench.Settle();
        CollectionAssert.AreEquivalent(happened, receiver.Ids);
        FeedPosition second = Position(receiver, happened[0]);
        receiver.Taken.Clear();

        _bench.Book.Replay(subscription.No, second);
        _bench.Settle();
        CollectionAssert.AreEquivalent(happened[1..], receiver.Ids);
        receiver.Taken.Clear();

        _bench.Book.Replay(subscription.No, default);
        _bench.Settle();
        CollectionAssert.AreEquivalent(happened, receiver.Ids);
    }

    [TestMethod]
    public void A_receiver_that_asks_for_quiet_is_left_alone_and_one_that_is_gone_is_told_nothing_more()
    {
        (FakeReceiver busy, _) = _bench.Subscribe();
        (FakeReceiver gone, Subscription ended) = _bench.Subscribe();
        busy.Answers = _ => new FeedAnswer(false, "it answered 429") { RetryAfter = TimeSpan.FromMinutes(2) };
        gone.Answers = _ => new FeedAnswer(false, "it answered 410") { IsGone = true };
        _bench.Start();
        string opened = _bench.Event("door.opened", "info");
        _bench.Event("door.opened", "info", FeedBench.Station);
        _bench.Settle();
        int tries = busy.Tries;
        busy.Answers = _ => FeedAnswer.Taken;
        string closed = _bench.Event("door.closed", "info", FeedBench.School);
        _bench.Pass(TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(10));
        Assert.AreEqual(tries, busy.Tries);
        _bench.Pass(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10));
        Assert.Contains(opened, busy.Ids);
        Assert.Contains(closed, busy.Ids);
        Assert.AreEqual(SubscriptionState.Refused, _bench.Standing(ended).Subscription.State);
        Assert.IsLessThan(3, gone.Tries);
    }

    [TestMethod]
    public void The_work_of_a_process_that_was_killed_is_taken_over_within_15_s()
    {
        (FakeReceiver receiver, _) = _bench.Subscribe();
        FeedEngine first = _bench.Start();
        _bench.Settle();
        _bench.Start();
        _bench.Pass(TimeSpan.FromSeconds(20));
        string[] before = [_bench.Event("door.opened", "info")];
        _bench.Settle();
        _bench.Kill(first);
        DateTimeOffset killed = _bench.Time.GetUtcNow();
        string removed = _bench.Event("aed.removed", "emergency");
        while (!receiver.Ids.Contains(removed))
        {
            _bench.Pass(TimeSpan.FromSeconds(1));
            Assert.IsLessThan(TimeSpan.FromSeconds(15), _bench.Time.GetUtcNow() - killed);
        }

        CollectionAssert.AreEqual(before.Append(removed).ToArray(), receiver.Ids, "what was noted is not sent again");
    }

    [TestMethod]
    public void While_the_secret_changes_both_sign_and_then_only_the_new_one()
    {
        (FakeReceiver receiver, Subscription subscription) = _bench.Subscribe();
        _bench.Start();
        _bench.Event("door.opened", "info");
        _bench.Settle();
        string old = receiver.Deliveries[^1].Secrets.Single();
        (string secret, _) = _bench.Book.RenewSecret(subscription.No);
        _bench.Event("door.closed", "info");
        _bench.Pass(TimeSpan.FromSeconds(2));
        CollectionAssert.AreEqual(new[] { secret, old }, receiver.Deliveries[^1].Secrets.ToArray());
        _bench.Pass(FeedSecrets.Overlap, TimeSpan.FromHours(6));
        _bench.Event("door.opened", "info");
        _bench.Pass(TimeSpan.FromSeconds(2));
        CollectionAssert.AreEqual(new[] { secret }, receiver.Deliveries[^1].Secrets.ToArray());
        using LedgerDatabase reader = _bench.Store.OpenForReading();
        Assert.DoesNotContain(secret[6..], TestStore.Rows(reader, "SELECT secret FROM subscriptions").Single());
    }

    [TestMethod]
    public void Nobody_is_told_who_has_not_said_that_it_wants_to_be()
    {
        (FakeReceiver receiver, Subscription subscription) = _bench.Subscribe();
        _bench.Consent = new FeedConsent(null, null, "no answer");
        _bench.Start();
        string opened = _bench.Event("door.opened", "info");
        _bench.Pass(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10));
        Assert.AreEqual(0, receiver.Tries);
        Assert.AreEqual(SubscriptionState.Pending, _bench.Standing(subscription).Subscription.State);
        _bench.Consent = new FeedConsent(true, null, null);
        _bench.Pass(FeedPause.Longest, TimeSpan.FromSeconds(30));
        CollectionAssert.AreEqual(new[] { opened }, receiver.Ids, "what happened meanwhile is told");

        _bench.Consent = new FeedConsent(false, null, "it answered OPTIONS with 404");
        (FakeReceiver unwilling, Subscription refused) = _bench.Subscribe();
        _bench.Event("door.closed", "info");
        _bench.Pass(TimeSpan.FromSeconds(5));
        Assert.AreEqual(0, unwilling.Tries);
        Assert.AreEqual(SubscriptionState.Refused, _bench.Standing(refused).Subscription.State);
    }

    private static FeedPosition Position(FakeReceiver receiver, string id) => FeedPosition.TryParse(
        receiver.Taken.Single(item => item["id"]!.ToString() == id)["cursor"]!.ToString(), out FeedPosition position) ? position
        : throw new AssertFailedException("no cursor");
}
