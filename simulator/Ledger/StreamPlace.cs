namespace AedCabinet.Ledger;

/// <summary>How far a prefecture's stream has been taken.</summary>
/// <param name="MadeMs">When the stream was made, in milliseconds since 1970-01-01 UTC; 0 before the first message of one.</param>
/// <param name="Sequence">The highest number that is on disk.</param>
public readonly record struct StreamPlace(long MadeMs, long Sequence);
