namespace AedCabinet.Incidents;

/// <summary>Where something is.</summary>
/// <param name="Latitude">Degrees north, WGS-84.</param>
/// <param name="Longitude">Degrees east.</param>
public readonly record struct IncidentPlace(double Latitude, double Longitude)
{
    private const double Millionths = 1e6;

    /// <summary>A place as it is stored.</summary>
    /// <param name="latitude">Millionths of degrees north.</param>
    /// <param name="longitude">Millionths of degrees east.</param>
    /// <returns>The place.</returns>
    internal static IncidentPlace Stored(long latitude, long longitude) => new(latitude / Millionths, longitude / Millionths);

    /// <summary>Gets the latitude as it is stored.</summary>
    internal long StoredLatitude => (long)Math.Round(Latitude * Millionths);

    /// <summary>Gets the longitude as it is stored.</summary>
    internal long StoredLongitude => (long)Math.Round(Longitude * Millionths);
}
