using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Centre.Tests.Training;

/// <summary>
/// SPEC §19: a correction from the API to a cabinet that runs the firmware, over a real broker, and told only when the cabinet has it.
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public class CorrectionAtCabinetTests : StoreTests
{
    private const string First = "NM-K-1";
    private const string Second = "NM-K-2";
    private const string Wrong = "WRONG-1";
    private const string Corrected = "cabinet.corrected";

    [TestMethod]
    public async Task What_is_corrected_is_in_the_cabinet_s_own_words_afterwards_and_told_once_it_is_of_two_at_once_one_is_taken()
    {
        await using CabinetsAtCentre all = await CabinetsAtCentre.StartAsync(NewStore(), First);
        SimulatedCabinet cabinet = all.Power(First);
        int boot = cabinet.Boot;
        (_, string tag) = await all.CorrectionsAsync(First);
        (int Status, JsonNode Answer)[] answers = await Task.WhenAll(
            all.CorrectAsync(First, tag, new
            {
                where = "西门内侧 ★",
                hours = "Mo-Fr 08:00-18:00",
                latitude = 40.85,
                longitude = 111.76,
                contactName = "值班室",
                contactPhone = "+86 471 0000001",
                padsExpire = "2029-03-31",
                batteryExpire = "2031-01-31",
                trainedResponders = 15,
            }),
            all.CorrectAsync(First, tag, new { where = "北门" }));
        int taken = Array.FindIndex(answers, answer => answer.Status == 202);
        Assert.IsTrue(answers[1 - taken].Status is 409 or 412, $"{answers[0].Status} {answers[1].Status}");
        if (taken == 1)
        {
            // The short one was first: the long one follows it.
            AwaitStage(all, First, 1, "confirmed");
            (_, tag) = await all.CorrectionsAsync(First);
            boot = cabinet.Boot;
            Assert.AreEqual(202, (await all.CorrectAsync(First, tag, new
            {
                where = "西门内侧 ★",
                hours = "Mo-Fr 08:00-18:00",
                latitude = 40.85,
                longitude = 111.76,
                contactName = "值班室",
                contactPhone = "+86 471 0000001",
                padsExpire = "2029-03-31",
                batteryExpire = "2031-01-31",
                trainedResponders = 15
            })).Status);
        }

        Assert.HasCount(taken, all.Told(Corrected), "nothing is told while the cabinet has not said so");
        AwaitStage(all, First, taken + 1, "confirmed");
        Waiting.Until(() => all.Bench.Office.Find(First)?.About?.Where == "西门内侧 ★", "the cabinet to say so itself");
        Assert.IsGreaterThan(boot, cabinet.Boot);
        Contract.ReportedAbout about = all.Bench.Office.Find(First)!.About!;
        Assert.AreEqual(("Mo-Fr 08:00-18:00", 40.85, 111.76), (about.Hours, about.Latitude, about.Longitude));
        Assert.AreEqual(("值班室", "+86 471 0000001"), (about.ContactName, about.ContactPhone));
        Assert.AreEqual(("2029-03-31", "2031-01-31", 15), (about.PadsExpire, about.BatteryExpire, about.TrainedResponders));
        Assert.HasCount(taken + 1, all.Told(Corrected));
        Assert.DoesNotContain("0000001", string.Join('\n', all.Told()));
        all.Bench.Await(item => item.Type == "aed." + Corrected, "the systems outside to be told");
    }

    [TestMethod]
    public async Task A_cabinet_that_is_away_gets_its_correction_when_it_is_back_and_until_then_it_is_pending_or_taken_back()
    {
        await using CabinetsAtCentre all = await CabinetsAtCentre.StartAsync(NewStore(), First, Second);
        foreach (string id in new[] { First, Second })
        {
            all.Power(id);
            all.Cut(id);
            (_, string tag) = await all.CorrectionsAsync(id);
            Assert.AreEqual(202, (await all.CorrectAsync(id, tag, new { floor = "2" })).Status);
        }

        all.Hurry(() => all.Store.Number("SELECT count(*) FROM timed_commands WHERE stage = 'waiting' AND tries = 1") == 2,
            "both to have been tried in vain", () => string.Join('\n', all.Store.Rows("SELECT stage, tries, why FROM timed_commands")));
        (JsonNode first, string firstTag) = await all.CorrectionsAsync(First);
        Assert.AreEqual("pending", (string?)first["corrections"]![0]!["stage"]);
        Assert.AreEqual("1", (string?)first["held"]!["floor"], "what it holds is what it said last");
        Assert.AreEqual(409, (await all.CorrectAsync(First, firstTag, new { floor = "3" })).Status);
        Assert.AreEqual(204, await all.WithdrawAsync(Second, 1));
        SimulatedCabinet second = all.Power(Second);
        all.Power(First);
        AwaitStage(all, First, 1, "confirmed");

        Waiting.Until(() => all.Bench.Office.Find(First)?.About?.Floor == "2", "the cabinet to say so itself");
        (JsonNode withdrawn, _) = await all.CorrectionsAsync(Second);
        Assert.AreEqual("withdrawn", (string?)withdrawn["corrections"]![0]!["stage"]);
        Assert.AreEqual("1", second.Site.Floor);
        Assert.HasCount(1, all.Told(Corrected));
    }

    [TestMethod]
    public async Task What_a_cabinet_refuses_has_failed_and_says_why()
    {
        await using CabinetsAtCentre all = await CabinetsAtCentre.StartAsync(NewStore(), Wrong);
        all.Power(Wrong);
        (_, string tag) = await all.CorrectionsAsync(Wrong);
        Assert.AreEqual(202, (await all.CorrectAsync(Wrong, tag, new { floor = "2" })).Status);
        AwaitStage(all, Wrong, 1, "failed");

        (JsonNode wrong, _) = await all.CorrectionsAsync(Wrong);
        Assert.AreEqual("wrong-mac", (string?)wrong["corrections"]![0]!["why"]);
        Assert.IsFalse((bool)wrong["isPending"]!);
        Assert.IsEmpty(all.Told(Corrected));
    }

    private static void AwaitStage(CabinetsAtCentre all, string cabinet, int version, string stage) => Waiting.Until(
        () => (string?)Of(all, cabinet, version)["stage"] == stage, $"{cabinet}'s correction {version} to be {stage}",
        () => Of(all, cabinet, version).ToJsonString());

    private static JsonNode Of(CabinetsAtCentre all, string cabinet, int version) => all.CorrectionsAsync(cabinet).Result.State
        ["corrections"]!.AsArray().Single(item => (int)item!["version"]! == version)!;
}
