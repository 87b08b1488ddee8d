using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AedCabinet.Controller;
using AedCabinet.StandIns.Tests.M2Mqtt;
using AedCabinet.StandIns.Tests.MemoryFaults;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace AedCabinet.StandIns.Tests.PlantedCrashes;

/// <summary>
/// A real crash loop in a module ends in a mode in which door alarm, link, probe and thermostat work (SPEC §12): each method of one
/// of the firmware's classes throws, in every boot, and the whole controller runs with its threads on pins, flash and a broker. Every class
/// of Core and Controller with <c>AED_PLANTED_CRASHES=all</c>, those named there with commas between them (<c>InspectionSchedule()</c> is
/// the constructor of <c>InspectionSchedule</c> besides), a sample otherwise, whose seed is printed, and what the last resort stands in
/// for.
/// </summary>
[TestClass]
[DoNotParallelize]
public class PlantedCrashTests
{
    private const string Variable = "AED_PLANTED_CRASHES";
    private const string Everything = "door link heat watchdog";
    private const string Constructor = "()";
    private const int SampleSize = 1;

    // What a class takes with it is what it is itself. A class that is not named here, a new one too, takes nothing; of constructors, whose
    // objects hold each other, those are named that a boot goes on without.
    private static readonly Dictionary<string, string> s_left = Table(
        // The way of an event or a command to or from the broker, and what it can't be trusted without: its numbers on flash, that the scan
        // lives.
        "door heat watchdog: AboutWriter AttemptSchedule BelievedClock ClientSignals CommandBook CommandExecutor CommandGate "
            + "ConnectPreparation Crc32 EventQueue GuardedThread "
        + "HandshakeGate InFlight JsonWriter LinkEscalation LinkLoop LinkSession LittleEndian M2MqttConnection MessageComposer "
        + "MessageTime Outbox OutboxBuffer "
        + "OutboxDeliveries OutboxStream OutboxStreams OutcomeQueue Outgoing Progress RegistryLink SettingsTrial StallWatch StateMailbox "
        + "StateWriter Topics "
        + "TwoSlotNumber TwoSlotRecord AttemptSchedule() Backoff() BrokerSignal() ClientSignals() CommandBook() CommandExecutor() "
        + "CommandGate() CommandReader() "
        + "ConnectPreparation() HmacSha256Authenticator() InFlight() JsonInput() JsonSkip() JsonString() LinkEscalation() LinkLoop() "
        + "LinkSession() "
        + "M2MqttConnection() MessageComposer() Outgoing() RegistryLink() ReplyQueue() SettingsCheck() SettingsTrial() StrangerLimit() "
        + "Topics() TwoSlotNumber()",
        // The temperature's way to the heater, and the judgement itself: without one the door's contact sounds as it is.
        "door link watchdog: AlarmPattern Cabinet ClimateControl Ds18b20 Ds18b20Scratchpad InputCollector ProbeCycle ProbeMailbox "
            + "ProbeRounds SensorJudgement TemperatureFilter "
        + "TemperatureWatch Thermostat AedCompartment() AlarmArbiter() AlarmPattern() BatteryWatch() BlinkPeriod() BlinkRhythm() "
        + "Cabinet() InspectionSchedule() "
        + "ClimateControl() Contact() Debouncer() DisturbanceWatch() DoorWatch() Ds18b20() EventEmitter() EventLimiter() Expiries() "
        + "Expiry() Fan() "
        + "HeaterConditions() HeaterFaultWatch() IndicatorChannel() IndicatorDecoder() KitCompartment() Lamps() LearnSession() "
        + "LockControl() MainsWatch() "
        + "ModeControl() ObservedTime() OpenEmergencies() ProbeCycle() ProbeRounds() PushButton() SelfTestControl() SelfTestWalk() "
        + "SenseReporter() SensorJudgement() "
        + "StatePicture() TemperatureFilter() TemperatureWatch() Thermostat() TimedHold()",
        // Without its settings a cabinet knows neither a broker nor what is wired (SPEC §8).
        "door: ConfigurationFile ConfigurationReader ConfigurationSection ConfigurationText JsonEscapes JsonLimits JsonNumber JsonParser "
            + "PinMapReader "
        + "ConfigurationProblems() ConfigurationSection() ConfigurationText() JsonParser()",
        // The pins themselves.
        "link heat watchdog: GpioInputs GpioInputs() LightInput()",
        "link watchdog: GpioOutputs GpioOutputs()",
        "link: OutputPin OutputPin()",
        "door link heat: WatchdogPin WatchdogPin()",
        // The names in every message.
        "door heat watchdog: Words",
        // What holds the others together: without it the last resort watches the door, on the pins of the file.
        "door watchdog: CabinetApplication",
        // What reads the file: on the pins of the board, and its watchdog's is another than this file's.
        "door: Program",
        // What is made for itself and can be left out whole.
        "door link heat watchdog: ServiceLog() IndicatorLearner() SleepControl()");

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_crash_loop_in_any_module_ends_where_door_alarm_link_probe_and_thermostat_work_but_for_what_the_module_is()
    {
        FaultableFirmware firmware = new(true);
        using RealBroker broker = new();
        int seed = Environment.GetEnvironmentVariable("AED_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture)
            : Environment.TickCount & 0xFFFF;
        string[] modules = [.. firmware.Sites.Where(IsMethod).Select(ModuleOf).Distinct().Order(StringComparer.Ordinal)];
        Assert.IsEmpty(
            s_left.Keys.Except(modules.Concat(firmware.Sites.Select(ModuleOf).Distinct().Select(module => module + Constructor))),
            "no classes of the firmware");
        Assert.AreEqual(string.Empty, WhatIsMissing(firmware, broker, string.Empty), "without a crash");
        modules = Environment.GetEnvironmentVariable(Variable) switch
        {
            null => [.. new Random(seed).GetItems([.. modules.Where(module => Left(module) == Everything)], SampleSize),
                nameof(CabinetApplication)],
            "all" => [.. modules, .. s_left.Keys.Where(IsConstructor)],
            string named => named.Split(','),
        };
        TestContext.WriteLine($"seed {seed}: {string.Join(", ", modules)}");
        string[] failures = [.. modules.Select(module => WhatIsMissing(firmware, broker, module)).Where(missing => missing.Length > 0)];

        Assert.IsEmpty(failures, $"AED_SEED={seed}\n{string.Join('\n', failures)}");
    }

    private static string Left(string module) => s_left.GetValueOrDefault(module, Everything);

    private static Dictionary<string, string> Table(params string[] rows) => rows
        .Select(row => row.Split(": "))
        .SelectMany(row => row[1].Split(' ').Select(module => (module, left: row[0])))
        .ToDictionary(entry => entry.module, entry => entry.left);

    // What is made is made of settings, and those that a boot can't be made of are refused; what runs may fail at any time.
    private static bool IsMethod(string site) => !site.Contains("..ctor", StringComparison.Ordinal);

    private static string ModuleOf(string site) => site[..site.IndexOf('.', StringComparison.Ordinal)];

    private static bool IsConstructor(string module) => module.EndsWith(Constructor, StringComparison.Ordinal);

    private static bool IsPlanted(string site, string module) => IsConstructor(module)
        ? ModuleOf(site) == module[..^Constructor.Length]
        : IsMethod(site) && ModuleOf(site) == module;

    private string WhatIsMissing(FaultableFirmware firmware, RealBroker broker, string module)
    {
        string wanted = Left(module);
        string works = Run(firmware, broker, module, wanted);
        TestContext.WriteLine($"{module}: {works}");
        bool isRight = wanted.Split(' ').All(works.Contains) && !works.Contains(CrashingBoard.SaysReady, StringComparison.Ordinal);
        return isRight ? string.Empty : $"{module}: {works} instead of {wanted}";
    }

    private static string Run(FaultableFirmware firmware, RealBroker broker, string module, string wanted)
    {
        HashSet<int> planted = [.. Enumerable.Range(0, firmware.Sites.Count).Where(site => IsPlanted(firmware.Sites[site], module))];
        bool isPlanted = false;
        firmware.Hook.SetValue(null, (Action<int>)(site =>
        {
            if (isPlanted && planted.Contains(site))
            {
                throw new InvalidTimeZoneException();
            }
        }));
        try
        {
            Type story = firmware.Story.Assembly.GetType(typeof(CrashingBoard).FullName!, true)!;
            return (string)story.GetMethod(nameof(CrashingBoard.Live))!.Invoke(null,
                [broker.Port, wanted, (Action)(() => isPlanted = true)])!;
        }
        finally
        {
            firmware.Hook.SetValue(null, null);
        }
    }
}
