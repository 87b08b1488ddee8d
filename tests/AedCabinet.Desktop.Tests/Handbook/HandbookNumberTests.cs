using System.Text.RegularExpressions;
using AedCabinet.Alarms;
using AedCabinet.Commands;
using AedCabinet.Controller;
using AedCabinet.Settings;
using AedCabinet.Supervision;
using AedCabinet.Temperature;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Handbook;

/// <summary>The figures on the pages for the field are those of the code, and what they quote it really prints.</summary>
[TestClass]
public partial class HandbookNumberTests
{
    private const int AmberBlinkSeconds = 1;

    private static readonly AlarmSettings s_alarm = new();
    private static readonly ButtonSettings s_buttons = new();
    private static readonly PowerSettings s_power = new();
    private static readonly TemperatureLimitSettings s_temperature = new();
    private static readonly CareSettings s_care = new();
    private static readonly ChatteringSettings s_chattering = new();
    private static readonly DoorSettings s_door = new();
    private static readonly ClimateSettings s_climate = new();

    public static IEnumerable<object[]> Rows =>
    [
        ["door-left-open", Seconds(s_door.LeftOpenSeconds)],
        ["door.left-open", Seconds(s_door.LeftOpenSeconds)],
        ["temperature-low", Tenths(s_temperature.LowDeciC, "°C")],
        ["temperature-high", Tenths(s_temperature.HighDeciC, "°C")],
        ["temperature.low", Minutes(s_temperature.AlarmSeconds / 60)],
        ["temperature.high", Minutes(s_temperature.AlarmSeconds / 60)],
        ["temperature.sensor-fault", $"{TemperatureFilter.BadReadingsForFault}"],
        ["inspection-due", $"{s_care.InspectionDays} days|{s_care.InspectionDays}天"],
        ["inspection-due", $"{s_care.UnreadableInspectionDays} day|{s_care.UnreadableInspectionDays}天"],
        ["expiry.due", $"{s_care.ExpiryNoticeDays} days|{s_care.ExpiryNoticeDays}天"],
        ["expiry.due", $"{s_care.ExpiryLastNoticeDays} days|{s_care.ExpiryLastNoticeDays}天"],
        ["heater-fault", Minutes(s_climate.HeaterFaultMinutes)],
        ["heater-fault", Tenths(s_climate.HeaterFaultRiseDeciC, "°C")],
        ["mains-lost", Minutes(s_power.ReadyOnBatteryMinutes)],
        ["mains.lost", Seconds(s_power.MainsLostMs / 1000)],
        ["battery-critical", Tenths(s_power.BatteryCriticalMv / 100, "V")],
        ["battery-critical", Tenths(OfKit("batteryCriticalMv") / 100, "V")],
        ["battery.critical", Seconds(s_power.BatterySeconds)],
        ["battery.low", Tenths(s_power.BatteryLowMv / 100, "V")],
        ["battery.low", Tenths(OfKit("batteryLowMv") / 100, "V")],
        ["battery.low", Seconds(s_power.BatterySeconds)],
        ["input.chattering", $"{s_chattering.MaxChanges} times|{s_chattering.MaxChanges}次"],
        ["input.chattering", Seconds(s_chattering.WindowSeconds)],
        ["input.chattering", Seconds(s_chattering.QuietSeconds)],
        ["maintenance", Minutes(new ModeSettings().DefaultMinutes)],
        ["config.reverted", Minutes(SettingsTrial.TrialMs / 60000)],
        ["too-large", $"{CommandReader.MaxBytes} bytes|{CommandReader.MaxBytes}字节"],
    ];

    // The tables of lamps and sounds have no names: their rows stand in one order in both languages.
    public static IEnumerable<object[]> Places =>
    [
        [0, 3, Seconds(AmberBlinkSeconds)],
        [0, 3, Minutes(s_alarm.NoLinkMinutes)],
        [0, 6, $"{AlarmPattern.Flash.PeriodMs / 2 / 1000.0:0.0} s"],
        [0, 6, Seconds(s_alarm.RescueSeconds)],
        [0, 6, Minutes(s_alarm.BeaconMinutes)],
        [1, 0, Seconds(s_alarm.RescueSeconds)],
        [1, 1, Seconds(AlarmPattern.Locate.PeriodMs / 1000)],
        [1, 1, Minutes(s_alarm.LocateMaxMinutes)],
        [1, 2, Seconds(s_alarm.LeftOpenBurstSeconds)],
        [1, 2, Seconds(s_door.LeftOpenSeconds)],
        [1, 3, Seconds(s_alarm.FaultChirpSeconds)],
        [1, 3, Clock(s_alarm.QuietFromMinute)],
        [1, 3, Clock(s_alarm.QuietUntilMinute)],
    ];

