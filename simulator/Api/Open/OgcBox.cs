using System.Globalization;
using AedCabinet.Api.Problems;

namespace AedCabinet.Api.Open;

/// <summary>A part of the Earth between two meridians and two parallels, degrees WGS-84.</summary>
internal readonly record struct OgcBox(double West, double South, double East, double North)
{
    private const int PlaneNumbers = 4;
    private const int SpaceNumbers = 6;

    /// <summary>Reads one.</summary>
    /// <param name="text">West, south, east, north; heights may stand behind each pair; <c>null</c> for everywhere.</param>
    /// <returns>The box; <c>null</c> for everywhere.</returns>
    /// <exception cref="ProblemException">It is none.</exception>
    public static OgcBox? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        double[] numbers = [.. text.Split(',').Select(part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        OgcBox box = numbers.Length switch
        {
            PlaneNumbers => new(numbers[0], numbers[1], numbers[2], numbers[3]),
            SpaceNumbers => new(numbers[0], numbers[1], numbers[3], numbers[4]),
            _ => new(double.NaN, 0, 0, 0),
        };
        bool isRight = numbers.All(double.IsFinite) && Math.Abs(box.West) <= 180 && Math.Abs(box.East) <= 180 && Math.Abs(box.South) <= 90
            && Math.Abs(box.North) <= 90 && box.South <= box.North
            && (numbers.Length == PlaneNumbers || numbers[PlaneNumbers / 2] <= numbers[SpaceNumbers - 1]);
        return isRight ? box : throw ProblemException.OfParameter("bbox", "请用西,南,东,北四个度数，例如111,40,112,41。",
            "Use four degrees, west,south,east,north, for example 111,40,112,41.");
    }

    /// <summary>Whether a place is in it.</summary>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="longitude">Degrees east.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Has(double latitude, double longitude) => latitude >= South && latitude <= North
        && (West <= East ? longitude >= West && longitude <= East : longitude >= West || longitude <= East);
}
