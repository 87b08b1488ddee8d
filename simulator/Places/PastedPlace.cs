using System.Globalization;
using System.Text.RegularExpressions;

namespace AedCabinet.Places;

/// <summary>
/// Coordinates as people paste them: two numbers in either order, with or without names, signs of degrees, minutes and seconds, or
/// within the address of a map's page.
/// </summary>
public static partial class PastedPlace
{
    /// <summary>Reads coordinates.</summary>
    /// <param name="text">The text.</param>
    /// <returns>
    /// Degrees north and east, in whatever datum the text was made; <c>null</c> when there are not just two numbers in it that can be a
    /// latitude and a longitude, or when it is not sure which is which.
    /// </returns>
    public static (double Latitude, double Longitude)? Read(string text)
    {
        string plain = Plain(text);
        Reading[] found = [.. Angle().Matches(plain).Select(Reading.Of)];
        Reading[] named = [.. found.Where(one => one.IsNamed)];

        // Named ones may stand among other numbers, as in the address of a map; others not.
        found = named.Length == 2 ? named : found;
        if (found.Length != 2 || found.Any(one => one.Degrees is null)
            || (named.Length != 2 && Angle().Replace(plain, string.Empty).Any(char.IsDigit)))
        {
            return null;
        }

        Reading? north = Of(found, isNorth: true);
        Reading? east = Of(found, isNorth: false);
        return north is { } latitude && east is { } longitude && latitude != longitude
            ? (latitude.Degrees!.Value, longitude.Degrees!.Value) : null;
    }

    private static Reading? Of(Reading[] found, bool isNorth)
    {
        Reading[] can = [.. found.Where(one => isNorth ? one.CanBeNorth : one.CanBeEast)];
        if (can.Length == 1)
        {
            return can[0];
        }

        // Where both can be either, names decide; without any the usual order holds, latitude first.
        Reading[] other = [.. found.Where(one => !(isNorth ? one.CanBeEast : one.CanBeNorth))];
        return other.Length == 1 ? other[0] : can.Length == 2 && can.All(one => !one.IsNamed) ? can[isNorth ? 0 : 1] : null;
    }

    // Signs as keyboards in China make them.
    private static string Plain(string text) => text.Normalize(System.Text.NormalizationForm.FormKC).Replace('′', '\'').Replace('’', '\'')
        .Replace('″', '"').Replace('”', '"').Replace("度", "°", StringComparison.Ordinal).Replace("分", "'", StringComparison.Ordinal)
        .Replace("秒", "\"", StringComparison.Ordinal).Replace('−', '-');

    [GeneratedRegex(
        @"(?<name>北纬|东经|南纬|西经|纬度|经度|lat(?:itude)?|lo?ng?(?:itude)?|[NESW](?![a-z]))?\s*[:：=]?\s*"
        + @"(?<![\d.])(?<degrees>-?\d{1,3}(?:\.\d+)?)(?!\d)\s*(?:°\s*(?:(?<minutes>\d{1,2}(?:\.\d+)?)\s*'\s*(?:(?<seconds>\d{1,2}(?:\.\d+)?)\s*""\s*)?)?)?"
        + @"(?<after>[NESW](?![a-z]))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Angle();

    private readonly record struct Reading(double? Degrees, char Side)
    {
        private const double MostNorth = 90;
        private const double MostEast = 180;

        public bool IsNamed => Side != ' ';

        public bool CanBeNorth => Side is ' ' or 'N' && Math.Abs(Degrees ?? MostEast) <= MostNorth;

        public bool CanBeEast => Side is ' ' or 'E' && Math.Abs(Degrees ?? MostEast) <= MostEast;

        public static Reading Of(Match match)
        {
            double degrees = Number(match.Groups["degrees"]);
            double minutes = Number(match.Groups["minutes"]);
            double seconds = Number(match.Groups["seconds"]);
            string name = match.Groups["name"].Value + match.Groups["after"].Value;
            (char side, int sign) = SideOf(name);
            bool isRight = minutes < 60 && seconds < 60 && Math.Abs(degrees) <= MostEast && side != '?';
            double value = Math.Abs(degrees) + (minutes / 60) + (seconds / 3600);
            return new Reading(isRight ? sign * (degrees < 0 ? -value : value) : null, side);
        }

        private static double Number(Group group) =>
            group.Success ? double.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

        private static (char Side, int Sign) SideOf(string name) => name.ToUpperInvariant() switch
        {
            "" => (' ', 1),
            "N" or "北纬" or "纬度" or "LAT" or "LATITUDE" => ('N', 1),
            "S" or "南纬" => ('N', -1),
            "E" or "东经" or "经度" or "LON" or "LNG" or "LONG" or "LONGITUDE" => ('E', 1),
            "W" or "西经" => ('E', -1),
            _ => ('?', 1),
        };
    }
}
