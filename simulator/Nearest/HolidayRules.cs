using System.Text.RegularExpressions;

namespace AedCabinet.Nearest;

/// <summary>
/// Splits hours that speak of public holidays (<c>PH</c>) in two: what holds on other days, and what holds on a holiday. The library
/// knows only China's holidays with a fixed date, and no Spring Festival; so it is asked about days without its holidays.
/// </summary>
internal static partial class HolidayRules
{
    /// <summary>The hours of days that are no holidays.</summary>
    /// <param name="hours">Hours in OpenStreetMap's syntax.</param>
    /// <returns>The same without the rules of holidays; empty when nothing is left.</returns>
    public static string OnUsualDays(string hours) => HasHolidays(hours)
        ? string.Join("; ", Rules(hours).Select(rule => IsAlone(rule) ? string.Empty : Others(rule)).Where(rule => rule.Length > 0))
        : hours;

    /// <summary>The hours of a holiday.</summary>
    /// <param name="hours">Hours in OpenStreetMap's syntax.</param>
    /// <returns>The same, where what holds on holidays holds every day; as it is when it says nothing of holidays.</returns>
    public static string OnHolidays(string hours) => HasHolidays(hours)
        ? string.Join("; ", Rules(hours).Select(rule => Holidays().IsMatch(rule) ? EveryDay(rule) : rule))
        : hours;

    private static bool HasHolidays(string hours) => Holidays().IsMatch(Quoted().Replace(hours, string.Empty));

    private static IEnumerable<string> Rules(string hours) =>
        RuleEnd().Split(hours).Select(rule => rule.Trim()).Where(rule => rule.Length > 0);

    private static bool IsAlone(string rule) => Alone().IsMatch(rule);

    private static string Others(string rule) => InList().Replace(rule, string.Empty).Trim();

    private static string EveryDay(string rule) => DayList().Replace(rule, "Mo-Su", 1);

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bPH\b")]
    private static partial Regex Holidays();

    // Not within a remark.
    [GeneratedRegex(";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")]
    private static partial Regex RuleEnd();

    // PH, without a day of the week beside it.
    [GeneratedRegex(@"(?<![A-Za-z],\s?)\bPH\b(?!\s?,\s?(?:Mo|Tu|We|Th|Fr|Sa|Su))")]
    private static partial Regex Alone();

    [GeneratedRegex(@"\s?,\s?PH\b|\bPH\s?,\s?")]
    private static partial Regex InList();

    // The days of the week of a rule, PH among them.
    [GeneratedRegex(
        @"(?:(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:\s?-\s?(?:Mo|Tu|We|Th|Fr|Sa|Su))?\s?,\s?)*PH\b(?:\s?,\s?(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:\s?-\s?(?:Mo|Tu|We|Th|Fr|Sa|Su))?)*")]
    private static partial Regex DayList();
}
