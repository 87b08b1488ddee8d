namespace AedCabinet.Api.Open;

/// <summary>To which classes of OGC API Features this keeps.</summary>
public sealed record OgcConformance
{
    /// <summary>Gets their addresses.</summary>
    public required IReadOnlyList<string> ConformsTo { get; init; }
}
