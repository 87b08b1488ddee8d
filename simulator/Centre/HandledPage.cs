namespace AedCabinet.Centre;

/// <summary>Some of the emergencies that are over.</summary>
/// <param name="Items">The emergencies, the one that began last first.</param>
/// <param name="HasMore">Whether there are more behind them.</param>
public sealed record HandledPage(IReadOnlyList<HandledEmergency> Items, bool HasMore);