    public static IEnumerable<object[]> Sentences =>
    [
        ["TROUBLESHOOTING", $"less than {s_buttons.ShortPressMs / 1000} s. It is quiet for {s_alarm.SilenceMinutes} min",
            $"短于{s_buttons.ShortPressMs / 1000} s。静音{s_alarm.SilenceMinutes} min"],
        ["TROUBLESHOOTING", $"for {s_buttons.LongPressMs / 1000} s or longer", $"按住{s_buttons.LongPressMs / 1000} s或更久"],
        ["TROUBLESHOOTING", $"hears commands for {s_power.ListenSeconds} s", $"只听{s_power.ListenSeconds} s"],
        ["TROUBLESHOOTING", $"failed three times within {SupervisionTimeouts.SurvivedMs / 60000} min",
            $"启动后{SupervisionTimeouts.SurvivedMs / 60000} min内出错"],
        ["INSTALL", $"After {s_power.MainsLostMs / 1000} s event `mains.lost`", $"{s_power.MainsLostMs / 1000} s后事件`mains.lost`"],
        ["INSTALL", $"After {s_power.MainsBackMs / 1000} s event `mains.restored`", $"{s_power.MainsBackMs / 1000} s后事件`mains.restored`"],
        ["INSTALL", $"service button for {s_buttons.LongPressMs / 1000} s or longer", $"维护按钮{s_buttons.LongPressMs / 1000} s或更久"],
        ["INSTALL", $"service button for less than {s_buttons.ShortPressMs / 1000} s", $"维护按钮，短于{s_buttons.ShortPressMs / 1000} s"],
        ["INSTALL", $"shut the door, {s_alarm.RescueSeconds} s in all", $"共{s_alarm.RescueSeconds} s"],
        ["INSTALL", $"Below {s_climate.HeaterOnBelowDeciC / 10} °C inside", $"柜内低于{s_climate.HeaterOnBelowDeciC / 10} °C时"],
        ["FLASH", $"also silences for {s_alarm.SilenceMinutes} min", $"也会静音{s_alarm.SilenceMinutes} min"],
    ];

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void A_figure_in_a_named_row_is_that_of_the_code(string name, string figures)
    {
        foreach (string language in new[] { "en", "zh" })
        {
            AssertHas(string.Join(" | ", HandbookPage.Read("TROUBLESHOOTING", language).RowOf(name)), figures, $"{name}, {language}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Places))]
    public void A_figure_of_a_lamp_or_a_sound_is_that_of_the_code(int table, int row, string figures)
    {
        foreach (string language in new[] { "en", "zh" })
        {
            AssertHas(string.Join(" | ", HandbookPage.Read("TROUBLESHOOTING", language).Tables[table].Rows[row]), figures,
                $"table {table}, row {row}, {language}");
        }
    }

    [TestMethod]
    public void The_amber_lamp_blinks_as_it_is_told()
    {
        Assert.AreEqual(2000 * AmberBlinkSeconds, AlarmPattern.AmberBlink.PeriodMs);
        Assert.IsTrue(AlarmPattern.AmberBlink.IsOnAt((1000 * AmberBlinkSeconds) - 1));
        Assert.IsFalse(AlarmPattern.AmberBlink.IsOnAt(1000 * AmberBlinkSeconds));
    }

    [TestMethod]
    [DynamicData(nameof(Sentences))]
    public void A_figure_in_a_sentence_is_that_of_the_code(string name, string english, string chinese)
    {
        Assert.Contains(english, HandbookPage.Read(name, "en").Text);
        Assert.Contains(chinese, HandbookPage.Read(name, "zh").Text);
    }

    [TestMethod]
    [DataRow("en")]
    [DataRow("zh")]
    public void What_the_flash_scripts_and_the_office_s_commands_are_said_to_print_they_print(string language)
    {
        string[] scripts = [.. Directory.GetFiles(RepositoryRoot.At("simulator", "Provisioning", "Templates"), "flash.*")
            .Select(File.ReadAllText)];
        HandbookPage page = HandbookPage.Read("TROUBLESHOOTING", language);
        HandbookTable flash = page.Tables[^2];
        HandbookTable steps = HandbookPage.Read("FLASH", language).Tables.Single();

        Assert.HasCount(8, steps.Rows);
        foreach (string message in steps.Names)
        {
            Assert.IsTrue(scripts.All(script => IsPrintedBy(script, message)), $"A flash script never says: {message}");
        }

        // Ports and permissions are a matter of Linux only.
        foreach (string message in flash.Names)
        {
            Assert.IsTrue(scripts.Any(script => IsPrintedBy(script, message)), $"No flash script says: {message}");
        }

        string provisioning = string.Concat(Sources("simulator", "Provisioning"));
        foreach (string message in page.Tables[^3].Names)
        {
            Assert.IsTrue(IsPrintedBy(provisioning, message), $"provision never says: {message}");
        }
    }

    // A message is quoted with … for what differs from time to time.
    private static bool IsPrintedBy(string source, string message) =>
        message.Split('…').All(part => source.Contains(part.Trim(), StringComparison.Ordinal));

    private static IEnumerable<string> Sources(params string[] folder) =>
        Directory.GetFiles(RepositoryRoot.At(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    private static void AssertHas(string row, string figures, string where) =>
        Assert.IsTrue(figures.Split('|').Any(figure => Regex.IsMatch(row, $@"(?<![\d.]){Regex.Escape(figure)}")),
            $"{where}: \"{row}\" does not say {figures}.");

    private static string Seconds(int seconds) => $"{seconds} s";

    private static string Minutes(int minutes) => $"{minutes} min";

    private static string Clock(int minute) => $"{minute / 60:00}:{minute % 60:00}";

    private static string Tenths(int tenths, string unit) => $"{tenths / 10}.{tenths % 10} {unit}";

    // The settings of a battery kit are those that hardware/README.md gives.
    private static int OfKit(string setting)
    {
        Match match = Regex.Match(File.ReadAllText(RepositoryRoot.At("hardware", "README.md")), $"\"{setting}\": (\\d+)");
        Assert.IsTrue(match.Success, $"hardware/README.md gives no {setting}.");
        return int.Parse(match.Groups[1].Value);
    }
}
