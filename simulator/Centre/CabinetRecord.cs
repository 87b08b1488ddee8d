using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>What the registry knows of one cabinet at a moment.</summary>
public sealed record CabinetRecord
{
    /// <summary>Gets its topic, which says prefecture, county, department and id.</summary>
    public required CabinetTopic Topic { get; init; }

    /// <summary>Gets its id.</summary>
    public string Id => Topic.Cabinet;

    /// <summary>Gets who and where it is, or <c>null</c> before it said so.</summary>
    public ReportedAbout? About { get; init; }

    /// <summary>Gets its latest state, or <c>null</c> before the first.</summary>
    public ReportedState? State { get; init; }

    /// <summary>Gets its connection, or <c>null</c> before it said anything of it.</summary>
    public ReportedOnline? Online { get; init; }

    /// <summary>Gets its latest figures, or <c>null</c> before the first.</summary>
    public ReportedTelemetry? Telemetry { get; init; }

    /// <summary>Gets when it last said anything, or <c>null</c> when only messages without a time were kept of it.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Gets what can be said of it now.</summary>
    public required CabinetStatus Status { get; init; }

    /// <summary>Gets a value indicating whether its state is too old to say anything about now.</summary>
    public bool IsStale { get; init; }

    /// <summary>Gets a value indicating whether it sleeps between its reports: a battery kit.</summary>
    public bool Sleeps { get; init; }

    /// <summary>Gets why its latest state can't be understood, in an English sentence; <c>null</c> when it can.</summary>
    public string? Doubt { get; init; }

    /// <summary>Gets what shows that two boards speak as it, or that it has lost its flash; <c>null</c> for nothing.</summary>
    public BoardConflict? Conflict { get; init; }

    /// <summary>Gets its open emergencies, the oldest first.</summary>
    public required IReadOnlyList<OpenEmergency> Open { get; init; }
}
