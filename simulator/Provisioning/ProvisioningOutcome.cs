namespace AedCabinet.Simulator.Provisioning;

/// <summary>What a run has done.</summary>
/// <param name="Made">How many folders were made, new or anew.</param>
/// <param name="Kept">How many were there already and as they should be.</param>
/// <param name="Differing">Those that were there and differ from the table: id, and which files.</param>
/// <param name="Damaged">The ids of those that were there and whose secrets can't be read.</param>
/// <param name="Withdrawn">Those that were withdrawn and are still in the table: id, and the day.</param>
/// <param name="IsComplete">Whether it was not stopped before the end.</param>
public sealed record ProvisioningOutcome(int Made, int Kept, IReadOnlyList<string> Differing, IReadOnlyList<string> Damaged,
    IReadOnlyList<string> Withdrawn, bool IsComplete);
