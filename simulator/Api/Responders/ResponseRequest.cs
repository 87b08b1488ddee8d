namespace AedCabinet.Api.Responders;

/// <summary>What a responder says of an incident.</summary>
public sealed record ResponseRequest
{
    /// <summary>Gets the responder's id.</summary>
    public required string Responder { get; init; }

    /// <summary>Gets the status: accepted, declined, fetched, arrived or left.</summary>
    public required string Status { get; init; }

    /// <summary>Gets the id of the cabinet whose AED is fetched, or goes along.</summary>
    public string? Cabinet { get; init; }

    /// <summary>Gets when it was so; now where it is left out or in the future.</summary>
    public DateTimeOffset? At { get; init; }
}
