using System.Text.Json.Nodes;
using AedCabinet.Commands;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Exchange;
using AedCabinet.Parsing;
using AedCabinet.Simulator.Flash;
using AedCabinet.Supervision;

namespace AedCabinet.Desktop.Tests;

/// <summary>Settings changed from afar that flash misreads: found, missing and failed are three answers (SPEC §11, §14).</summary>
[TestClass]
public class UnreadSettingsTests
{
    private const string Change = """{"alarm":{"locateMaxMinutes":12}}""";
    private const string Other = """{"site":{"where":"游客中心二层"}}""";
    private const string AnySlot = "settings.";

    [TestMethod]
    [DataRow(ReadFault.Fails)]
    [DataRow(ReadFault.Short)]
    [DataRow(ReadFault.Wrong)]
    public void What_can_not_be_read_is_not_never_changed_it_is_read_again_by_time_and_the_board_restarts_with_it(ReadFault fault)
    {
        SimulatedFlash flash = Confirmed();
        Misread(flash, AnySlot, fault);
        CommandBench boot = new(flash);
        Assert.IsTrue(boot.Configuration.IsCommissioned, "with the file's settings meanwhile");
        Assert.IsTrue(boot.Configuration.IsUnread);
        Assert.AreNotEqual(12, boot.Configuration.Alarm.LocateMaxMinutes);

        boot.Gate.Step(true, 0);
        Assert.AreNotEqual("accepted", boot.Code(CommandBench.Sign("configure", Other, 20)), "nothing is written over it");
        flash.Misreads = _ => ReadFault.None;
        boot.Gate.Step(true, boot.NowMs + SettingsTrial.RetryMs - 1);
        Assert.IsNull(boot.Exchange.Restarts.ToRead);
        boot.Gate.Step(true, boot.NowMs + SettingsTrial.RetryMs);
        Assert.AreEqual(RemoteSettings.FileName, boot.Exchange.Restarts.ToRead);

        CommandBench next = new(flash);
        Assert.IsFalse(next.Configuration.IsUnread);
        Assert.AreEqual(12, next.Configuration.Alarm.LocateMaxMinutes);
    }

    [TestMethod]
    [DataRow("settings.0")]
    [DataRow("settings.1")]
    public void Settings_that_were_confirmed_are_not_taken_back_because_one_slot_was_misread(string slot)
    {
        SimulatedFlash flash = Confirmed();
        Misread(flash, slot, ReadFault.Short);
        CommandBench boot = new(flash);
        boot.Gate.Step(true, 0);
        flash.Misreads = _ => ReadFault.None;
        boot.Gate.Step(true, SettingsTrial.TrialMs);

        CommandBench next = new(flash);
        Assert.AreEqual(12, next.Configuration.Alarm.LocateMaxMinutes);
        Assert.IsFalse(next.Settings.IsOnTrial || next.Settings.IsReverted);
    }

    [TestMethod]
    [DataRow("settings.0")]
    [DataRow("settings.1")]
    public void The_first_settings_of_all_are_not_nothing_because_one_slot_was_misread(string slot)
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", Change)));
        Misread(first.Flash, slot, ReadFault.Short);

        Assert.IsTrue(new CommandBench(first.Flash).Settings.IsOnTrial);
    }

    [TestMethod]
    public void A_trial_that_only_the_link_could_not_read_is_no_trial_for_ever()
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", Change)));
        Misread(first.Flash, AnySlot, ReadFault.Wrong);
        RestartDesk restarts = new();
        SettingsTrial trial = new(new RemoteSettings(first.Flash, CommandBench.File), new NoticeQueue(), restarts, false);
        trial.Step(true, 0);
        Assert.IsTrue(trial.IsUnderWay, "nobody falls asleep over it");

        first.Flash.Misreads = _ => ReadFault.None;
        trial.Step(true, SettingsTrial.RetryMs);
        Assert.AreEqual(RemoteSettings.FileName, restarts.ToRead);
    }

    [TestMethod]
    public void A_cabinet_json_that_only_the_link_could_not_read_drops_no_settings()
    {
        SimulatedFlash flash = Confirmed();
        RestartDesk restarts = new();
        RemoteSettings settings = new(flash, [], true);
        Assert.IsFalse(settings.TryBeginTrial("{}", "c-30"));
        SettingsTrial trial = new(settings, new NoticeQueue(), restarts, false);
        trial.Step(true, 0);
        Assert.AreEqual(RemoteSettings.FileName, restarts.ToRead);
        Assert.AreEqual(12, new CommandBench(flash).Configuration.Alarm.LocateMaxMinutes);
    }

    [TestMethod]
    public void A_slot_that_a_power_cut_spoilt_is_given_up_after_10_minutes_without_a_restart_and_written_again()
    {
        SimulatedFlash flash = Confirmed();
        Assert.IsTrue(flash.TryWrite("settings.0", [1, 2, 3]));
        CommandBench boot = new(flash);
        Assert.AreEqual(12, boot.Configuration.Alarm.LocateMaxMinutes);
        for (int ms = 0; ms < SettingsTrial.TrialMs; ms += SettingsTrial.RetryMs)
        {
            Assert.IsTrue(boot.Settings.IsDoubtful);
            boot.Gate.Step(true, ms);
        }

        Assert.IsNull(boot.Exchange.Restarts.ToRead);
        Assert.IsFalse(boot.Settings.IsDoubtful);
        Assert.AreEqual("accepted", boot.Code(CommandBench.Sign("configure", Other, 20)));
        Assert.IsFalse(new RemoteSettings(flash, CommandBench.File).IsDoubtful);
    }

    [TestMethod]
    public void A_change_on_top_of_settings_that_can_not_be_read_just_now_is_refused_and_drops_none_of_them()
    {
        SimulatedFlash flash = Confirmed();
        CommandBench boot = new(flash);
        Misread(flash, AnySlot, ReadFault.Fails);
        JsonNode reply = JsonNode.Parse(boot.Ask(CommandBench.Sign("configure", Other, 20)))!;
        Assert.AreEqual("flash can't be read just now; ask again later", reply["data"]!["reason"]!.GetValue<string>());

        flash.Misreads = _ => ReadFault.None;
        Assert.AreEqual("accepted", boot.Code(CommandBench.Sign("configure", Other, 21, id: "c-21")));
        CommandBench next = new(flash);
        Assert.AreEqual(12, next.Configuration.Alarm.LocateMaxMinutes);
        Assert.AreEqual("游客中心二层", next.Configuration.Site.Where);
    }

    private static void Misread(SimulatedFlash flash, string start, ReadFault fault) =>
        flash.Misreads = name => name.StartsWith(start, StringComparison.Ordinal) ? fault : ReadFault.None;

    private static SimulatedFlash Confirmed()
    {
        CommandBench first = new();
        Assert.AreEqual("accepted", first.Code(CommandBench.Sign("configure", Change, 10)));
        CommandBench second = new(first.Flash);
        second.Send(CommandBench.Sign("report", counter: 11, id: "confirming"));
        second.Gate.Step(true, 1000);
        Assert.IsFalse(second.Settings.IsOnTrial);
        return second.Flash;
    }
}
