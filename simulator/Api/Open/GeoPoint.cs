namespace AedCabinet.Api.Open;

/// <summary>A point (RFC 7946).</summary>
public sealed record GeoPoint
{
    /// <summary>Gets <c>Point</c>.</summary>
    public string Type { get; init; } = "Point";

    /// <summary>Gets longitude and latitude, degrees WGS-84.</summary>
    public required IReadOnlyList<double> Coordinates { get; init; }
}
