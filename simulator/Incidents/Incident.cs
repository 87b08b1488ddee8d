using AedCabinet.Contract;

namespace AedCabinet.Incidents;

/// <summary>Somebody needs help somewhere, as the database has it.</summary>
public sealed record Incident
{
    /// <summary>Gets its number, above 0, which no other ever has.</summary>
    public required long No { get; init; }

    /// <summary>Gets its prefecture, four digits; empty where it is in none that is known.</summary>
    public required string Prefecture { get; init; }

    /// <summary>Gets where the cabinet speaks at which it is; <c>null</c> for none.</summary>
    public required CabinetTopic? Topic { get; init; }

    /// <summary>Gets a value indicating whether a cabinet's emergency opened it, and nobody's call.</summary>
    public required bool IsOfCabinet { get; init; }

    /// <summary>Gets where it is; <c>null</c> where a cabinet has not said where it hangs, and once it is forgotten.</summary>
    public required IncidentPlace? Place { get; init; }

    /// <summary>Gets where it is, in words; <c>null</c> for nothing.</summary>
    public required string? Address { get; init; }

    /// <summary>Gets the dispatch system's own number; <c>null</c> for none.</summary>
    public required string? Reference { get; init; }

    /// <summary>Gets when it was opened.</summary>
    public required DateTimeOffset Opened { get; init; }

    /// <summary>Gets who opened it; empty for a cabinet, and once it is forgotten.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>Gets how far it is.</summary>
    public required IncidentStage Stage { get; init; }

    /// <summary>Gets when something last happened in it.</summary>
    public required DateTimeOffset Changed { get; init; }

    /// <summary>Gets when it was closed; <c>null</c> while it is open.</summary>
    public required DateTimeOffset? Closed { get; init; }

    /// <summary>Gets what came of it; <c>null</c> while it is open.</summary>
    public required string? Outcome { get; init; }

    /// <summary>Gets a value indicating whether what was personal in it is gone.</summary>
    public required bool IsForgotten { get; init; }
}
