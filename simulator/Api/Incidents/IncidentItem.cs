using AedCabinet.Api.Lists;
using AedCabinet.Api.Near;
using AedCabinet.Incidents;

namespace AedCabinet.Api.Incidents;

/// <summary>An incident, the AEDs near it now, and what happened in it. Who keeps responders gets its place and the AEDs alone.</summary>
public sealed record IncidentItem
{
    /// <summary>Gets its number, which no other ever has.</summary>
    public required long Id { get; init; }

    /// <summary>Gets the dispatch system's own number; <c>null</c> for none, and for who may not see all.</summary>
    public required string? Reference { get; init; }

    /// <summary>Gets how it was opened: dispatch, or cabinet for a cabinet's emergency.</summary>
    public required string Origin { get; init; }

    /// <summary>Gets how far it is.</summary>
    public required IncidentStage Stage { get; init; }

    /// <summary>Gets when it was opened.</summary>
    public required DateTimeOffset Opened { get; init; }

    /// <summary>Gets who opened it; <c>null</c> for a cabinet, and for who may not see all.</summary>
    public required string? By { get; init; }

    /// <summary>Gets where it is.</summary>
    public required IncidentPlaceItem Place { get; init; }

    /// <summary>Gets the id of the cabinet at which it is; <c>null</c> for none.</summary>
    public required string? Cabinet { get; init; }

    /// <summary>Gets the numbers of its emergencies; none for who may not see all.</summary>
    public required IReadOnlyList<long> Emergencies { get; init; }

    /// <summary>Gets when it was closed; <c>null</c> while it is open.</summary>
    public required DateTimeOffset? Closed { get; init; }

    /// <summary>Gets what came of it; <c>null</c> while it is open.</summary>
    public required Coded? Outcome { get; init; }

    /// <summary>Gets the AEDs near it that are ready and reachable now, the nearest first; none where it is closed or its place is not
    /// known.</summary>
    public required IReadOnlyList<NearestItem> Nearest { get; init; }

    /// <summary>Gets those that are nearer and are not named, the nearest first; 20 at most.</summary>
    public required IReadOnlyList<PassedOverItem> PassedOver { get; init; }

    /// <summary>Gets how many there are of those.</summary>
    public required int PassedOverCount { get; init; }

    /// <summary>Gets the responders who said something of it; only one's own for who may not see all.</summary>
    public required IReadOnlyList<ResponseItem> Responses { get; init; }

    /// <summary>Gets everything that happened in it, in order; nothing for who may not see all.</summary>
    public required IReadOnlyList<TimelineItem> Timeline { get; init; }
}
