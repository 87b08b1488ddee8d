namespace AedCabinet.Page.Words;

/// <summary>A word or sentence of the page.</summary>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
public sealed record PageWord(string Zh, string En);
