using System.Globalization;
using System.Text.RegularExpressions;

namespace nanoFramework.Json;

/// <summary>
/// Which strings the device takes for dates. It looks at every string of 18 characters and more, so a serial number
/// of digits alone may become a date; whatever follows a date is ignored.
/// </summary>
internal static partial class DeviceDate
{
    private const int ShortestDate = 18;
    private const int ShortestCalendarDate = 15;
    private const int FirstYear = 1601;
    private const int LastYear = 3000;

    private const string Gap = @"[ \t\r\n\f\v]*";
    private const string Year = "(?<y>[0-9]{1,4})";
    private const string Day = "(?<d>3[01]|[12][0-9]|0?[1-9])";
    private const string Date = Year + "-(?<m>1[0-2]|0?[1-9])-" + Day;
    private const string Time = "(?<h>2[0-3]|[01]?[0-9]):(?<n>[0-5]?[0-9]):(?<s>[0-5]?[0-9])";

    internal static bool TryRead(string text, out DateTime date)
    {
        date = default;
        if (text.Length < ShortestDate)
        {
            return false;
        }

        if (text == "0001-01-01T00:00:00Z")
        {
            date = new DateTime(FirstYear, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            return true;
        }

        var match = Sortable().Match(text);
        match = match.Success ? match : RoundTrip().Match(text);
        match = match.Success ? match : Rfc1123().Match(text);
        return match.Success ? TryBuild(match, out date) : TryReadCalendar(text, out date);
    }

    [GeneratedRegex("^" + Date + Gap + Time + "Z")]
    private static partial Regex Sortable();

    [GeneratedRegex("^" + Date + "T" + Time + @"(\.(?<f>[0-9]{1,7}))?")]
    private static partial Regex RoundTrip();

    [GeneratedRegex("^(Sun|Mon|Tue|Wed|Thu|Fri|Sat)," + Gap + Day + Gap + "(?<b>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)" + Gap
        + Year + Gap + Time,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Rfc1123();

    private static bool TryBuild(Match match, out DateTime date)
    {
        var monthName = match.Groups["b"].Value;
        var month = monthName.Length == 0
            ? Number(match, "m")
            : Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames,
                name => name.Equals(monthName, StringComparison.OrdinalIgnoreCase)) + 1;

        // Years the device cannot count give it a meaningless date, but a date.
        var year = Math.Clamp(Number(match, "y"), FirstYear, LastYear);

        // 30 February rolls over, and a fraction counts as ticks whatever its length.
        date = new DateTime(year, month, 1, Number(match, "h"), Number(match, "n"), Number(match, "s"), DateTimeKind.Utc)
            .AddDays(Number(match, "d") - 1)
            .AddTicks(match.Groups["f"].Success ? Number(match, "f") : 0);
        return true;
    }

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    /// <summary>The calendar form, yyyyMMddTHHmmss: any character may stand for the T.</summary>
    private static bool TryReadCalendar(string text, out DateTime date)
    {
        date = default;
        var time = CalendarTime(text);
        if (time is null || time.Length < ShortestCalendarDate)
        {
            return false;
        }

        if (!TryReadPart(time, 0, 4, FirstYear, LastYear, out var year) ||
            !TryReadPart(time, 4, 2, 1, 12, out var month) ||
            !TryReadPart(time, 6, 2, 1, DateTime.DaysInMonth(year, month), out var day) ||
            !TryReadPart(time, 9, 2, 0, 23, out var hour) ||
            !TryReadPart(time, 11, 2, 0, 59, out var minute) ||
            !TryReadPart(time, 13, 2, 0, 59, out var second))
        {
            return false;
        }

        date = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        return true;
    }

    private static string? CalendarTime(string text)
    {
        if (text.Contains("TZID"))
        {
            var parts = text.Split(';', '=', ':');
            return parts.Length > 3 ? parts[3] : null;
        }

        var time = text;
        if (text.Contains("DTSTART") || text.Contains("DTEND"))
        {
            var parts = text.Split(':');
            if (parts.Length < 2)
            {
                return null;
            }

            time = parts[1];
        }

        return text.EndsWith('Z') && time.Length > 0 ? time[..^1] : time;
    }

    private static bool TryReadPart(string text, int start, int length, int low, int high, out int value) =>
        int.TryParse(text.AsSpan(start, length), NumberStyles.Integer, CultureInfo.InvariantCulture, out value) &&
        value >= low && value <= high;
}
