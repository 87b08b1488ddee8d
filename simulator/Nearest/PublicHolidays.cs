using System.Globalization;
using System.Text.Json;

namespace AedCabinet.Nearest;

/// <summary>
/// China's public holidays. Each autumn the State Council says which days of the next year are free and which weekends are worked;
/// those years stand in <c>holidays.json</c>. Of any other year the days that the law itself names are reckoned.
/// </summary>
public sealed class PublicHolidays
{
    private static readonly ChineseLunisolarCalendar s_moon = new();

    private readonly Dictionary<int, Arrangement> _arranged;

    private PublicHolidays(Dictionary<int, Arrangement> arranged) => _arranged = arranged;

    /// <summary>Gets the holidays as they were known when this program was built.</summary>
    public static PublicHolidays China { get; } = Read();

    /// <summary>Whether the arrangement of a year is known, or only what the law says.</summary>
    /// <param name="year">The year.</param>
    /// <returns><c>true</c> when the State Council's notice is in the file.</returns>
    public bool IsArranged(int year) => _arranged.ContainsKey(year);

    /// <summary>What a day is.</summary>
    /// <param name="day">The day, in China.</param>
    /// <returns>Its kind.</returns>
    public DayKind Of(DateOnly day)
    {
        if (_arranged.TryGetValue(day.Year, out Arrangement? arranged))
        {
            return arranged.Off.Any(span => day >= span.From && day <= span.To) ? DayKind.Holiday
                : arranged.Work.Contains(day) ? DayKind.MakeUpWorkday : DayKind.Usual;
        }

        return IsByLaw(day) ? DayKind.Holiday : DayKind.Usual;
    }

    // New Year; the eve and three days of Spring Festival; Qingming; two days of May; Dragon Boat; Mid-Autumn; three of October.
    internal static bool IsByLaw(DateOnly day)
    {
        if ((day.Month, day.Day) is (1, 1) or (5, 1) or (5, 2) or (10, 1) or (10, 2) or (10, 3) || day == Qingming(day.Year))
        {
            return true;
        }

        DateTime noon = day.ToDateTime(new TimeOnly(12, 0));
        if (noon < s_moon.MinSupportedDateTime || noon.AddDays(1) > s_moon.MaxSupportedDateTime)
        {
            return false;
        }

        (int month, int number) = Lunar(noon);
        return (month, number) is (1, 1) or (1, 2) or (1, 3) or (5, 5) or (8, 15) || Lunar(noon.AddDays(1)) is (1, 1);
    }

    // The month of the lunar year, a leap month counted as 0: it has no festival.
    private static (int Month, int Day) Lunar(DateTime noon)
    {
        int month = s_moon.GetMonth(noon);
        int leap = s_moon.GetLeapMonth(s_moon.GetYear(noon), ChineseLunisolarCalendar.CurrentEra);
        int plain = leap == 0 || month < leap ? month : month == leap ? 0 : month - 1;
        return (plain, s_moon.GetDayOfMonth(noon));
    }

    // The usual approximation of the sun's 15 degrees, right for 2000 to 2099.
    private static DateOnly Qingming(int year)
    {
        int inCentury = year % 100;
        return new DateOnly(year, 4, (int)((inCentury * 0.2422) + 4.81) - (inCentury / 4));
    }

    private static PublicHolidays Read()
    {
        using Stream stream = typeof(PublicHolidays).Assembly.GetManifestResourceStream("nearest/holidays.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        Dictionary<int, Arrangement> arranged = [];
        foreach (JsonElement item in document.RootElement.GetProperty("years").EnumerateArray())
        {
            int year = item.GetProperty("year").GetInt32();
            arranged.Add(year, new Arrangement(
                [.. item.GetProperty("off").EnumerateArray().Select(span => Span(year, span.GetString()!))],
                [.. item.GetProperty("work").EnumerateArray().Select(day => Day(year, day.GetString()!))]));
        }

        return new PublicHolidays(arranged);
    }

    private static (DateOnly From, DateOnly To) Span(int year, string text)
    {
        string[] ends = text.Split('/');
        return (Day(year, ends[0]), Day(year, ends[^1]));
    }

    private static DateOnly Day(int year, string monthDay) =>
        DateOnly.ParseExact(string.Create(CultureInfo.InvariantCulture, $"{year}-{monthDay}"), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Arrangement((DateOnly From, DateOnly To)[] Off, HashSet<DateOnly> Work);
}
