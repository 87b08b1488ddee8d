using System.Text.RegularExpressions;
using AedCabinet.Centre;
using AedCabinet.Places;

namespace AedCabinet.Registry.Exports;

/// <summary>
/// The words that readers of GéoDAE, France's registry of defibrillators, understand: those that stand in its published file.
/// </summary>
internal static partial class GeoDae
{
    private const int DayStartsHour = 6;
    private const int DayEndsHour = 21;
    private static readonly string[] s_short = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
    private static readonly string[] s_days = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

    /// <summary>Yes or no.</summary>
    /// <param name="value">The value.</param>
    /// <returns><c>t</c> or <c>f</c>.</returns>
    public static string Flag(bool value) => value ? "t" : "f";

    /// <summary>Whether it stands inside.</summary>
    /// <param name="isIndoor">Whether it does.</param>
    /// <returns>The word.</returns>
    public static string Place(bool isIndoor) => isIndoor ? "Intérieur" : "Extérieur";

    /// <summary>The floor as France counts.</summary>
    /// <param name="floor">The floor as China counts.</param>
    /// <returns><c>rdc</c> for the ground floor, the number of another; the text itself where it says none.</returns>
    public static string? Floor(string? floor) => FloorLevel.Of(floor) is { } level ? level == "0" ? "rdc" : level : floor;

    /// <summary>Whether it works.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>The word; <c>null</c> while nothing is known.</returns>
    public static string? Works(CabinetRecord cabinet) => cabinet.Status switch
    {
        CabinetStatus.Ready => "En fonctionnement",
        CabinetStatus.NotReady => cabinet.State?.Reasons.Contains("aed-missing") == true ? "Absent momentanément" : "Hors service",
        _ => null,
    };

    /// <summary>On which days it can be reached.</summary>
    /// <param name="hours">The opening hours.</param>
    /// <returns><c>7j/7</c>, or the days; <c>null</c> when the hours say none.</returns>
    public static string? Days(string? hours)
    {
        if (hours is null || OpeningHours.Understand(hours) is not { } known)
        {
            return null;
        }

        bool[] open = new bool[s_days.Length];
        foreach (string rule in known.Split([';'], StringSplitOptions.TrimEntries)
            .Where(rule => !rule.StartsWith("PH", StringComparison.Ordinal) && !rule.StartsWith("unknown", StringComparison.Ordinal)))
        {
            bool isOpen = !rule.EndsWith("off", StringComparison.Ordinal) && !rule.EndsWith("closed", StringComparison.Ordinal);
            Match[] days = [.. Day().Matches(rule).Cast<Match>()];
            foreach (int day in days.Length == 0 ? Enumerable.Range(0, s_days.Length) : days.SelectMany(DaysOf))
            {
                open[day] = isOpen;
            }
        }

        return Array.TrueForAll(open, day => day) ? "7j/7"
            : string.Join(", ", s_days.Where((_, i) => open[i])) is { Length: > 0 } some ? some : null;
    }

    /// <summary>At which hours it can be reached.</summary>
    /// <param name="hours">The opening hours.</param>
    /// <returns><c>24h/24</c>, <c>heures ouvrables</c>, or <c>null</c> for what is neither.</returns>
    public static string? Hours(string? hours)
    {
        if (hours is null || OpeningHours.Understand(hours) is not { } known)
        {
            return null;
        }

        Match[] spans = [.. Span().Matches(known).Cast<Match>()];
        if (known.StartsWith("24/7", StringComparison.Ordinal)
            || (spans.Length > 0 && Array.TrueForAll(spans, span => span.Value == "00:00-24:00")))
        {
            return "24h/24";
        }

        return spans.Length > 0 && Array.TrueForAll(spans,
            span => int.Parse(span.Groups["from"].ValueSpan) >= DayStartsHour && int.Parse(span.Groups["to"].ValueSpan) <= DayEndsHour)
            ? "heures ouvrables" : null;
    }

    private static IEnumerable<int> DaysOf(Match match)
    {
        int from = Array.IndexOf(s_short, match.Groups["from"].Value);
        int to = match.Groups["to"].Success ? Array.IndexOf(s_short, match.Groups["to"].Value) : from;
        for (int day = from; ; day = (day + 1) % s_short.Length)
        {
            yield return day;
            if (day == to)
            {
                yield break;
            }
        }
    }

    [GeneratedRegex("\\b(?<from>Mo|Tu|We|Th|Fr|Sa|Su)\\b(-(?<to>Mo|Tu|We|Th|Fr|Sa|Su)\\b)?")]
    private static partial Regex Day();

    [GeneratedRegex("(?<from>[0-9]{2}):[0-9]{2}-(?<to>[0-9]{2}):[0-9]{2}")]
    private static partial Regex Span();
}
