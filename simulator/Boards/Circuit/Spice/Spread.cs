namespace AedCabinet.Simulator.Boards.Circuit.Spice;

/// <summary>The tolerance with which parts are simulated.</summary>
/// <param name="Resistance">A resistor's share of its value.</param>
/// <param name="Capacitance">A capacitor's share of its value.</param>
public sealed record Spread(double Resistance = 1, double Capacitance = 1)
{
    /// <summary>Gets parts at their nominal values.</summary>
    public static Spread None { get; } = new();
}
