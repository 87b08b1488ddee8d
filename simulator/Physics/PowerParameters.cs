namespace AedCabinet.Simulator.Physics;

/// <summary>The cabinet's supply. The defaults are estimates for a common arrangement, not measurements of a product.</summary>
public sealed record PowerParameters
{
    /// <summary>Gets a battery kit's supply: 187 Wh are four cells of 13 Ah and 3.6 V, 0.47 W are 120 mA at 3.3 V through 85 %.</summary>
    public static PowerParameters BatteryKit { get; } = new() { HasLithiumCells = true, CapacityWh = 187, ControllerW = 0.466 };

    /// <summary>Gets a value indicating whether the battery is the lithium cells of a battery kit. Default: lead-acid.</summary>
    public bool HasLithiumCells { get; init; }

    /// <summary>
    /// Gets the battery's energy in Wh, new, full and at 25 °C. Default 84: a 12 V 7 Ah lead-acid (AGM) block. 0 for no battery.
    /// </summary>
    public double CapacityWh { get; init; } = 84;

    /// <summary>
    /// Gets what the controller draws at the battery in W. Default 1.5: an ESP32 that stays on Wi-Fi (about 0.5 W), sensors, lamps and the
    /// converter's losses.
    /// </summary>
    public double ControllerW { get; init; } = 1.5;

    /// <summary>
    /// Gets what the controller draws in deep sleep, in W. Default 0.0004: chip, contacts and the converter's own, as <c>boards battery</c>
    /// reckons them.
    /// </summary>
    public double ControllerAsleepW { get; init; } = 0.0004;

    /// <summary>Gets what the sounder draws while it sounds, in W. Default 3: a 12 V siren of 250 mA.</summary>
    public double SounderW { get; init; } = 3;

    /// <summary>Gets what the fan draws while it runs, in W. Default 1.8: a 12 V fan of 150 mA.</summary>
    public double FanW { get; init; } = 1.8;

    /// <summary>
    /// Gets the battery's inner resistance in Ω at 25 °C. Default 0.025: the order of size of a 7 Ah block; it doubles by −25 °C.
    /// </summary>
    public double InnerOhm { get; init; } = 0.025;

    /// <summary>Gets the charger's power at the battery in W. Default 10: a tenth of the capacity an hour with some reserve.</summary>
    public double ChargerW { get; init; } = 10;

    /// <summary>Gets the share of the charger's energy that the battery keeps, 0 to 1. Default 0.85: usual for lead-acid.</summary>
    public double ChargeEfficiency { get; init; } = 0.85;
}
