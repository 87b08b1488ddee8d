using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Nearest;
using AedCabinet.Page.Registry;
using AedCabinet.Page.Words;

namespace AedCabinet.Page.Map;

/// <summary>The map's words.</summary>
internal static class MapWords
{
    private const double KmM = 1_000;

    /// <summary>A word of the map.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="key">Its key behind <c>map.</c>.</param>
    /// <param name="values">The values for its places.</param>
    /// <returns>The text.</returns>
    public static string Map(this PageText text, string key, params object[] values) =>
        values.Length == 0 ? text["map." + key] : text["map." + key, values];

    /// <summary>A distance.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="metres">It, m.</param>
    /// <returns>For example <c>350 m</c> or <c>1.2 km</c>.</returns>
    public static string Distance(this PageText text, double metres) =>
        metres < KmM ? text.Map("metres", text.Number(metres))
            : text.Map("kilometres", text.Number(metres / KmM, Math.Round(metres / KmM, 1) % 1 == 0 ? 0 : 1));

    /// <summary>A moment to the minute, its day when that is another than today, and the zone's name.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="moment">The moment.</param>
    /// <param name="now">The time now, in the offset to show.</param>
    /// <returns>For example <c>18:00 Beijing time</c>.</returns>
    public static string Minute(this PageText text, DateTimeOffset moment, DateTimeOffset now)
    {
        DateTimeOffset here = moment.ToOffset(now.Offset);
        string time = here.ToString("HH:mm", CultureInfo.InvariantCulture);
        return $"{(here.Date == now.Date ? time : $"{text.Date(here)} {time}")} {text.Zone(now)}";
    }

    /// <summary>Why an AED is not named.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="over">The AED.</param>
    /// <param name="now">The time now, in the offset to show.</param>
    /// <returns>The reason.</returns>
    public static string Why(this PageText text, PassedOver over, DateTimeOffset now) => over.Why switch
    {
        PassedOverWhy.NotReady => text.Map("why.not-ready", Reasons(text, over.Cabinet)),
        PassedOverWhy.NotHeard => over.Cabinet.LastSeen is { } seen
            ? text.Map("why.not-heard", text.Duration(now - seen)) : text.Map("why.never-heard"),
        PassedOverWhy.NotUnderstood => text.Map("why.not-understood"),
        PassedOverWhy.TwoBoards => text.Map("why.two-boards"),
        PassedOverWhy.NotPermitted => over.Cabinet.About?.Access is { } access
            ? text.Map("why.not-permitted", text.NameOf("access", access)) : text.Map("why.access-unknown"),
        PassedOverWhy.Closed => over.OpensAt is { } opens ? text.Map("why.closed-until", text.Minute(opens, now)) : text.Map("why.closed"),
        PassedOverWhy.HoursUnknown => over.Cabinet.About?.Hours is { } hours
            ? text.Map("why.hours-unclear", EmergencyWords.Hours(text, hours)!) : text.Map("why.hours-unknown"),
        _ => text.Map("why.travels"),
    };

    private static string Reasons(PageText text, CabinetRecord cabinet) => cabinet.State?.Reasons is { Count: > 0 } reasons
        ? string.Join(text == PageText.Chinese ? "、" : ", ", reasons.Select(reason => text.SharedNameOf("reason", reason)))
        : text.Map("why.unsaid");
}
