namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>One wire that a person lays.</summary>
/// <param name="Net">Its net.</param>
/// <param name="From">Where it begins, as a rule a terminal.</param>
/// <param name="To">Where it ends; <c>null</c> at what is no part of the circuit, as <see cref="WireClass.To"/> says it.</param>
/// <param name="Class">What it must be.</param>
/// <param name="Colour">Its colour.</param>
public sealed record Wire(string Net, NetEnd From, NetEnd? To, WireClass Class, BilingualText Colour);
