using AedCabinet.Settings;

namespace AedCabinet.Simulator.Physics;

/// <summary>Which supply a cabinet has, from what its firmware is told of it.</summary>
public static class SupplySource
{
    // Between two lithium cells and six of lead.
    private const int LithiumBelowMv = 9000;

    /// <summary>The supply of a cabinet.</summary>
    /// <param name="settings">The <c>power</c> of its <c>cabinet.json</c>.</param>
    /// <returns>A battery kit's cells where the battery's limits are theirs; the usual supply otherwise.</returns>
    public static PowerParameters For(PowerSettings settings) =>
        settings.BatteryLowMv < LithiumBelowMv ? PowerParameters.BatteryKit : new PowerParameters();
}
