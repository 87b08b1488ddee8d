using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Flash;

namespace AedCabinet.Desktop.Tests;

/// <summary>Settings changed from afar: judged as a whole, on trial until they bring a link, and taken back by themselves (SPEC §14).</summary>
[TestClass]
public class ConfigureTests
{
    private const string Change = """{"alarm":{"locateMaxMinutes":10},"site":{"where":"游客中心二层"}}""";
    private const string Other = """{"alarm":{"locateMaxMinutes":12}}""";

    [TestMethod]
    [DataRow("""{"id":"NM-HOH-0002"}""", "id")]
    [DataRow("""{"pins":{"aedDoor":1}}""", "pins")]
    [DataRow("""{"commandKey":"00"}""", "commandKey")]
    [DataRow("""{"firstBoot":5}""", "firstBoot")]
    [DataRow("""{"network":"ethernet"}""", "network")]
    [DataRow("""{"kind":"kit"}""", "kind")]
    [DataRow("""{"county":"150104"}""", "county")]
    [DataRow("""{"version":1}""", "version")]
    [DataRow("""{}""", "no setting")]
    [DataRow("""{"alarm":{"locateMaxMinutes":100000}}""", "alarm.locateMaxMinutes: ")]
    [DataRow("""{"alarm":{"noSuch":1}}""", "alarm.noSuch")]
    [DataRow("""{"alarm":5}""", "alarm")]
    [DataRow("""{"broker":{"port":0}}""", "broker.port: 0 is not within 1 to 65535")]
    [DataRow("""{"climate":{"probeFitted":false}}""", "climate.probeFitted: ")]
    [DataRow("""{"climate":{"heaterOnBelow":9.0}}""", "climate.heater")]
    public void What_may_not_be_changed_or_does_not_fit_is_refused_with_its_path(string args, string expected)
    {
        CommandBench bench = new();
        JsonNode reply = JsonNode.Parse(bench.Ask(CommandBench.Sign("configure", args)))!;
        Assert.AreEqual("bad-arguments", reply["code"]!.GetValue<string>());
        Assert.Contains(expected, reply["data"]!["reason"]!.GetValue<string>());
        Assert.Contains(EventKind.ConfigRejected, bench.TakeNotices().Select(notice => notice.Kind));
        Assert.AreEqual(0, new TwoSlotNumber(bench.Flash, CommandGate.CounterName).Read());
        Assert.IsEmpty(bench.Settings.ReadOverlay());
    }

    [TestMethod]
    public void New_settings_count_from_the_next_boot_on_and_are_confirmed_by_a_link()
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", Change)));
        CommandBench second = Restart(first);
        Assert.AreEqual(10, second.Configuration.Alarm.LocateMaxMinutes);
        Assert.AreEqual("游客中心二层", second.Configuration.Site.Where);
        Assert.AreEqual("culture-tourism", second.Configuration.Sector, "the rest is the file's");

        second.Gate.Step(true, 20_000);
        JsonNode reply = JsonNode.Parse(second.TakeReply())!;
        Assert.AreEqual("done", reply["code"]!.GetValue<string>());
        Assert.AreEqual("c-17", reply["id"]!.GetValue<string>());
        CollectionAssert.Contains(second.TakeNotices().Select(notice => notice.Kind).ToList(), EventKind.ConfigApplied);
        Assert.IsFalse(second.Settings.IsOnTrial);

