namespace AedCabinet.Places;

/// <summary>In which prefecture a place lies, by the outlines that the map has.</summary>
public static class PrefectureFinder
{
    // The outlines are simplified to a hundredth of a degree: so near a border either may be right.
    private const double NearDegrees = 0.02;

    /// <summary>The prefectures in which a place may lie.</summary>
    /// <param name="latitude">Degrees north, WGS-84.</param>
    /// <param name="longitude">Degrees east.</param>
    /// <returns>Their codes of four digits: the one whose outline holds it first, then those whose border is near.</returns>
    public static IReadOnlyList<string> At(double latitude, double longitude)
    {
        List<(string Code, double Away)> found = [];
        foreach ((string code, PrefectureOutline outline) in PrefectureOutline.All)
        {
            double away = Holds(outline, latitude, longitude) ? 0 : Away(outline, latitude, longitude);
            if (away <= NearDegrees)
            {
                found.Add((code, away));
            }
        }

        return [.. found.OrderBy(one => one.Away).ThenBy(one => one.Code, StringComparer.Ordinal).Select(one => one.Code)];
    }

    // A line from the place to the east crosses the border an odd number of times from within.
    private static bool Holds(PrefectureOutline outline, double latitude, double longitude)
    {
        bool isInside = false;
        foreach (double[] ring in outline.Rings)
        {
            for (int i = 0; i + 3 < ring.Length; i += 2)
            {
                (double north, double east, double north2, double east2) = (ring[i], ring[i + 1], ring[i + 2], ring[i + 3]);
                if (north > latitude != north2 > latitude
                    && longitude < east + ((latitude - north) / (north2 - north) * (east2 - east)))
                {
                    isInside = !isInside;
                }
            }
        }

        return isInside;
    }

    private static double Away(PrefectureOutline outline, double latitude, double longitude)
    {
        double least = double.MaxValue;
        double narrow = Math.Cos(double.DegreesToRadians(latitude));
        foreach (double[] ring in outline.Rings)
        {
            for (int i = 0; i + 3 < ring.Length; i += 2)
            {
                double y = ring[i] - latitude;
                double x = (ring[i + 1] - longitude) * narrow;
                double dy = ring[i + 2] - ring[i];
                double dx = (ring[i + 3] - ring[i + 1]) * narrow;
                double square = (dx * dx) + (dy * dy);
                double along = square == 0 ? 0 : Math.Clamp(-((x * dx) + (y * dy)) / square, 0, 1);
                least = Math.Min(least, double.Hypot(x + (along * dx), y + (along * dy)));
            }
        }

        return least;
    }
}
