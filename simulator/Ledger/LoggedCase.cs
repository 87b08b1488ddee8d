using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>An emergency as the database has it, and what the centre did about it.</summary>
/// <param name="No">Its number, above 0, which no other ever has.</param>
/// <param name="Topic">Where its cabinet speaks now.</param>
/// <param name="Event">The event's name.</param>
/// <param name="Since">When it began.</param>
/// <param name="IsSinceKnown">Whether that is the event's own time; otherwise it began then at the latest.</param>
/// <param name="Over">Since when the cabinet reports it no more; <c>null</c> while it does.</param>
/// <param name="Steps">What was done, in order.</param>
public sealed record LoggedCase(long No, CabinetTopic Topic, string Event, DateTimeOffset Since, bool IsSinceKnown, DateTimeOffset? Over,
    IReadOnlyList<EmergencyStep> Steps)
{
    /// <summary>Gets how far the centre has got.</summary>
    public EmergencyStage Stage => new EmergencyCase(Key, Steps).Stage;

    /// <summary>Gets what tells it from all others that are open.</summary>
    public EmergencyKey Key => new(Topic.Cabinet, Event);
}
