namespace AedCabinet.Api.Responders;

/// <summary>Whom to call to an incident.</summary>
public sealed record CallListResult
{
    /// <summary>Gets the incident's number.</summary>
    public required long Incident { get; init; }

    /// <summary>Gets the people, those of the nearest sites first.</summary>
    public required IReadOnlyList<CallListItem> Items { get; init; }
}
