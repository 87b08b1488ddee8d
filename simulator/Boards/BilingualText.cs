namespace AedCabinet.Simulator.Boards;

/// <summary>A text in both languages.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record BilingualText(string Zh, string En);
