using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Commands;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Events;
using AedCabinet.Messages;
using AedCabinet.Parsing;
using AedCabinet.Simulator.Flash;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// Settings changed from afar: judged as a whole, on trial until they bring a link, and taken back by themselves (SPEC §14).
/// </summary>
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
        Assert.AreEqual(0, new CommandBook(bench.Flash).LastCounter(-1));
        Assert.IsEmpty(bench.Settings.ReadOverlay());
    }

    [TestMethod]
    public void New_settings_count_from_the_next_boot_on_and_are_kept_when_a_signed_command_arrives_over_them()
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", Change)));
        CommandBench second = Restart(first);
        Assert.AreEqual(10, second.Configuration.Alarm.LocateMaxMinutes);
        Assert.AreEqual("游客中心二层", second.Configuration.Site.Where);
        Assert.AreEqual("culture-tourism", second.Configuration.Sector, "the rest is the file's");

        second.Gate.Step(true, 20_000);
        Assert.AreEqual(0, second.Replies.Count, "a link alone proves nothing: it may be any broker's");
        Assert.IsTrue(second.Settings.IsOnTrial);
        Confirm(second, 18);
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
    public void Settings_over_which_no_signed_command_arrives_in_ten_minutes_are_taken_back()
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", Other, 1, id: "c-1")));
        CommandBench second = new(first.Flash);
        Confirm(second, 2);
        second.Replies.Remove();

        Assert.AreEqual("accepted", second.Code(CommandBench.Sign("configure", """{"broker":{"host":"wrong.example"}}""", 3, id: "c-2")));
        CommandBench third = new(second.Flash);
        Assert.AreEqual("wrong.example", third.Configuration.Broker.Host);
        third.Gate.Step(true, SettingsTrial.TrialMs - 1);
        Assert.IsFalse(third.Exchange.Restarts.IsAsked);
        third.Gate.Step(true, SettingsTrial.TrialMs);
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
    [DataRow("""{"site":{"where":"𠮷野家 二层 🫀"}}""", "𠮷野家 二层 🫀")]
    [DataRow("""{"site":{"where":"\ud842\udfb7野家 🫀"}}""", "𠮷野家 🫀")]
    public void Characters_above_FFFF_pass_through_unharmed(string args, string where)
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", args)));
        CommandBench second = new(first.Flash);
        Assert.AreEqual(where, second.Configuration.Site.Where);
        Assert.Contains(where,
            JsonNode.Parse(new MessageComposer(second.Configuration, 41, second).About())!["site"]!["where"]!.GetValue<string>());

        Confirm(second, 18);
        second.Replies.Remove();

        // In what is said of it too, and as the name of what is not known.
        JsonNode reply = JsonNode.Parse(second.Ask(CommandBench.Sign("configure", """{"🫀":{"x":1}}""", 19)))!;
        Assert.AreEqual("🫀: is not a setting that can be changed by command", reply["data"]!["reason"]!.GetValue<string>());
        Assert.AreEqual("🫀", JsonNode.Parse(second.Ask(CommandBench.Sign("🫀", "{}", 19, id: "c-18")))!["name"]!.GetValue<string>());
        Assert.AreEqual("done", second.Code(CommandBench.Sign("locate", """{"who":"𠮷"}""", 20)));
        Assert.Contains("\"who\":\"𠮷\"", second.TakeNotices().Last().Data);
    }

    [TestMethod]
    public void A_long_reason_ends_at_a_whole_character()
    {
        string name = string.Concat(Enumerable.Repeat("🫀", 120));
        for (int shift = 0; shift < 2; shift++)
        {
            string reason = JsonNode.Parse(new CommandBench().Ask(
                CommandBench.Sign("configure", $$"""{"{{new string('x', shift)}}{{name}}":1}""")))!["data"]!["reason"]!.GetValue<string>();
            Assert.IsLessThanOrEqualTo(200, reason.Length);
            Assert.EndsWith("🫀...", reason);
        }
    }

    [TestMethod]
    [DataRow("""{"broker":{"tls":false}}""", "broker.tls: ")]
    [DataRow("""{"broker":{"tls":false,"host":"elsewhere.example","port":1883}}""", "broker.tls: ")]
    [DataRow("""{"broker":{"caFile":""}}""", "broker.caFile: ")]
    [DataRow("""{"broker":{"caFile":"cabinet.json"}}""", "broker.caFile: ")]
    [DataRow("""{"broker":{"password":""}}""", "broker.password: ")]
    [DataRow("""{"broker":null}""", "broker.tls: ")]
    [DataRow("""{"broker":{"tls":null}}""", "broker.tls: ")]
    public void Nothing_can_lower_the_security_of_the_link_from_afar(string args, string expected)
    {
        // The file has a plain link, and somebody has made it a secure one since, from afar.
        CommandBench bench = new();
        Assert.IsTrue(bench.Settings.TryBeginTrial(
            """{"broker":{"tls":true,"caFile":"ca.pem","user":"NM-HOH-0001","password":"secret"}}""", "c-1"));
        Assert.IsTrue(bench.Settings.TryConfirm());
        bench = new CommandBench(bench.Flash);
        Assert.AreEqual("ca.pem", bench.Configuration.Broker.CaFile);
        JsonNode reply = JsonNode.Parse(bench.Ask(CommandBench.Sign("configure", args)))!;
        Assert.AreEqual("bad-arguments", reply["code"]!.GetValue<string>());
        Assert.Contains(expected, reply["data"]!["reason"]!.GetValue<string>());
        Assert.IsTrue(new CommandBench(bench.Flash).Configuration.Broker.Tls);
        Assert.AreEqual("accepted",
            bench.Code(CommandBench.Sign("configure", """{"broker":{"host":"new.example","password":"other"}}""", 18)),
            "a secure link to another broker is no weaker one");
    }

    [TestMethod]
    public void Settings_that_put_the_box_out_of_use_are_taken_and_said_in_the_reply()
    {
        CommandBench bench = new();
        JsonNode reply = JsonNode.Parse(bench.Ask(
            CommandBench.Sign("configure",
                """{"presence":{"fitted":false},"climate":{"heaterFitted":false},"alarm":{"quietFrom":"00:00","quietUntil":"23:59"}}""")))!;
        Assert.AreEqual("accepted", reply["code"]!.GetValue<string>());
        CollectionAssert.AreEqual(
            new[] { "presence.fitted", "climate.heaterFitted", "alarm.quietFrom, alarm.quietUntil" },
            reply["data"]!["lines"]!.AsArray().Select(line => line!.GetValue<string>().Split(':')[0]).ToArray());

        CommandBench next = new(bench.Flash);
        Confirm(next, 18);
        next.Replies.Remove();
        Assert.IsNull(JsonNode.Parse(next.Ask(CommandBench.Sign("configure", Change, 19)))!["data"],
            "what is so already is not said again");
    }

    [TestMethod]
    public void A_recorded_command_confirms_no_settings()
    {
        CommandBench first = new();
        string recorded = CommandBench.Sign("report", id: "recorded");
        Assert.AreEqual("done", first.Code(recorded));
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", Other, 18)));
        CommandBench second = new(first.Flash);
        Assert.AreEqual("done", second.Code(recorded), "its old answer");
        Assert.AreEqual("replayed", second.Code(CommandBench.Sign("report", counter: 16, id: "older")));
        Assert.AreEqual("bad-arguments", second.Code(CommandBench.Sign("locate", """{"seconds":0}""", 19)));
        Assert.AreEqual("wrong-mac", second.Code(
            CommandBench.Sign("report", counter: 20).Replace("report", "silence", StringComparison.Ordinal)));
        Assert.IsTrue(second.Settings.IsOnTrial);
    }

    [TestMethod]
    public void In_safe_mode_settings_on_trial_are_taken_back()
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", Change)));
        CommandBench safe = new(first.Flash, isSafeMode: true);
        safe.Gate.Step(true, SettingsTrial.RetryMs);
        Assert.IsEmpty(new CommandBench(first.Flash).Settings.ReadOverlay());
        Assert.IsTrue(safe.Exchange.Restarts.IsAsked, "until then its link is that of the settings on trial");
    }

    [TestMethod]
    public void A_power_cut_at_any_byte_leaves_the_old_settings_or_the_new_ones()
    {
        // Confirmed settings, then others begun, confirmed or taken back, told.
        CommandBench start = new();
        Assert.IsTrue(start.Settings.TryBeginTrial(Other, "c-1"));
        Assert.IsTrue(start.Settings.TryConfirm());
        int cuts = 0;
        foreach (string story in new[] { "begin", "begin confirm", "begin begin", "begin revert", "begin revert told",
            "begin revert begin" })
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
                    Assert.IsTrue(after.Settings.ReadOverlay() == old || after.Settings.ReadOverlay() == next,
                        $"{story}, {residue} after {bytes} bytes: {after.Settings.ReadOverlay()}");
                    Assert.AreEqual(after.Settings.ReadOverlay() == Change ? 10 : 12, after.Configuration.Alarm.LocateMaxMinutes);
                    Assert.IsEmpty(after.Log.Errors);
                    while (after.Settings.IsDoubtful)
                    {
                        // A slot that was cut may as well be one that is misread just now.
                        Assert.IsFalse(after.Settings.TryReadAgain());
                    }

                    Do(after.Settings, "begin");
                    Assert.AreEqual(Change, new CommandBench(cut.Flash).Settings.ReadOverlay(), "and it goes on");
                    cuts++;
                }
            }
        }

        Console.WriteLine($"{cuts} cuts");
    }

    // Signed, in time, new: what whoever holds another broker can't send.
    private static void Confirm(CommandBench bench, long counter)
    {
        Assert.AreEqual("done",
            JsonNode.Parse(Only(bench, CommandBench.Sign("report", counter: counter, id: "confirming")))!["code"]!.GetValue<string>());
        bench.Gate.Step(true, bench.NowMs);
    }

    private static string Only(CommandBench bench, string command)
    {
        bench.Send(command);
        return bench.TakeReply();
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
