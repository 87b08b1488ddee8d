using AedCabinet.Centre;

namespace AedCabinet.Nearest;

/// <summary>An AED near a place.</summary>
/// <param name="Cabinet">What the registry knows of its cabinet.</param>
/// <param name="DistanceM">How far it is in a straight line, m.</param>
/// <param name="OpenUntil">Until when the place is open; <c>null</c> when it does not close in the days to come.</param>
public sealed record NearAed(CabinetRecord Cabinet, double DistanceM, DateTimeOffset? OpenUntil);
