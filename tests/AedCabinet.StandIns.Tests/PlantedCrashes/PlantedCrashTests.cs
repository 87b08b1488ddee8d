using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using AedCabinet.StandIns.Tests.M2Mqtt;
using AedCabinet.StandIns.Tests.MemoryFaults;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace AedCabinet.StandIns.Tests.PlantedCrashes;

/// <summary>
/// A real crash loop in a module ends in a mode in which door alarm, link, probe and thermostat work (SPEC §12): each method of one
/// of the firmware's classes throws, in every boot, and the whole controller runs with its threads on pins, flash and a broker. All classes
/// with <c>AED_PLANTED_CRASHES=all</c>, those named there with commas between them, a sample otherwise, whose seed is printed.
/// </summary>
[TestClass]
[DoNotParallelize]
public class PlantedCrashTests
{
    private const string Variable = "AED_PLANTED_CRASHES";
    private const int SampleSize = 2;

    // Those that all four outlive. A module that they need themselves (a contact, the settings' readers, flash's records, the link's own) takes
    // with it what it is needed for.
    private static readonly string[] s_outlived =
    (
        "AdcBatteryGauge AlarmArbiter AlarmWatch Backoff BatteryWatch BlinkPeriod BlinkRhythm BoardNetwork BrokerSignal CabinetConfiguration "
        + "CabinetState CalendarDay CommandOutcome CommandReader CommandTime ConfigurationProblems Contact DisturbanceWatch DoorWatch EventCatalog "
        + "EventEmitter EventLimiter Expiries Fan FlashRefusal FlashStorage HeapWatch HeaterFaultWatch HmacSha256Authenticator IndicatorChannel "
        + "IndicatorDecoder IndicatorLearner IndicatorProfile IndicatorProfileReader IndicatorProfileWriter Inspections JsonInput JsonSkip JsonString "
        + "KitCompartment Lamps LearnSession LightClaim LightMeanings LockControl MainsWatch MemoryKeeper ModeControl ObservedTime OneWireBus "
        + "OutboxFiles OutboxLosses OutboxReader OutboxRecord OutboxSegment OutputImage PinSurvey PinText PlainReason ProbeNumber PushButton Readiness "
        + "ReplyQueue RequestQueue ScanExchange SelfTest SelfTestControl SelfTestReport SelfTestWalk SenseReporter SerialLog ServiceLog SettingsCheck "
        + "SettingsMerge SettingsText SeverityCap SleepRecord SleepWatch StateChange StatePicture Storekeeper StrangerLimit Supervisor SystemClock "
        + "TimedHold"
    ).Split(' ');

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_crash_loop_in_an_optional_module_ends_where_door_alarm_link_probe_and_thermostat_work()
    {
        FaultableFirmware firmware = new();
        using RealBroker broker = new();
        int seed = Environment.GetEnvironmentVariable("AED_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Environment.TickCount & 0xFFFF;
        string? wanted = Environment.GetEnvironmentVariable(Variable);
        string[] modules = [.. firmware.Sites.Where(IsMethod).Select(ModuleOf).Distinct().Intersect(s_outlived).Order(StringComparer.Ordinal)];
        Assert.AreEqual("door link heat", Run(firmware, broker, null), "without a crash");
        modules = wanted == "all" ? modules : wanted is null ? [.. new Random(seed).GetItems(modules, SampleSize)] : wanted.Split(',');
        TestContext.WriteLine($"seed {seed}: {string.Join(", ", modules)}");
        List<string> failures = [];
        foreach (string module in modules)
        {
            string works = Run(firmware, broker, module);
            TestContext.WriteLine($"{module}: {works}");
            if (works != "door link heat")
            {
                failures.Add($"{module}: {works}");
            }
        }

        Assert.IsEmpty(failures, $"AED_SEED={seed}\n{string.Join('\n', failures)}");
    }

    // What is made is made of settings, and those that a boot can't be made of are refused; what runs may fail at any time.
    private static bool IsMethod(string site) => !site.Contains("..ctor", StringComparison.Ordinal);

    private static string ModuleOf(string site) => site[..site.IndexOf('.', StringComparison.Ordinal)];

    private static string Run(FaultableFirmware firmware, RealBroker broker, string? module)
    {
        HashSet<int> planted = [.. Enumerable.Range(0, firmware.Sites.Count).Where(site => IsMethod(firmware.Sites[site]) && ModuleOf(firmware.Sites[site]) == module)];
        firmware.Hook.SetValue(null, (Action<int>)(site =>
        {
            if (planted.Contains(site))
            {
                throw new InvalidTimeZoneException();
            }
        }));
        try
        {
            Type story = firmware.Story.Assembly.GetType(typeof(CrashingBoard).FullName!, true)!;
            return (string)story.GetMethod(nameof(CrashingBoard.Live))!.Invoke(null, [broker.Port])!;
        }
        finally
        {
            firmware.Hook.SetValue(null, null);
        }
    }
}
