using AedCabinet.Api.Lists;
using AedCabinet.Incidents;

namespace AedCabinet.Api.Incidents;

/// <summary>An incident as a list has it.</summary>
public sealed record IncidentSummary
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

    /// <summary>Gets when it was closed; <c>null</c> while it is open.</summary>
    public required DateTimeOffset? Closed { get; init; }

    /// <summary>Gets what came of it; <c>null</c> while it is open.</summary>
    public required Coded? Outcome { get; init; }

    /// <summary>An incident as a list has it.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="isWhole">Whether all of it may be seen.</param>
    /// <returns>What is said of it.</returns>
    internal static IncidentSummary Of(Incident incident, bool isWhole) => new()
    {
        Id = incident.No,
        Reference = isWhole ? incident.Reference : null,
        Origin = incident.IsOfCabinet ? IncidentBook.OfCabinet : IncidentBook.OfDispatch,
        Stage = incident.Stage,
        Opened = incident.Opened,
        By = isWhole && incident.OpenedBy.Length > 0 ? incident.OpenedBy : null,
        Place = IncidentPlaceItem.Of(incident),
        Cabinet = incident.Topic?.Cabinet,
        Closed = incident.Closed,
        Outcome = incident.Outcome is { } outcome ? Coded.Of("incident.outcome", outcome) : null,
    };
}
