namespace AedCabinet.Api.Open;

/// <summary>A collection of features (OGC API).</summary>
public sealed record OgcCollection
{
    /// <summary>Gets its id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets what it is called.</summary>
    public required string Title { get; init; }

    /// <summary>Gets what it is.</summary>
    public required string Description { get; init; }

    /// <summary>Gets <c>feature</c>.</summary>
    public string ItemType { get; init; } = "feature";

    /// <summary>Gets in what coordinates it is told.</summary>
    public required IReadOnlyList<string> Crs { get; init; }

    /// <summary>Gets where to go on.</summary>
    public required IReadOnlyList<OgcLink> Links { get; init; }
}
