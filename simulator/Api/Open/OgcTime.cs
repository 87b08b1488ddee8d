using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Api.Problems;

namespace AedCabinet.Api.Open;

/// <summary>The parameter <c>datetime</c> of OGC API Features: a time of RFC 3339, or an interval that may be open at one end.</summary>
internal static partial class OgcTime
{
    private const char Between = '/';

    /// <summary>Sees to it that it is one.</summary>
    /// <param name="text">It, or <c>null</c>.</param>
    /// <exception cref="ProblemException">It is none.</exception>
    public static void Require(string? text)
    {
        if (text is not null && !IsRight(text.Split(Between)))
        {
            throw ProblemException.OfParameter("datetime",
                "请用RFC 3339的时间，例如2026-01-12T00:00:00Z，或以“/”隔开的时段，一端可写“..”；时区的“+”在地址里写作%2B。",
                "Use a time of RFC 3339, for example 2026-01-12T00:00:00Z, or an interval with / between, where one end may be ..; "
                    + "the + of a time zone is written %2B in an address.");
        }
    }

    private static bool IsRight(string[] ends)
    {
        DateTimeOffset?[] times = [.. ends.Select(TimeOf)];
        return ends.Length switch
        {
            1 => times[0] is not null,
            2 => (IsOpen(ends[0]) || times[0] is not null) && (IsOpen(ends[1]) || times[1] is not null)
                && (times[0] ?? times[1]) is not null && !(times[0] > times[1]),
            _ => false,
        };
    }

    private static bool IsOpen(string end) => end is "" or "..";

    private static DateTimeOffset? TimeOf(string text) => Form().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time) ? time : null;

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
