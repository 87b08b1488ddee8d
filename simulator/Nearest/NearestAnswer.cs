namespace AedCabinet.Nearest;

/// <summary>Which AEDs are near a place, ready and reachable.</summary>
/// <param name="Aeds">They, the nearest first.</param>
/// <param name="PassedOver">The nearer ones that are not, the nearest first; never more than asked for.</param>
/// <param name="PassedOverCount">How many there are of those.</param>
/// <param name="WithinM">How far was looked, m.</param>
public sealed record NearestAnswer(IReadOnlyList<NearAed> Aeds, IReadOnlyList<PassedOver> PassedOver, int PassedOverCount, double WithinM);
