namespace AedCabinet.Api.Emergencies;

/// <summary>To what stage an emergency is to be brought.</summary>
public sealed record StageRequest
{
    /// <summary>Gets the stage: seen, on-the-way, closed; or taken-back, within 10 s of a closing.</summary>
    public required string Stage { get; init; }

    /// <summary>Gets why it is closed: real-use, by-mistake, stolen, drill, work, device-fault or other; left out for other
    /// stages.</summary>
    public string? Reason { get; init; }
}
