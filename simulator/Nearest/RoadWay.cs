namespace AedCabinet.Nearest;

/// <summary>A way by road.</summary>
/// <param name="DistanceM">How far, m.</param>
/// <param name="Lasts">How long it takes, as the routing service reckons it.</param>
public sealed record RoadWay(double DistanceM, TimeSpan Lasts);
