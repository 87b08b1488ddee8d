namespace AedCabinet.Places;

/// <summary>
/// China's map datum GCJ-02, in which Chinese maps draw: WGS-84 displaced by some hundred metres by a published approximation of
/// a formula that is not published. Good to a few metres; outside of mainland China both are the same. BD-09 is GCJ-02 displaced once
/// more, by Baidu.
/// </summary>
public static class ChinaDatum
{
    // Krasovsky's ellipsoid of 1940: its semi-major axis in metres, and the square of its eccentricity.
    private const double Axis = 6378245.0;
    private const double EccentricitySquared = 0.00669342162296594323;

    // Baidu's own displacement, as published by those who draw on its maps: the turn of its waves and its shift, degrees.
    private const double BaiduTurn = Math.PI * 3000 / 180;
    private const double BaiduNorth = 0.006;
    private const double BaiduEast = 0.0065;

    private const int InverseSteps = 4;

    /// <summary>Turns WGS-84 into GCJ-02.</summary>
    /// <param name="latitude">Latitude, degrees WGS-84.</param>
    /// <param name="longitude">Longitude.</param>
    /// <returns>Both in GCJ-02.</returns>
    public static (double Latitude, double Longitude) ToGcj02(double latitude, double longitude)
    {
        if (longitude is < 72.004 or > 137.8347 || latitude is < 0.8293 or > 55.8271)
        {
            return (latitude, longitude);
        }

        double radians = latitude / 180 * Math.PI;
        double magic = 1 - (EccentricitySquared * Math.Pow(Math.Sin(radians), 2));
        double north = ShiftNorth(longitude - 105, latitude - 35) * 180
            / (Axis * (1 - EccentricitySquared) / (magic * Math.Sqrt(magic)) * Math.PI);
        double east = ShiftEast(longitude - 105, latitude - 35) * 180 / (Axis / Math.Sqrt(magic) * Math.Cos(radians) * Math.PI);
        return (latitude + north, longitude + east);
    }

    /// <summary>Turns a place of a datum into WGS-84.</summary>
    /// <param name="datum">The datum.</param>
    /// <param name="latitude">Latitude in it, degrees.</param>
    /// <param name="longitude">Longitude.</param>
    /// <returns>Both in WGS-84, within a decimetre of what the other direction gives.</returns>
    public static (double Latitude, double Longitude) ToWgs84(MapDatum datum, double latitude, double longitude)
    {
        if (datum == MapDatum.Wgs84)
        {
            return (latitude, longitude);
        }

        (double asked, double askedEast) = datum == MapDatum.Bd09 ? FromBd09(latitude, longitude) : (latitude, longitude);
        (double north, double east) = (asked, askedEast);

        // The displacement changes by a thousandth over itself, so each step gains three digits.
        for (int i = 0; i < InverseSteps; i++)
        {
            (double gotNorth, double gotEast) = ToGcj02(north, east);
            (north, east) = (north + asked - gotNorth, east + askedEast - gotEast);
        }

        return (north, east);
    }

    /// <summary>Turns WGS-84 into a datum.</summary>
    /// <param name="datum">The datum.</param>
    /// <param name="latitude">Latitude, degrees WGS-84.</param>
    /// <param name="longitude">Longitude.</param>
    /// <returns>Both in the datum.</returns>
    public static (double Latitude, double Longitude) FromWgs84(MapDatum datum, double latitude, double longitude)
    {
        if (datum == MapDatum.Wgs84)
        {
            return (latitude, longitude);
        }

        (double north, double east) = ToGcj02(latitude, longitude);
        return datum == MapDatum.Gcj02 ? (north, east) : ToBd09(north, east);
    }

    private static (double North, double East) ToBd09(double north, double east)
    {
        double radius = Math.Sqrt((east * east) + (north * north)) + (0.00002 * Math.Sin(north * BaiduTurn));
        double angle = Math.Atan2(north, east) + (0.000003 * Math.Cos(east * BaiduTurn));
        return ((radius * Math.Sin(angle)) + BaiduNorth, (radius * Math.Cos(angle)) + BaiduEast);
    }

    private static (double North, double East) FromBd09(double latitude, double longitude)
    {
        (double north, double east) = (latitude - BaiduNorth, longitude - BaiduEast);
        double radius = Math.Sqrt((east * east) + (north * north)) - (0.00002 * Math.Sin(north * BaiduTurn));
        double angle = Math.Atan2(north, east) - (0.000003 * Math.Cos(east * BaiduTurn));
        return (radius * Math.Sin(angle), radius * Math.Cos(angle));
    }

    private static double ShiftNorth(double x, double y) =>
        -100 + (2 * x) + (3 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x)))
        + Waves((20, 6 * x), (20, 2 * x)) + Waves((20, y), (40, y / 3)) + Waves((160, y / 12), (320, y / 30));

    private static double ShiftEast(double x, double y) =>
        300 + x + (2 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x)))
        + Waves((20, 6 * x), (20, 2 * x)) + Waves((20, x), (40, x / 3)) + Waves((150, x / 12), (300, x / 30));

    private static double Waves((double Height, double Phase) one, (double Height, double Phase) other) =>
        ((one.Height * Math.Sin(one.Phase * Math.PI)) + (other.Height * Math.Sin(other.Phase * Math.PI))) * 2 / 3;
}
