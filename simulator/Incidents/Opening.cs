namespace AedCabinet.Incidents;

/// <summary>What came of opening an incident.</summary>
/// <param name="Incident">It, or the one that was there before.</param>
/// <param name="Kind">How it was.</param>
public sealed record Opening(Incident Incident, OpeningKind Kind);
