namespace AedCabinet.Centre;

/// <summary>What tells one open emergency from all others: a cabinet has at most one of each kind open.</summary>
/// <param name="Cabinet">The cabinet's id.</param>
/// <param name="Event">The event's name.</param>
public readonly record struct EmergencyKey(string Cabinet, string Event)
{
    /// <summary>The key of an open emergency.</summary>
    /// <param name="open">The emergency.</param>
    /// <returns>Its key.</returns>
    public static EmergencyKey Of(OpenEmergency open) => new(open.Cabinet, open.Event);
}