        CommandBench third = new(second.Flash);
        third.Gate.Step(false, SettingsTrial.TrialMs + 1);
        Assert.IsFalse(third.Exchange.Restarts.IsAsked, "confirmed once and for all");
        Assert.AreEqual(10, third.Configuration.Alarm.LocateMaxMinutes);
    }

    [TestMethod]
    public void Settings_that_bring_no_link_in_ten_minutes_are_taken_back()
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", Other, 1, id: "c-1")));
        CommandBench second = new(first.Flash);
        second.Gate.Step(true, 5000);
        second.Replies.Remove();

        Assert.AreEqual("accepted", second.Code(CommandBench.Sign("configure", """{"broker":{"host":"wrong.example"}}""", 2, id: "c-2")));
        CommandBench third = new(second.Flash);
        Assert.AreEqual("wrong.example", third.Configuration.Broker.Host);
        third.Gate.Step(false, SettingsTrial.TrialMs - 1);
        Assert.IsFalse(third.Exchange.Restarts.IsAsked);
        third.Gate.Step(false, SettingsTrial.TrialMs);
        Assert.IsTrue(third.Exchange.Restarts.IsAsked);
        Assert.AreEqual(0, third.Replies.Count);

        CommandBench fourth = new(third.Flash);
        Assert.AreEqual("127.0.0.1", fourth.Configuration.Broker.Host);
        Assert.AreEqual(12, fourth.Configuration.Alarm.LocateMaxMinutes, "what was confirmed before stays");
        fourth.Gate.Step(false, 1000);
        Assert.AreEqual(0, fourth.Replies.Count);
        fourth.Gate.Step(true, 2000);
        JsonNode reply = JsonNode.Parse(fourth.TakeReply())!;
        Assert.AreEqual("failed", reply["code"]!.GetValue<string>());
        Assert.AreEqual("c-2", reply["id"]!.GetValue<string>());
        CollectionAssert.Contains(fourth.TakeNotices().Select(notice => notice.Kind).ToList(), EventKind.ConfigReverted);

        CommandBench fifth = new(fourth.Flash);
        fifth.Gate.Step(true, 2000);
        Assert.AreEqual(0, fifth.Replies.Count, "told once");
        Assert.AreEqual(12, fifth.Configuration.Alarm.LocateMaxMinutes);
    }

    [TestMethod]
    public void A_new_cabinet_json_drops_what_was_changed_for_the_old_one()
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", Change)));
        string file = Encoding.UTF8.GetString(CommandBench.File).Replace("演示箱 1 号", "演示箱 2 号", StringComparison.Ordinal);
        Assert.IsTrue(first.Flash.TryWrite(ConfigurationFile.Name, Encoding.UTF8.GetBytes(file)));
        CommandBench second = new(first.Flash);
        Assert.IsEmpty(second.Settings.ReadOverlay());
        Assert.AreEqual("演示箱 2 号", second.Configuration.Site.Name);
        Assert.AreEqual(15, second.Configuration.Alarm.LocateMaxMinutes);
    }

    [TestMethod]
    public void Null_gives_a_setting_back_to_the_file_also_where_nothing_was_changed()
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", Change, 1)));
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", """{"site":{"where":null},"door":{"noSuch":null}}""", 2)));
        CommandBench second = new(first.Flash);
        Assert.AreEqual("游客中心一层东门旁", second.Configuration.Site.Where);
        Assert.AreEqual(10, second.Configuration.Alarm.LocateMaxMinutes);
    }

    [TestMethod]
    public void An_expiry_can_be_changed_although_it_is_a_date()
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", """{"aed":{"padsExpire":"2029-06-30"}}""")));
        Assert.AreEqual("2029-06-30", new CommandBench(first.Flash).Configuration.Aed.PadsExpire);
    }

    [TestMethod]
    public void Chinese_text_sent_as_escapes_is_read_as_what_it_stands_for()
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", """{"site":{"where":"\u4e25\u00411 \u0022\/"}}""")));
        Assert.AreEqual("严A1 \"/", new CommandBench(first.Flash).Configuration.Site.Where);
        Assert.AreEqual("bad-arguments", first.Code(CommandBench.Sign("configure", """{"site":{"where":"\ud83d"}}""", 18)));
    }

    [TestMethod]
    public void In_safe_mode_settings_on_trial_are_taken_back()
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", Change)));
        new CommandBench(first.Flash, isSafeMode: true).Gate.Step(true, 1000);
        Assert.IsEmpty(new CommandBench(first.Flash).Settings.ReadOverlay());
    }

    [TestMethod]
    public void A_power_cut_at_any_byte_leaves_the_old_settings_or_the_new_ones()
    {
        // Confirmed settings, then others begun, confirmed or taken back, told.
        CommandBench start = new();
        Assert.IsTrue(start.Settings.TryBeginTrial(Other, "c-1"));
        Assert.IsTrue(start.Settings.TryConfirm());
        int cuts = 0;
        foreach (string story in new[] { "begin", "begin confirm", "begin begin", "begin revert", "begin revert told", "begin revert begin" })
        {
            string[] steps = story.Split(' ');
            SimulatedFlash before = start.Flash.Copy();
            CommandBench bench = new(before);
            Array.ForEach(steps[..^1], step => Do(bench.Settings, step));
            string old = bench.Settings.ReadOverlay();
            CommandBench whole = new(before.Copy());
            Do(whole.Settings, steps[^1]);
            string next = whole.Settings.ReadOverlay();
            for (int bytes = 0; bytes <= 150; bytes++)
            {
                foreach (CutResidue residue in Enum.GetValues<CutResidue>())
                {
                    CommandBench cut = new(before.Copy());
                    (cut.Flash.CutAtOperation, cut.Flash.CutAfterBytes, cut.Flash.CutResidue) = (cut.Flash.Operations, bytes, residue);
                    Assert.ThrowsExactly<PowerCutException>(() => Do(cut.Settings, steps[^1]));
                    cut.Flash.Restore();
                    CommandBench after = new(cut.Flash);
                    Assert.IsTrue(after.Settings.ReadOverlay() == old || after.Settings.ReadOverlay() == next, $"{story}, {residue} after {bytes} bytes: {after.Settings.ReadOverlay()}");
                    Assert.AreEqual(after.Settings.ReadOverlay() == Change ? 10 : 12, after.Configuration.Alarm.LocateMaxMinutes);
                    Assert.IsEmpty(after.Log.Errors);
                    Do(after.Settings, "begin");
                    Assert.AreEqual(Change, new CommandBench(cut.Flash).Settings.ReadOverlay(), "and it goes on");
                    cuts++;
                }
            }
        }

        Console.WriteLine($"{cuts} cuts");
    }

    private static void Do(RemoteSettings settings, string step) => _ = step switch
    {
        "begin" => settings.TryBeginTrial(Change, "c-2"),
        "confirm" => settings.TryConfirm(),
        "revert" => settings.TryRevert(),
        _ => settings.TryNoteTold(),
    };

    // The restart that was asked for comes after the reply has had time to get out.
    private static CommandBench Restart(CommandBench first)
    {
        first.Gate.Step(true, first.NowMs + CommandExecutor.RestartDelayMs - 1);
        Assert.IsFalse(first.Exchange.Restarts.IsAsked);
        first.Gate.Step(true, first.NowMs + CommandExecutor.RestartDelayMs);
        Assert.IsTrue(first.Exchange.Restarts.IsAsked);
        Assert.AreEqual(0, first.Replies.Count, "not confirmed by the link of the boot before");
        return new CommandBench(first.Flash);
    }
}
