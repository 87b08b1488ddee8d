using AedCabinet.Centre;

namespace AedCabinet.Api.Open;

/// <summary>A cabinet on a map (RFC 7946), without whom to call.</summary>
public record GeoFeature
{
    /// <summary>Gets <c>Feature</c>.</summary>
    public string Type { get; init; } = "Feature";

    /// <summary>Gets the cabinet's id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets where it hangs.</summary>
    public required GeoPoint Geometry { get; init; }

    /// <summary>Gets what is known of it, by OpenStreetMap's names.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <summary>A cabinet on a map.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>It; <c>null</c> where it has not said where it hangs.</returns>
    internal static GeoFeature? Of(CabinetRecord cabinet) => cabinet.About is { Latitude: { } latitude, Longitude: { } longitude } about
        ? new GeoFeature
        {
            Id = cabinet.Id,
            Geometry = new GeoPoint { Coordinates = [longitude, latitude] },
            Properties = CabinetTags.Of(cabinet, about, null, hasContact: false).ToDictionary(tag => tag.Name, tag => tag.Value),
        }
        : null;
}
