namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>One line of a scenario's timeline.</summary>
/// <param name="AtMs">When, in milliseconds since the scenario began.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What was done, seen or expected.</param>
/// <param name="Seen">Beside what was expected, what was seen.</param>
/// <param name="Line">Its line in the scenario file, 0 for what is not in it.</param>
public sealed record TimelineEntry(long AtMs, TimelineKind Kind, string Text, string? Seen = null, int Line = 0);
