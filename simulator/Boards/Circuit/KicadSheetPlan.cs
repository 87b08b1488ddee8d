namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>A sheet of the schematic.</summary>
/// <param name="Sheet">Its name, also of its file.</param>
/// <param name="Zh">Its title in Chinese.</param>
/// <param name="En">Its title in English.</param>
/// <param name="Blocks">The blocks on it.</param>
public sealed record KicadSheetPlan(string Sheet, string Zh, string En, IReadOnlyList<string> Blocks);
