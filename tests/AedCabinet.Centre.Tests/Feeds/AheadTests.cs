using System.Text.Json.Nodes;
using AedCabinet.Desk.Feed;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Feeds;

namespace AedCabinet.Centre.Tests.Feeds;

/// <summary>
/// SPEC §20, CELL.md: an emergency reaches a webhook within 15 s through the death of any part, the database's included, whose successor
/// takes longer than that.
/// </summary>
[TestClass]
public class AheadTests : StoreTests
{
    [TestMethod]
    public void An_emergency_that_cannot_be_put_on_disk_is_told_after_2_s_and_once_more_under_its_id_when_it_is_there()
    {
        using AheadBench bench = new(NewStore());
        (FakeReceiver receiver, string secret) = bench.Subscribe();
        bench.IsAway = true;
        string id = bench.Take("aed.removed", "emergency");
        bench.Pass(1.8);
        Assert.IsEmpty(receiver.Taken);

        bench.Pass(0.4);
        Assert.AreEqual(id, receiver.Ids.Single());
        JsonNode ahead = receiver.Taken.Single();
        Assert.AreEqual(secret, receiver.Deliveries.Single().Secrets.Single());
        Assert.AreEqual("aed.cabinet.aed.removed", ahead["type"]!.ToString());
        Assert.AreEqual("emergency", ahead["severity"]!.ToString());
        Assert.AreEqual("1501", ahead["prefecture"]!.ToString());
        Assert.IsNull(ahead["cursor"]);
        Assert.IsNull(ahead["data"]!["arrival"]);
        Assert.AreEqual("NM-1", ahead["data"]!["cabinet"]!.ToString());
        bench.Pass(60);
        Assert.AreEqual(1, receiver.Tries, "what was taken is not told again");

        bench.IsAway = false;
        bench.Write();
        bench.Pass(2);
        bench.TellRegularly();
        CollectionAssert.AreEqual(new[] { id, id }, receiver.Ids);
        JsonNode regular = receiver.Taken[1];
        Assert.IsNotNull(regular["cursor"]);
        foreach (string same in new[] { "type", "source", "subject", "time", "severity", "drill", "prefecture", "department" })
        {
            Assert.AreEqual(ahead[same]!.ToJsonString(), regular[same]!.ToJsonString(), same);
        }

        using FeedBook book = new(null);
        CollectionAssert.AreEqual(new[] { Taking.New, Taking.Double },
            receiver.Taken.Select((item, place) => book.Take(FeedEvent.Read(item.ToJsonString()), $"v1,{place}")).ToArray());
        Assert.AreEqual(0, book.OutOfOrder);
    }

    [TestMethod]
    public void While_the_database_is_well_each_emergency_is_told_once()
    {
        using AheadBench bench = new(NewStore());
        (FakeReceiver receiver, _) = bench.Subscribe();
        string id = bench.Take("aed.removed", "emergency");
        bench.Write();
        bench.TellRegularly();
        bench.Pass(30);
        bench.Take("aed.removed", "emergency", seq: 1, isHeardOnly: true);
        bench.Pass(30);
        Assert.AreEqual(id, receiver.Ids.Single());
    }

    [TestMethod]
    public void One_that_was_on_disk_when_the_database_died_goes_ahead_too_and_before_what_its_cabinet_said_later()
    {
        using AheadBench bench = new(NewStore());
        (FakeReceiver receiver, _) = bench.Subscribe();
        string removed = bench.Take("aed.removed", "emergency");
        bench.Write();
        bench.IsAway = true;
        bench.Pass(0.4);
        string pressed = bench.Take("sos.pressed", "emergency", isHeardOnly: true);
        bench.Pass(3);
        CollectionAssert.AreEqual(new[] { removed, pressed }, receiver.Ids);
    }

    [TestMethod]
    public void A_drill_or_maintenance_is_none_ahead_but_SOS_in_a_drill_is()
    {
        using AheadBench bench = new(NewStore());
        (FakeReceiver receiver, _) = bench.Subscribe();
        bench.IsAway = true;
        bench.Take("aed.removed", "info", more: "\"drill\":true,");
        bench.Take("aed.removed", "maintenance", more: "\"maintenance\":true,");
        bench.Take("tamper.opened", "urgent");
        bench.Take("", "emergency");
        string sos = bench.Take("sos.pressed", "emergency", more: "\"drill\":true,");
        bench.Pass(5);
        Assert.AreEqual(sos, receiver.Ids.Single());
        Assert.IsTrue(receiver.Taken.Single()["drill"]!.GetValue<bool>());
    }

