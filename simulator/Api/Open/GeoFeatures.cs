namespace AedCabinet.Api.Open;

/// <summary>Cabinets on a map (RFC 7946).</summary>
public sealed record GeoFeatures
{
    /// <summary>Gets <c>FeatureCollection</c>.</summary>
    public string Type { get; init; } = "FeatureCollection";

    /// <summary>Gets the cabinets.</summary>
    public required IReadOnlyList<GeoFeature> Features { get; init; }
}
