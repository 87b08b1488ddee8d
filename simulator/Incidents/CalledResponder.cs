namespace AedCabinet.Incidents;

/// <summary>Somebody who may be called to an incident, and what that one has said of it.</summary>
/// <param name="Responder">The person.</param>
/// <param name="DistanceM">How far the person's place is from the incident in a straight line, m.</param>
/// <param name="Status">What was said last, one of <see cref="IncidentWords.Statuses"/>; <c>null</c> for nothing.</param>
public sealed record CalledResponder(Responder Responder, double DistanceM, string? Status);
