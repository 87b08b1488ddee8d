namespace AedCabinet.Simulator.Boards.Circuit.Spice;

/// <summary>One thing that ngspice finds out about the circuit, and its limits.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Text">What is measured, in both languages.</param>
/// <param name="Kind">The kind of cabinet whose circuit is used.</param>
/// <param name="Deck">Makes the deck; the analysis prints the figure as <c>result</c>.</param>
/// <param name="Least">The least that is right, or <c>null</c>.</param>
/// <param name="Most">The most that is right, or <c>null</c>.</param>
/// <param name="Unit">The unit of figure and limits.</param>
public sealed record SimulatedCheck(string Id, BilingualText Text, string Kind, Func<Netlist, string, string> Deck, double? Least,
    double? Most, string Unit)
{
    /// <summary>Whether a figure is within the limits.</summary>
    /// <param name="figure">The figure; <c>NaN</c> is never right.</param>
    /// <returns>Whether it is.</returns>
    public bool IsRight(double figure) => (Least is null || figure >= Least) && (Most is null || figure <= Most);
}
