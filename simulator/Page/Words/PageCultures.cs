using System.Globalization;

namespace AedCabinet.Page.Words;

/// <summary>
/// How dates and numbers are written. The simulator needs nothing but .NET, so it brings no ICU data and makes the two
/// cultures itself.
/// </summary>
internal static class PageCultures
{
    private const string Minus = "−";

    /// <summary>Chinese: 2026年1月12日 09:05:03.</summary>
    public static CultureInfo Chinese { get; } = Create(format =>
    {
        string[] months = [.. Enumerable.Range(1, 12).Select(month => month + "月"), string.Empty];
        format.MonthNames = months;
        format.MonthGenitiveNames = months;
        format.AbbreviatedMonthNames = months;
        format.AbbreviatedMonthGenitiveNames = months;
        format.DayNames = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];
        format.AbbreviatedDayNames = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
        format.ShortestDayNames = ["日", "一", "二", "三", "四", "五", "六"];
        format.ShortDatePattern = "yyyy年M月d日";
        format.LongDatePattern = "yyyy年M月d日 dddd";
        format.YearMonthPattern = "yyyy年M月";
        format.MonthDayPattern = "M月d日";
    });

    /// <summary>English: 12 Jan 2026 09:05:03.</summary>
    public static CultureInfo English { get; } = Create(format =>
    {
        format.ShortDatePattern = "d MMM yyyy";
        format.LongDatePattern = "dddd, d MMMM yyyy";
        format.YearMonthPattern = "MMMM yyyy";
        format.MonthDayPattern = "d MMMM";
    });

    private static CultureInfo Create(Action<DateTimeFormatInfo> setDates)
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        DateTimeFormatInfo dates = culture.DateTimeFormat;
        dates.FirstDayOfWeek = DayOfWeek.Monday;
        dates.ShortTimePattern = "HH:mm";
        dates.LongTimePattern = "HH:mm:ss";
        setDates(dates);
        culture.NumberFormat.NegativeSign = Minus;
        return CultureInfo.ReadOnly(culture);
    }
}
