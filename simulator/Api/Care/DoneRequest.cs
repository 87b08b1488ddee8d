namespace AedCabinet.Api.Care;

/// <summary>That some work was done.</summary>
public sealed record DoneRequest
{
    /// <summary>Gets what else there is to say, at most 500 characters.</summary>
    public string? Note { get; init; }
}
