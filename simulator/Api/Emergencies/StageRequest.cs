namespace AedCabinet.Api.Emergencies;

/// <summary>To what stage an emergency is to be brought.</summary>
public sealed record StageRequest
{
    /// <summary>Gets the stage: seen, on-the-way, closed; or taken-back, within 10 s of a closing.</summary>
    public required string Stage { get; init; }

    /// <summary>Gets why it is closed: real-use, by-mistake, stolen, drill, work, device-fault or other; left out for other
    /// stages.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets what it was, in 1 to 200 characters, where the reason is other; left out for other reasons.</summary>
    public string? Note { get; init; }

    /// <summary>Gets how many steps of the emergency who asks has seen: where there are more, nothing is done and the latest is told
    /// (409). Left out, the stage alone decides.</summary>
    public int? Seen { get; init; }
}
