using System.Globalization;

namespace AedCabinet.Page.Words;

/// <summary>Everything the page says, in one of its two languages, with dates and numbers as they are written there.</summary>
public sealed class PageText
{
    /// <summary>Chinese.</summary>
    public static readonly PageText Chinese = new("zh", "en", "English", PageCultures.Chinese);

    /// <summary>English.</summary>
    public static readonly PageText English = new("en", "zh", "中文", PageCultures.English);

    private static readonly IReadOnlyDictionary<string, PageWord> s_words = PageWords.Load();

    private PageText(string tag, string otherTag, string otherName, CultureInfo culture)
    {
        Tag = tag;
        OtherTag = otherTag;
        OtherName = otherName;
        Culture = culture;
    }

    /// <summary>Gets the language's tag.</summary>
    public string Tag { get; }

    /// <summary>Gets the tag of the language one can switch to.</summary>
    public string OtherTag { get; }

    /// <summary>Gets the name of the language one can switch to, in that language.</summary>
    public string OtherName { get; }

    /// <summary>Gets how dates and numbers are written: for components that take a culture.</summary>
    public CultureInfo Culture { get; }

    /// <summary>A word or sentence.</summary>
    /// <param name="key">Its key; for words of the firmware its own name behind <c>reason.</c>, <c>input.</c> and so on.</param>
    /// <returns>The text; the key itself for a word that has none yet, so that a new reason is shown and not lost.</returns>
    public string this[string key] => s_words.TryGetValue(key, out PageWord? word) ? this == Chinese ? word.Zh : word.En : key;

    /// <summary>A sentence with places for values, <c>{0}</c> and so on.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="values">The values; numbers and dates are written as the language does.</param>
    /// <returns>The text.</returns>
    public string this[string key, params object[] values] => string.Format(Culture, this[key], values);

    /// <summary>Whether a word is known in both languages.</summary>
    /// <param name="key">Its key.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool Has(string key) => s_words.ContainsKey(key);

    /// <summary>The text in the language asked for.</summary>
    /// <param name="tag">A language tag such as <c>zh-CN</c>; Chinese unless another language is asked for.</param>
    /// <returns>The text.</returns>
    public static PageText For(string? tag) =>
        tag is null || tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;

    /// <summary>A day, for example <c>12 Jan 2026</c> or <c>2026年1月12日</c>.</summary>
    /// <param name="moment">The moment, in the offset to show.</param>
    /// <returns>The text.</returns>
    public string Date(DateTimeOffset moment) => moment.ToString("d", Culture);

    /// <summary>A time of day to the second, for example <c>09:05:03</c>.</summary>
    /// <param name="moment">The moment, in the offset to show.</param>
    /// <returns>The text.</returns>
    public string Time(DateTimeOffset moment) => moment.ToString("T", Culture);

    /// <summary>A day and a time of day to the second with the zone's name, for example <c>12 Jan 2026 09:05:03 Beijing time</c>.</summary>
    /// <param name="moment">The moment, in the offset to show.</param>
    /// <returns>The text.</returns>
    public string DateAndTime(DateTimeOffset moment) => $"{Date(moment)} {Time(moment)} {Zone(moment)}";

    /// <summary>A time of day, and its day when that is another than today.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="now">The time now, in the offset to show.</param>
    /// <returns>The text, without the zone's name: for where that stands beside it.</returns>
    public string Clock(DateTimeOffset moment, DateTimeOffset now)
    {
        DateTimeOffset here = moment.ToOffset(now.Offset);
        return here.Date == now.Date ? Time(here) : $"{Date(here)} {Time(here)}";
    }

    /// <summary>The name of a zone, for example <c>Beijing time</c>, or <c>UTC+05:30</c> where it has none here.</summary>
    /// <param name="moment">A moment in the zone's offset.</param>
    /// <returns>The name.</returns>
    public string Zone(DateTimeOffset moment)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"zone.{moment.Offset.TotalHours}");
        return Has(key) ? this[key] : string.Create(CultureInfo.InvariantCulture, $"UTC{moment:zzz}");
    }

    /// <summary>Something with the name of the zone in which it is told, for a heading.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="moment">A moment in the zone's offset.</param>
    /// <returns>For example <c>Time (Beijing time)</c>.</returns>
    public string InZone(string what, DateTimeOffset moment) => this["time.in-zone", what, Zone(moment)];

    /// <summary>A number with so many decimals, for example <c>−12.3</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="decimals">How many decimals, 0 or more.</param>
    /// <returns>The text.</returns>
    public string Number(double value, int decimals = 0)
    {
        string text = value.ToString("N" + decimals, Culture);

        // What rounds to nothing is nothing, and not less than nothing.
        return text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text.TrimStart('−') : text;
    }

    /// <summary>How long something lasted or is ago, in its two largest units, for example <c>3 min 5 s</c>.</summary>
    /// <param name="time">The time; a negative one counts as none.</param>
    /// <returns>The text.</returns>
    public string Duration(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => this["duration.days", time.Days, time.Hours],
        { TotalHours: >= 1 } => this["duration.hours", time.Hours, time.Minutes],
        { TotalMinutes: >= 1 } => this["duration.minutes", time.Minutes, time.Seconds],
        _ => this["duration.seconds", Math.Max(0, time.Seconds)],
    };
}
