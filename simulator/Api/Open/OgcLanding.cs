namespace AedCabinet.Api.Open;

/// <summary>Where OGC API Features begins.</summary>
public sealed record OgcLanding
{
    /// <summary>Gets what it is called.</summary>
    public required string Title { get; init; }

    /// <summary>Gets what it is.</summary>
    public required string Description { get; init; }

    /// <summary>Gets where to go on.</summary>
    public required IReadOnlyList<OgcLink> Links { get; init; }
}
