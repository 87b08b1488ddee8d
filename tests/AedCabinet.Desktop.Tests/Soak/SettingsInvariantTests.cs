using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Storage;
using AedCabinet.Supervision;

namespace AedCabinet.Desktop.Tests.Soak;

/// <summary>Settings in force that nobody gave, confirmed or took back are found.</summary>
[TestClass]
public class SettingsInvariantTests : InvariantBench
{
    [TestMethod]
    public void Settings_that_nobody_gave_or_that_lower_the_security_are_found()
    {
        SettingsInvariant settings = new(Timeline, Report);
        settings.Begin(With(120), true);
        Finds("settings are confirmed or on trial", () => settings.Begin(With(300), true));

        CabinetConfiguration plain = With(120);
        plain.Broker.Tls = false;
        Finds("nothing lowers the security of the link from afar", () => settings.Begin(plain, true));
    }

    [TestMethod]
    public void Settings_kept_without_a_command_and_settings_never_taken_back_are_found()
    {
        SettingsInvariant settings = new(Timeline, Report);
        settings.Ask(300, false);
        settings.Accept();
        settings.Begin(With(300), true);
        Finds("new settings are kept only for a signed command", () => settings.Note(Event(1, 1, Severity.Info, EventKind.ConfigApplied)));

        Pass(2 * 3_600_000);
        settings.Check(false);
        settings.Check(true);
        Pass(60001);
        Finds("settings that nobody confirms are taken back", () => settings.Check(true));
        settings.Note(Event(1, 2, Severity.Maintenance, EventKind.ConfigReverted));
        settings.Check(true);
        Finds("settings are confirmed or on trial", () => settings.Begin(With(300), true));
    }

    [TestMethod]
    public void A_boot_that_goes_on_with_settings_that_nobody_gave_because_it_could_not_read_its_own_is_found()
    {
        SettingsInvariant settings = new(Timeline, Report);
        settings.Begin(With(300), false);
        Pass(360000);
        settings.Check(true);
        settings.Check(true, hasUntold: true);
        Pass(60000);
        settings.Check(true);
        Pass(1);
        Finds("settings that could not be read are read again", () => settings.Check(true));

        // An emergency that nobody takes puts it off for ten minutes of a boot, no longer.
        settings.Begin(With(300), false);
        for (int minute = 0; minute < 11; minute++)
        {
            Pass(60000);
            settings.Check(true, hasUntold: true);
        }

        Pass(1);
        Finds("settings that could not be read are read again", () => settings.Check(true, hasUntold: true));

        // Not while flash can't be read or somebody is alarmed, and not with those that it has.
        settings.Check(false);
        Pass(60000);
        settings.Check(true);
        settings.Begin(With(120), false);
        Pass(120_000);
        settings.Check(true);
    }

    [TestMethod]
    public void Confirmed_settings_stay_and_a_power_cut_may_leave_open_whether_they_were_confirmed()
    {
        SettingsInvariant settings = new(Timeline, Report);
        settings.Ask(300, false);
        settings.Accept();
        settings.Begin(With(300), true);
        settings.NoteCommand();
        settings.PowerLost();
        settings.Begin(With(300), true);
        settings.NoteCommand();
        settings.Note(Event(1, 1, Severity.Info, EventKind.ConfigApplied));

        settings.Begin(With(300), true);
        Finds("settings are confirmed or on trial", () => settings.Begin(With(120), true));
    }

    [TestMethod]
    public void A_boot_that_confirmed_settings_and_accepts_others_has_those_not_on_trial_yet()
    {
        SettingsInvariant settings = new(Timeline, Report);
        settings.Ask(300, false);
        settings.Accept();
        settings.Begin(With(300), true);
        settings.NoteCommand();
        settings.Note(Event(1, 1, Severity.Info, EventKind.ConfigApplied));
        Pass(2 * 3_600_000);
        settings.Ask(600, false);
        settings.Accept();
        settings.Check(true);
        settings.Begin(With(600), true);
        settings.Check(true);
        Pass(2 * 3_600_000);
        Finds("settings that nobody confirms are taken back", () => settings.Check(true));
    }

    [TestMethod]
    public void Only_a_boot_that_has_settings_which_lead_astray_may_stay_offline()
    {
        SettingsInvariant settings = new(Timeline, Report);
        settings.Ask(300, true);
        settings.Accept();
        Assert.IsFalse(settings.IsAway, "the boot that was asked still has the old ones");

        settings.Begin(With(300), true);
        Assert.IsTrue(settings.IsAway);
        Pass(1000);

        // Flash misread them: it is at home, and the calm counts from here.
        settings.Begin(With(120), false);
        Assert.IsFalse(settings.IsAway);
        Assert.AreEqual(Timeline.NowMs, settings.AwayUntilMs);
    }

    private static CabinetConfiguration With(int leftOpenSeconds)
    {
        CabinetConfiguration configuration = new() { IsCommissioned = true };
        configuration.Broker.Tls = true;
        configuration.Door.LeftOpenSeconds = leftOpenSeconds;
        return configuration;
    }
}
