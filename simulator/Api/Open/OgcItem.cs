namespace AedCabinet.Api.Open;

/// <summary>A feature by itself (OGC API).</summary>
public sealed record OgcItem : GeoFeature
{
    /// <summary>Gets where to go on.</summary>
    public required IReadOnlyList<OgcLink> Links { get; init; }
}
