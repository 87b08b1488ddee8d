namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>A supply of the circuit and what it may reach.</summary>
/// <param name="Net">Its net.</param>
/// <param name="Kinds">The kinds of cabinet that have it.</param>
/// <param name="MinV">The least that it has while the cabinet works, in V.</param>
/// <param name="MaxV">The most, in V.</param>
/// <param name="SurgeV">What its suppressor lets through, in V; the most, where it has none.</param>
/// <param name="Source">Where the figures come from.</param>
public sealed record SupplyRail(string Net, IReadOnlyList<string> Kinds, double MinV, double MaxV, double SurgeV, string Source);
