namespace AedCabinet.Api.Incidents;

/// <summary>To what stage an incident is to be brought.</summary>
public sealed record IncidentStageRequest
{
    /// <summary>Gets the stage: dispatched, on-the-way, arrived or closed.</summary>
    public required string Stage { get; init; }

    /// <summary>Gets what came of it where it is closed: real-use, by-mistake, stolen, drill, work, device-fault, other, not-needed or
    /// cancelled.</summary>
    public string? Outcome { get; init; }

    /// <summary>Gets free words, up to 500 characters; they go when they were kept long enough.</summary>
    public string? Note { get; init; }
}
