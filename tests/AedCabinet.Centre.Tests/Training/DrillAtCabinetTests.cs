using System.Text.Json.Nodes;
using AedCabinet.Centre.Tests.Desk;
using AedCabinet.Desk;
using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.State;

namespace AedCabinet.Centre.Tests.Training;

/// <summary>
/// SPEC §19: a planned drill from the training system to a cabinet that runs the firmware, over a real broker, and what came of it back.
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class DrillAtCabinetTests : StoreTests
{
    private const string First = "NM-D-1";
    private const string Second = "NM-D-2";
    private const string Third = "NM-D-3";
    private const string Done = "training.drill-done";
    private const string Missed = "training.drill-missed";

    [TestMethod]
    public async Task A_planned_drill_begins_at_its_time_and_what_was_done_in_it_is_told_against_the_plan_and_opens_no_incident()
    {
        await using CabinetsAtCentre all = await CabinetsAtCentre.StartAsync(NewStore(), First, Second);
        SimulatedCabinet cabinet = all.Power(First);
        SimulatedCabinet other = all.Power(Second);
        DateTimeOffset at = all.Now.AddMinutes(1);
        string id = await all.PlanAsync(First, at, 2, "door.opened", "aed.removed", "aed.returned", "sos.pressed");
        string spared = await all.PlanAsync(Second, at, 2);
        using CentreCalls training = all.Bench.CallsOf(DeskOptions.Training);
        await training.SendAsync(HttpMethod.Delete, "/v1/drills/" + spared, null, null, CancellationToken.None);
        all.HurryTo(at.AddSeconds(-20));
        Assert.AreEqual(OperatingMode.Normal, cabinet.State.Mode);
        Assert.AreEqual("planned", (string?)(await all.DrillAsync(id))["stage"]);

        all.Hurry(() => cabinet.State.Mode == OperatingMode.Drill, "the drill to begin");
        await all.AwaitDrillAsync(id, "running");
        cabinet.Move("door", "open");
        cabinet.Move("aed", "absent");
        FeedEvent taken = all.Bench.Await(item => item.Type == "aed.cabinet.aed.removed", "the AED to be taken");
        cabinet.Move("aed", "present");
        cabinet.Move("door", "closed");
        all.Bench.Await(item => item.Type == "aed.cabinet.aed.returned", "the AED to be back");
        JsonNode drill = await all.AwaitDrillAsync(id, "done");

        Assert.AreEqual((true, false), (taken.IsDrill, taken.IsEmergency));
        JsonNode happened = drill["happened"]!;
        Assert.AreEqual(1, (int)happened["counts"]!["aed.removed"]!);
        Assert.AreEqual(1, (int)happened["counts"]!["aed.returned"]!);
        Assert.AreEqual(2.0, (double)happened["minutes"]!, 0.2);
        Assert.IsTrue((double)happened["takenAfterS"]! is > 0 and < 120, happened.ToJsonString());
        CollectionAssert.AreEqual(new[] { "sos.pressed" }, drill["missing"]!.AsArray().Select(item => (string)item!).ToArray());
        CollectionAssert.AreEqual(new[] { "incomplete" }, DifferencesOf(drill));

        FeedEvent told = all.Bench.Await(item => item.Type == "aed." + Done, "the training system to be told", DeskOptions.Training);
        Assert.AreEqual(id, (string?)told.Data["drill"]);
        Assert.AreEqual(1, (int)told.Data["happened"]!["aed.removed"]!);
        Assert.AreEqual("sos.pressed", (string)told.Data["missing"]![0]!);
        Assert.HasCount(1, all.Told(Done));

        Assert.AreEqual("withdrawn", (string?)(await all.DrillAsync(spared))["stage"]);
        Assert.AreEqual(OperatingMode.Normal, other.State.Mode);
        Assert.AreEqual(0, all.Store.Number("SELECT count(*) FROM commands WHERE cabinet = 'NM-D-2'"));
        Assert.AreEqual(0, all.Store.Number("SELECT count(*) FROM incidents"));
        Assert.AreEqual(0, all.Store.Number("SELECT count(*) FROM emergencies"));
        Assert.AreEqual(OperatingMode.Normal, cabinet.State.Mode);
    }

    [TestMethod]
    public async Task A_cabinet_that_refuses_one_that_is_away_and_one_that_comes_late_are_each_told_as_what_they_are()
    {
        await using CabinetsAtCentre all = await CabinetsAtCentre.StartAsync(NewStore(), First, Second, Third);
        all.Power(First, settings => settings["modes"] = new JsonObject { ["maxMinutes"] = 10, ["defaultMinutes"] = 5 });
        foreach (string id in new[] { Second, Third })
        {
            all.Power(id);
            all.Cut(id);
        }

        DateTimeOffset at = all.Now.AddSeconds(5);
        string tooLong = await all.PlanAsync(First, at, 30);
        string away = await all.PlanAsync(Second, at, 3);
        string late = await all.PlanAsync(Third, at, 7);
        JsonNode refused = await all.AwaitDrillAsync(tooLong, "refused");
        JsonNode missed = await all.AwaitDrillAsync(away, "missed");
        Assert.AreEqual("starting", (string?)(await all.DrillAsync(late))["stage"]);
        SimulatedCabinet third = all.Power(Third);
        all.Hurry(() => third.State.Mode == OperatingMode.Drill, "the drill to begin late");
        JsonNode held = await all.AwaitDrillAsync(late, "done");

        Assert.Contains("minutes", (string)refused["planned"]!["why"]!);
        Assert.IsNull(refused["happened"]);
        Assert.AreEqual("no-reply", (string?)missed["planned"]!["why"]);
        CollectionAssert.AreEqual(new[] { "not-started" }, DifferencesOf(missed));
        CollectionAssert.AreEqual(new[] { "started-late" }, DifferencesOf(held));
        Assert.AreEqual(0.0, ((DateTimeOffset)held["happened"]!["ended"]! - at.AddMinutes(7)).TotalMinutes, 2);
        string[] told = all.Told(Missed);
        Assert.HasCount(2, told);
        Assert.Contains("\"stage\":\"refused\"", told[0]);
        Assert.Contains("\"stage\":\"missed\"", told[1]);
        all.Bench.Await(item => item.Type == "aed." + Missed && (string?)item.Data["drill"] == away, "the training system to be told",
            DeskOptions.Training);
    }

    [TestMethod]
    public async Task Clocks_that_are_wrong_or_set_back_neither_lose_a_drill_nor_make_one_twice()
    {
        await using CabinetsAtCentre all = await CabinetsAtCentre.StartAsync(NewStore(), First, Second, Third);
        SimulatedCabinet slow = all.Power(First, wrongBy: TimeSpan.FromHours(-3));
        SimulatedCabinet fast = all.Power(Second, wrongBy: TimeSpan.FromHours(1));
        SimulatedCabinet right = all.Power(Third);
        DateTimeOffset at = all.Now.AddSeconds(5);
        string atSlow = await all.PlanAsync(First, at, 3);
        string atFast = await all.PlanAsync(Second, at, 3);
        string atRight = await all.PlanAsync(Third, at, 3);
        all.Hurry(() => right.State.Mode == OperatingMode.Drill && slow.State.Mode == OperatingMode.Drill, "two drills to begin");
        await all.AwaitDrillAsync(atRight, "running");
        all.Clock.Step = TimeSpan.FromHours(-1);
        all.Hurry(() => all.Told(Done).Length == 2, "both drills to be told of", () => string.Join('\n', all.Told()));
        all.Clock.Step = TimeSpan.Zero;
        JsonNode missed = await all.AwaitDrillAsync(atFast, "missed");

        // A fast clock takes each command for an old one.
        Assert.AreEqual("expired", (string?)missed["planned"]!["why"]);
        Assert.AreEqual(OperatingMode.Normal, fast.State.Mode);
        foreach (string id in new[] { atSlow, atRight })
        {
            JsonNode drill = await all.DrillAsync(id);
            Assert.AreEqual(3.0, (double)drill["happened"]!["minutes"]!, 0.2, drill.ToJsonString());
        }

        Assert.AreEqual(2, all.Store.Number("SELECT count(*) FROM events WHERE event = 'drill.started'"));
        JsonNode list = await all.GetAsync("/v1/drills");
        CollectionAssert.AreEquivalent(new[] { atSlow, atFast, atRight },
            list["items"]!.AsArray().Select(item => (string)item!["id"]!).ToArray(), "none of them stands there twice");
    }

    private static string[] DifferencesOf(JsonNode drill) =>
        [.. drill["differences"]!.AsArray().Select(item => item!["code"]!.GetValue<string>())];
}