    [TestMethod]
    public void Whoever_has_not_the_lease_of_a_prefecture_tells_nothing_of_it()
    {
        using AheadBench bench = new(NewStore(), "1501");
        (FakeReceiver receiver, _) = bench.Subscribe();
        bench.IsAway = true;
        bench.Take("aed.removed", "emergency", AheadBench.Station);
        bench.Take("aed.removed", "emergency");
        bench.LoseLease();
        bench.Take("sos.pressed", "emergency");
        bench.Pass(10);
        Assert.AreEqual(0, receiver.Tries);
    }

    [TestMethod]
    public void Each_receiver_is_told_what_its_maker_may_see_and_it_wants()
    {
        using AheadBench bench = new(NewStore());
        (FakeReceiver all, _) = bench.Subscribe();
        (FakeReceiver hohhot, _) = bench.Subscribe("hohhot");
        (FakeReceiver incidents, _) = bench.Subscribe(filter: new FeedFilter { Types = ["aed.incident.*"] });
        (FakeReceiver station, _) = bench.Subscribe(filter: new FeedFilter { Prefectures = ["1525"] });
        bench.Take("aed.removed", "emergency");
        string second = bench.Take("aed.removed", "emergency", AheadBench.Station, isHeardOnly: true);
        bench.Pass(2.2);
        Assert.HasCount(2, all.Ids);
        Assert.HasCount(1, hohhot.Ids);
        Assert.AreEqual(second, station.Ids.Single());
        Assert.AreEqual(0, incidents.Tries);

        // A right that is taken away holds here once the database has said so.
        bench.Hohhot = null;
        bench.Pass(12);
        bench.Take("sos.pressed", "emergency");
        bench.Pass(3);
        Assert.HasCount(3, all.Ids);
        Assert.HasCount(1, hohhot.Ids);
    }

    [TestMethod]
    public void Nobody_waits_for_one_that_hangs_and_one_that_was_in_trouble_is_tried_again()
    {
        using AheadBench bench = new(NewStore());
        (FakeReceiver hanging, _) = bench.Subscribe();
        (FakeReceiver troubled, _) = bench.Subscribe();
        (FakeReceiver gone, _) = bench.Subscribe();
        (FakeReceiver well, _) = bench.Subscribe();
        bool isMended = false;
        hanging.Answers = _ => null;
        troubled.Answers = _ => isMended ? FeedAnswer.Taken : new FeedAnswer(false, "it answered 500");
        gone.Answers = _ => new FeedAnswer(false, "it answered 410") { IsGone = true };
        bench.IsAway = true;
        string[] ids = [.. Enumerable.Range(0, 100).Select(_ => bench.Take("aed.removed", "emergency"))];
        bench.Pass(30);
        CollectionAssert.AreEqual(ids, well.Ids);
        Assert.AreEqual(1, hanging.Tries, "one of a cabinet at once");
        Assert.IsGreaterThan(100, troubled.Tries);
        Assert.IsEmpty(troubled.Taken);
        Assert.AreEqual(1, gone.Tries);

        isMended = true;
        bench.Pass(20);
        CollectionAssert.AreEquivalent(ids, troubled.Ids);
    }

    [TestMethod]
    public void However_many_come_what_is_held_in_memory_has_a_limit()
    {
        using AheadBench bench = new(NewStore());
        (FakeReceiver hanging, _) = bench.Subscribe();
        (FakeReceiver well, _) = bench.Subscribe();
        hanging.Answers = _ => null;
        bench.IsAway = true;
        for (int i = 0; i < AheadWatch.Most + 10; i++)
        {
            bench.Take("aed.removed", "emergency", isHeardOnly: true);
        }

        bench.Pass(2.2);
        bench.Pass(0.2 * AheadReceiver.MostWaiting);
        Assert.HasCount(AheadReceiver.MostWaiting, well.Ids, "the rest is left to the regular way");
        Assert.AreEqual(1, hanging.Tries);
    }
}
