using AedCabinet.Incidents;

namespace AedCabinet.Api.Incidents;

/// <summary>Where an incident is.</summary>
public sealed record IncidentPlaceItem
{
    /// <summary>Gets the latitude, degrees WGS-84; <c>null</c> where it is not known, or was forgotten.</summary>
    public required double? Latitude { get; init; }

    /// <summary>Gets the longitude, degrees WGS-84.</summary>
    public required double? Longitude { get; init; }

    /// <summary>Gets the place in words; <c>null</c> for none.</summary>
    public required string? Address { get; init; }

    /// <summary>Gets the first four digits of the prefecture's GB/T 2260 code; empty where it is in none that is known.</summary>
    public required string Prefecture { get; init; }

    /// <summary>Where an incident is.</summary>
    /// <param name="incident">The incident.</param>
    /// <returns>Its place.</returns>
    internal static IncidentPlaceItem Of(Incident incident) => new()
    {
        Latitude = incident.Place?.Latitude,
        Longitude = incident.Place?.Longitude,
        Address = incident.Address,
        Prefecture = incident.Prefecture,
    };
}
