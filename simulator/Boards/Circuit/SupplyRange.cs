namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>The supply that a part needs.</summary>
/// <param name="Pin">Its supply pin.</param>
/// <param name="MinV">The least, in V.</param>
/// <param name="MaxV">The most that it works at, in V.</param>
public sealed record SupplyRange(string Pin, double MinV, double MaxV);
