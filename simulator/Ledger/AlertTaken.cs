using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>A message that was sent, or is being sent, about an emergency.</summary>
/// <param name="Round">The how-maniest, 1 or more.</param>
/// <param name="Place">The place on the list of the one who was told.</param>
/// <param name="Entry">The number of that entry.</param>
/// <param name="Step">Who, when and what became of it.</param>
public sealed record AlertTaken(int Round, int Place, long Entry, AlertStep Step);
