namespace AedCabinet.Api.Open;

/// <summary>A page of features (OGC API).</summary>
public sealed record OgcItems
{
    /// <summary>Gets <c>FeatureCollection</c>.</summary>
    public string Type { get; init; } = "FeatureCollection";

    /// <summary>Gets the features.</summary>
    public required IReadOnlyList<GeoFeature> Features { get; init; }

    /// <summary>Gets where to go on.</summary>
    public required IReadOnlyList<OgcLink> Links { get; init; }

    /// <summary>Gets when it was answered.</summary>
    public required DateTimeOffset TimeStamp { get; init; }

    /// <summary>Gets how many features there are in this page.</summary>
    public required int NumberReturned { get; init; }
}
