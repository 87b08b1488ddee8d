using AedCabinet.Centre;

namespace AedCabinet.Cell.Source;

/// <summary>How a registry gets in at a cell.</summary>
/// <param name="Streams">For each prefecture, how its stream is read.</param>
/// <param name="Commands">For each prefecture, how its commands go out, by code.</param>
public sealed record CellAccess(IReadOnlyList<StreamAccess> Streams, IReadOnlyDictionary<string, BrokerAccess> Commands);
