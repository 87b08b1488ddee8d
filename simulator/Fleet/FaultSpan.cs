namespace AedCabinet.Simulator.Fleet;

/// <summary>A span of virtual time in which something fails.</summary>
/// <param name="FromMs">Its first millisecond since the fleet began.</param>
/// <param name="UntilMs">The first millisecond after it.</param>
/// <param name="Prefecture">The prefecture whose mains fail, four digits, or <c>null</c> for the broker.</param>
public sealed record FaultSpan(long FromMs, long UntilMs, string? Prefecture);
