using AedCabinet.Places;

namespace AedCabinet.Page.Map;

/// <summary>What the authority has configured for the map; nothing unless it has.</summary>
public sealed record MapSettings
{
    /// <summary>Gets nothing: outline and graticule, distances in a straight line.</summary>
    public static MapSettings None { get; } = new();

    /// <summary>
    /// Gets the address of the authority's tiles, in web Mercator with <c>{z}</c>, <c>{x}</c> and <c>{y}</c>; <c>null</c> for none.
    /// </summary>
    public string? Tiles { get; init; }

    /// <summary>Gets what the tiles are drawn in; the whole map is.</summary>
    public MapDatum Datum { get; init; }

    /// <summary>Gets what must stand on the map with those tiles: whose they are, their approval number.</summary>
    public string? Credit { get; init; }

    /// <summary>Gets where distances by road are asked for; <c>null</c> for straight lines.</summary>
    public Uri? Routing { get; init; }

    /// <summary>Gets the host that pictures may come from beside the page's own; <c>null</c> for none.</summary>
    public string? PictureOrigin => Tiles is null ? null : new Uri(Tiles).GetLeftPart(UriPartial.Authority);
}
