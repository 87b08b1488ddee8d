namespace AedCabinet.Api.Open;

/// <summary>A link (OGC API).</summary>
public sealed record OgcLink
{
    /// <summary>Gets where it leads.</summary>
    public required string Href { get; init; }

    /// <summary>Gets what it is to the one that has it.</summary>
    public required string Rel { get; init; }

    /// <summary>Gets the media type there.</summary>
    public required string Type { get; init; }

    /// <summary>Gets what it is called.</summary>
    public required string Title { get; init; }
}
