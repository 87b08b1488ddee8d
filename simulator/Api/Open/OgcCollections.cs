namespace AedCabinet.Api.Open;

/// <summary>The collections of features (OGC API).</summary>
public sealed record OgcCollections
{
    /// <summary>Gets where to go on.</summary>
    public required IReadOnlyList<OgcLink> Links { get; init; }

    /// <summary>Gets the collections.</summary>
    public required IReadOnlyList<OgcCollection> Collections { get; init; }
}
