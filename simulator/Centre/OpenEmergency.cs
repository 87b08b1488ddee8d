namespace AedCabinet.Centre;

/// <summary>An emergency that nobody has acknowledged or inspected yet.</summary>
/// <param name="Cabinet">The cabinet's id.</param>
/// <param name="Event">The event's name.</param>
/// <param name="Since">When it began.</param>
/// <param name="IsSinceKnown">Whether <paramref name="Since"/> is the event's own time; otherwise it began then at the latest.</param>
public sealed record OpenEmergency(string Cabinet, string Event, DateTimeOffset Since, bool IsSinceKnown);
