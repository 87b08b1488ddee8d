namespace AedCabinet.Nearest;

/// <summary>Straight-line distances, on a sphere: right within 0.6 %.</summary>
public static class EarthDistance
{
    // The mean radius of the Earth (IUGG), m.
    private const double RadiusM = 6_371_008.8;

    /// <summary>Metres to a degree of latitude.</summary>
    public const double DegreeM = RadiusM * Math.PI / 180;

    /// <summary>The distance of two places.</summary>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="longitude">Degrees east.</param>
    /// <param name="otherLatitude">Degrees north of the other.</param>
    /// <param name="otherLongitude">Degrees east of the other.</param>
    /// <returns>The distance in a straight line, m.</returns>
    public static double Between(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        double north = Math.Sin(double.DegreesToRadians(otherLatitude - latitude) / 2);
        double east = Math.Sin(double.DegreesToRadians(otherLongitude - longitude) / 2);
        double square = (north * north)
            + (Math.Cos(double.DegreesToRadians(latitude)) * Math.Cos(double.DegreesToRadians(otherLatitude)) * east * east);
        return 2 * RadiusM * Math.Asin(Math.Min(1, Math.Sqrt(square)));
    }
}
