namespace AedCabinet.Ledger;

/// <summary>A prefecture's lease as the database has it.</summary>
/// <param name="Prefecture">The prefecture; empty for all.</param>
/// <param name="Owner">Who has it; <c>null</c> when nobody has, or whoever had is dead.</param>
/// <param name="Token">How often it has been taken.</param>
public sealed record LeaseRow(string Prefecture, string? Owner, long Token);
