using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Page.Words;

namespace AedCabinet.Page.Registry;

/// <summary>The registry's words: names for what the contract names by code, in the page's language.</summary>
internal static class RegistryWords
{
    private const string Area = "registry.";

    /// <summary>A word of the registry.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="key">Its key behind <c>registry.</c>.</param>
    /// <param name="values">The values for its places.</param>
    /// <returns>The text.</returns>
    public static string Say(this PageText text, string key, params object[] values) =>
        values.Length == 0 ? text[Area + key] : text[Area + key, values];

    /// <summary>The name of something the contract names by code.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="kind">What it is, for example <c>event</c>.</param>
    /// <param name="code">Its code.</param>
    /// <returns>Its name; the code itself when it is newer than this page.</returns>
    public static string NameOf(this PageText text, string kind, string code) =>
        PageText.Has($"{Area}{kind}.{code}") ? text[$"{Area}{kind}.{code}"] : code;

    /// <summary>The name of something that the words of the cabinet's tab name too.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="kind">What it is, for example <c>reason</c>.</param>
    /// <param name="code">Its code.</param>
    /// <returns>Its name; the code itself when it is newer than this page.</returns>
    public static string SharedNameOf(this PageText text, string kind, string code) =>
        PageText.Has($"{kind}.{code}") ? text[$"{kind}.{code}"] : code;

    /// <summary>What a cabinet is called.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>Its name.</returns>
    public static string NameOf(this PageText text, CabinetRecord cabinet) => cabinet.About?.Name ?? text.Say("unnamed");

    /// <summary>The key of a status in the words.</summary>
    /// <param name="status">The status.</param>
    /// <returns>For example <c>not-ready</c>.</returns>
    public static string KeyOf(CabinetStatus status) => status switch
    {
        CabinetStatus.Ready => "ready",
        CabinetStatus.NotReady => "not-ready",
        CabinetStatus.NotUnderstood => "not-understood",
        CabinetStatus.TwoBoards => "two-boards",
        _ => "offline",
    };

    /// <summary>What belongs to an event, in words.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="item">The event.</param>
    /// <returns>The names and values.</returns>
    public static IEnumerable<(string Name, string Value)> Details(this PageText text, RegistryEvent item) =>
        item.Data.Select(member => (text.NameOf("data", member.Key), ValueOf(text, member.Key, member.Value)));

    /// <summary>Everything that is said of an event, to be looked through.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="item">The event.</param>
    /// <returns>The words.</returns>
    public static string WordsOf(this PageText text, RegistryEvent item) => string.Join(
        ' ',
        text.Details(item).Select(detail => $"{detail.Name} {detail.Value}")
            .Append(text.NameOf("event", item.Name))
            .Append(text.NameOf("severity", EventCatalog.NameOf(item.Severity)))
            .Append(item.IsDrill ? text.Say("drill") : string.Empty));

    /// <summary>A share of time in which something was ready.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="share">The share, 0 to 1.</param>
    /// <returns>For example <c>98.7 % of the time</c>.</returns>
    public static string Share(this PageText text, double share) => text.Say("share", text.Number(share * 100, 1));

    /// <summary>A temperature.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="deciC">It, in tenths of a degree Celsius.</param>
    /// <returns>For example <c>−12.3 °C</c>.</returns>
    public static string Degrees(this PageText text, long deciC) => text.Number(deciC / 10.0, 1) + " °C";

    /// <summary>A day of the calendar.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="day">The day, <c>yyyy-MM-dd</c>.</param>
    /// <returns>It as the language writes it; the text itself when it is none.</returns>
    public static string Day(this PageText text, string day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date.ToString("d", text.Culture) : day;

    /// <summary>How long an answer took.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="time">The time.</param>
    /// <returns>For example <c>23 ms</c> or <c>2.4 s</c>.</returns>
    public static string Lapse(this PageText text, TimeSpan time) => time switch
    {
        { TotalMinutes: >= 1 } => text.Duration(time),
        { TotalSeconds: >= 1 } => text.Say("seconds", text.Number(time.TotalSeconds, 1)),
        _ => text.Number(time.TotalMilliseconds) + " ms",
    };

    private static string ValueOf(PageText text, string name, string value) => name switch
    {
        "deciC" when long.TryParse(value, CultureInfo.InvariantCulture, out long deciC) => text.Degrees(deciC),
        "date" => text.Day(value),
        "command" => text.NameOf("command", value),
        "code" => $"{value} ({text.NameOf("code", value)})",
        "failed" => string.Join(", ", value.Split(',').Select(part => text.NameOf("value.failed", part))),
        _ => text.NameOf("value." + name, value),
    };
}
