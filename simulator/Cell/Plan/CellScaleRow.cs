using AedCabinet.Terminal;

namespace AedCabinet.Cell.Plan;

/// <summary>A line of a plan.</summary>
/// <param name="What">What it says.</param>
/// <param name="Value">The number.</param>
/// <param name="From">What it was reckoned from: names of measured figures, and of settings.</param>
public sealed record CellScaleRow(Wording What, double Value, Wording From);
