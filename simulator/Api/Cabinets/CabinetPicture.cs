using AedCabinet.Contract;

namespace AedCabinet.Api.Cabinets;

/// <summary>A cabinet's latest picture of itself; <c>null</c> for what it does not say.</summary>
public sealed record CabinetPicture
{
    /// <summary>Gets when it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the number of the boot.</summary>
    public required int Boot { get; init; }

    /// <summary>Gets the mode.</summary>
    public required string Mode { get; init; }

    /// <summary>Gets a value indicating whether it runs in safe mode.</summary>
    public required bool IsSafeMode { get; init; }

    /// <summary>Gets each compartment's door.</summary>
    public required IReadOnlyDictionary<string, string> Doors { get; init; }

    /// <summary>Gets where the AED is.</summary>
    public required string? Aed { get; init; }

    /// <summary>Gets what the AED's own light says.</summary>
    public required string? Indicator { get; init; }

    /// <summary>Gets the temperature inside, tenths of a degree Celsius.</summary>
    public required long? InsideDeciC { get; init; }

    /// <summary>Gets the temperature outside, tenths of a degree Celsius.</summary>
    public required long? OutsideDeciC { get; init; }

    /// <summary>Gets the health of the probe.</summary>
    public required string? TemperatureHealth { get; init; }

    /// <summary>Gets a value indicating whether the heater is on.</summary>
    public required bool? IsHeating { get; init; }

    /// <summary>Gets the mains.</summary>
    public required string? Mains { get; init; }

    /// <summary>Gets the battery's voltage, millivolts.</summary>
    public required long? BatteryMv { get; init; }

    /// <summary>Gets the battery's level.</summary>
    public required string? BatteryLevel { get; init; }

    /// <summary>A cabinet's latest picture.</summary>
    /// <param name="state">As it says it.</param>
    /// <returns>It, or <c>null</c>.</returns>
    internal static CabinetPicture? Of(ReportedState? state) => state is null ? null : new()
    {
        At = state.At,
        Boot = state.Boot,
        Mode = state.Mode,
        IsSafeMode = state.IsSafeMode,
        Doors = state.Doors,
        Aed = state.Aed,
        Indicator = state.Indicator,
        InsideDeciC = state.Temperature?.InsideDeciC,
        OutsideDeciC = state.Temperature?.OutsideDeciC,
        TemperatureHealth = state.Temperature?.Health,
        IsHeating = state.IsHeating,
        Mains = state.Mains,
        BatteryMv = state.BatteryMv,
        BatteryLevel = state.BatteryLevel,
    };
}
