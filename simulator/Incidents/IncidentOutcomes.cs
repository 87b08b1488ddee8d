using AedCabinet.Centre;

namespace AedCabinet.Incidents;

/// <summary>What came of an incident: what comes of an emergency, and what else comes of a call.</summary>
public static class IncidentOutcomes
{
    /// <summary>The cabinet reports its emergency no more, and nobody worked on the incident.</summary>
    public const string OverAtCabinet = "over-at-cabinet";

    /// <summary>Nobody closed it in the time for which it is kept.</summary>
    public const string NeverClosed = "never-closed";

    /// <summary>Gets those that whoever closes it chooses from: the emergencies' own, that help came without needing an AED, and that the
    /// call was taken back.</summary>
    public static IReadOnlyList<string> Chosen { get; } = [.. EmergencyReasons.All, "not-needed", "cancelled"];
}
