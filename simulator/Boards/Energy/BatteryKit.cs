using AedCabinet.Settings;
using AedCabinet.Sleeping;

namespace AedCabinet.Simulator.Boards.Energy;

/// <summary>
/// What a first-aid kit on its battery is assumed to do and to draw. All of it are assumptions from data sheets and design, none a
/// measurement of a built cabinet: measure before promising.
/// </summary>
public sealed record BatteryKit
{
    private const double StartS = 4;
    private const double ConnectS = 15;
    private const double HoursPerDay = 24;
    private const double SecondsPerMs = 0.001;
    private static readonly PowerSettings s_power = new();

    /// <summary>Gets the number of cells in series. From the parts list.</summary>
    public required int Cells { get; init; }

    /// <summary>Gets the number of such rows side by side. From the parts list.</summary>
    public required int Strings { get; init; }

    /// <summary>Gets a cell's capacity in Ah at 20 °C and small currents. From the parts list.</summary>
    public required double CapacityAh { get; init; }

    /// <summary>Gets a cell's voltage in V. Default 3.6: lithium thionyl chloride.</summary>
    public double CellV { get; init; } = 3.6;

    /// <summary>
    /// Gets the share of the capacity that the cold leaves, 0 to 1. Default 0.6: a spiral cell gives about half at −40 °C and nearly
    /// all at 20 °C; the whole life is reckoned near the worse end.
    /// </summary>
    public double ColdShare { get; init; } = 0.6;

    /// <summary>
    /// Gets the share of the full capacity that is lost in a year without any load. Default 0.03: the maker's figure at 20 °C, rounded up.
    /// </summary>
    public double SelfDischargePerYear { get; init; } = 0.03;

    /// <summary>
    /// Gets what chip, flash and the rest of the board draw in deep sleep, in µA at 3.3 V. Default 25: 10 for the ESP32 with its timer, 15
    /// for a board without regulator, USB bridge and LED.
    /// </summary>
    public double SleepUa { get; init; } = 25;

    /// <summary>Gets what the closed contacts draw, in µA at 3.3 V. Default 14: door and case switch through 470 kΩ.</summary>
    public double ContactsUa { get; init; } = 14;

    /// <summary>Gets the share of the energy that the converter passes on at such small currents. Default 0.6.</summary>
    public double SleepEfficiency { get; init; } = 0.6;

    /// <summary>Gets what converter and divider draw from the battery themselves, in µA at its voltage. Default 24: 22 and 1.8.</summary>
    public double OwnUa { get; init; } = 24;

    /// <summary>Gets how often it wakes and reports in a day. Default 4: the firmware's <see cref="PowerSettings.WakeHours"/>.</summary>
    public double ReportsPerDay { get; init; } = HoursPerDay / s_power.WakeHours;

    /// <summary>
    /// Gets how long a report keeps it awake, in s. Default 39: start of the program 4, Wi-Fi, clock and TLS 15, and
    /// <see cref="PowerSettings.ListenSeconds"/>; the first attempt waits for nothing, as provisioned (<c>broker.firstAttemptSeconds</c>
    /// 0).
    /// </summary>
    public double ReportS { get; init; } = StartS + ConnectS + s_power.ListenSeconds;

    /// <summary>Gets the share of reports that fail first, and are tried again. Default 0.1.</summary>
    public double FailedShare { get; init; } = 0.1;

    /// <summary>
    /// Gets how long such a failure keeps it awake, in s. Default 184: start of the program and <see cref="SleepWatch.PatienceMs"/>.
    /// </summary>
    public double FailedS { get; init; } = StartS + (SleepWatch.PatienceMs * SecondsPerMs);

    /// <summary>
    /// Gets what it draws while awake, in mA at 3.3 V on average. Default 120: receiver on nearly all the time, short bursts of sending.
    /// </summary>
    public double AwakeMa { get; init; } = 120;

    /// <summary>Gets the share of the energy that the converter passes on while awake. Default 0.85.</summary>
    public double AwakeEfficiency { get; init; } = 0.85;

    /// <summary>Gets how often a year the kit is opened or help is called. Default 100.</summary>
    public double OpeningsPerYear { get; init; } = 100;

    /// <summary>Gets how long an opening keeps it awake, in s. Default 180.</summary>
    public double OpeningS { get; init; } = 180;

    /// <summary>Gets how long it sounds then, in s. Default 60.</summary>
    public double SoundS { get; init; } = 60;

    /// <summary>Gets what the sounder draws at the battery, in mA. Default 20.</summary>
    public double SounderMa { get; init; } = 20;

    /// <summary>The same kit on a board as it is sold: regulator, USB bridge and LED draw 10 mA all the time.</summary>
    /// <returns>A new set of assumptions.</returns>
    public BatteryKit WithBoardAsSold() => this with { SleepUa = 10_000, SleepEfficiency = AwakeEfficiency };
}
