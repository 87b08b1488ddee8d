using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Desk;
using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;
using AedCabinet.Desk.Systems;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Desk;

/// <summary>SPEC §17, §19: the desk at a registry: what it gets, what it opens, and that it may behave badly.</summary>
[TestClass]
public class DeskAtCentreTests : StoreTests
{
    [TestMethod]
    public async Task A_taken_AED_is_an_incident_at_the_desk_that_says_what_is_near_and_a_drill_is_none()
    {
        await using DeskBench bench = await DeskBench.StartAsync(NewStore());
        bench.Say(DeskBench.Museum);
        bench.Say(DeskBench.Station);
        await bench.UntilNearAsync(DeskBench.Station);
        bench.Happen(DeskBench.Station, "aed.removed", "info", isDrill: true);
        bench.Happen(DeskBench.Museum, "aed.removed", "emergency");

        Waiting.Until(() => bench.Desk.Dispatch!.All.Count > 0, "an incident");
        DeskIncident incident = bench.Desk.Dispatch!.All.Single();
        Assert.AreEqual(DeskBench.Museum, incident.Cabinet);
        Assert.AreEqual(DeskBench.Station, (string?)incident.Nearest[0]!["cabinet"]!["id"]);
        FeedEvent drill = bench.Await(item => item.IsOfCabinet && item.Cabinet == DeskBench.Station, "the drill's event");
        Assert.AreEqual((true, false), (drill.IsDrill, drill.IsEmergency));
        Assert.HasCount(1, bench.Taken().Where(item => item.Type == "aed.incident.opened").ToArray());
        bench.Await(item => item.Type == "aed.incident.opened", "the responders' event", DeskOptions.Responders);
    }

    [TestMethod]
    public async Task A_desk_that_is_down_slow_or_loses_its_answers_gets_each_event_once_and_what_it_sends_twice_is_done_once()
    {
        await using DeskBench bench = await DeskBench.StartAsync(NewStore());
        bench.Say(DeskBench.Museum);
        FeedReceiver feed = bench.Desk.Dispatch!.Feed;
        feed.Manner = new Manner { IsDown = true };
        bench.Happen(DeskBench.Museum, "aed.removed", "emergency");
        bench.Await(item => item.Type == "aed.incident.opened", "the other systems' event", DeskOptions.Responders);
        Assert.AreEqual(0, feed.Book.Count);

        feed.Manner = new Manner { IsDuplicating = true, Slow = TimeSpan.FromMilliseconds(10) };
        DeskIncident call = await bench.Desk.Dispatch.OpenAsync(new JsonObject { ["lat"] = 40.9, ["lon"] = 111.8 }, CancellationToken.None);
        bench.Await(item => item.Type == "aed.incident.opened" && item.Incident == call.Id, "the call's event");
        Waiting.Until(() => feed.Book.Doubles >= 2, "doubles", () => $"{feed.Book.Count} taken");
        Assert.AreEqual(2, bench.Store.Number("SELECT count(*) FROM incidents"));
        CollectionAssert.AllItemsAreUnique(bench.Taken().Select(item => item.Id).ToArray());
        Assert.AreEqual(0, feed.Book.OutOfOrder);
    }

    [TestMethod]
    public async Task A_desk_that_leads_elsewhere_or_never_ends_its_answer_is_not_followed_and_holds_nobody_up()
    {
        await using DeskBench bench = await DeskBench.StartAsync(NewStore());
        bench.Desk.Dispatch!.Feed.Manner = new Manner { IsRedirecting = true };
        bench.Desk.Training!.Feed.Manner = new Manner { IsEndless = true };
        bench.Say(DeskBench.Museum);
        bench.Happen(DeskBench.Museum, "aed.removed", "emergency");
        bench.Await(item => item.Type == "aed.incident.opened", "the responders' event", DeskOptions.Responders);
        using CentreCalls calls = bench.CallsOf(DeskOptions.Dispatch);
        string id = bench.Desk.Dispatch.SubscriptionId!;
        Waiting.Until(() => (int)calls.GetAsync($"/v1/subscriptions/{id}", CancellationToken.None).Result["held"]! > 0,
            "it to be held back");
        Assert.AreEqual(0, bench.Desk.Dispatch.Feed.LedElsewhere);
    }

    [TestMethod]
    public async Task A_desk_of_another_prefecture_gets_nothing_and_may_ask_for_nothing()
    {
        await using DeskBench bench = await DeskBench.StartAsync(NewStore(), new Grant(Role.Dispatcher, ["1502"], [], []));
        bench.Say(DeskBench.Museum);
        bench.Happen(DeskBench.Museum, "aed.removed", "emergency");
        FeedEvent opened = bench.Await(item => item.Type == "aed.incident.opened", "the responders' event", DeskOptions.Responders);
        using CentreCalls calls = bench.CallsOf(DeskOptions.Dispatch);

        Assert.AreEqual(404, (await Assert.ThrowsExactlyAsync<CentreRefusedException>(
            () => calls.GetAsync($"/v1/incidents/{opened.Incident}", CancellationToken.None))).Status);
        Assert.AreEqual(403, (await Assert.ThrowsExactlyAsync<CentreRefusedException>(() => calls.SendAsync(HttpMethod.Post, "/v1/drills",
            new JsonObject { ["cabinet"] = DeskBench.Museum }, null, CancellationToken.None))).Status);
        Assert.AreEqual(0, bench.Desk.Dispatch!.Feed.Book.Count);
    }
}
