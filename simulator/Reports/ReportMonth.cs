using System.Globalization;
using AedCabinet.Contract;

namespace AedCabinet.Reports;

/// <summary>A month by the calendar where the cabinets hang: China Standard Time, UTC+8 all year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Month">The month, 1 to 12.</param>
public readonly record struct ReportMonth(int Year, int Month)
{
    private const string Form = "yyyy-MM";

    /// <summary>Gets its first moment.</summary>
    public DateTimeOffset From => new(Year, Month, 1, 0, 0, 0, WallTime.Offset);

    /// <summary>Gets the first moment after it.</summary>
    public DateTimeOffset Until => From.AddMonths(1);

    /// <summary>The month of a moment.</summary>
    /// <param name="at">The moment.</param>
    /// <returns>The month in China.</returns>
    public static ReportMonth Of(DateTimeOffset at)
    {
        DateTimeOffset here = at.ToOffset(WallTime.Offset);
        return new ReportMonth(here.Year, here.Month);
    }

    /// <summary>Reads a month.</summary>
    /// <param name="text">For example <c>2026-10</c>.</param>
    /// <param name="month">The month.</param>
    /// <returns><c>false</c> when it is none.</returns>
    public static bool TryParse(string? text, out ReportMonth month)
    {
        bool isMonth = DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            && day.Year is > 2000 and < 9999;
        month = isMonth ? new ReportMonth(day.Year, day.Month) : default;
        return isMonth;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");
}
