using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Places;

namespace AedCabinet.Api.Open;

/// <summary>What OpenStreetMap calls what is known of a cabinet.</summary>
public static class CabinetTags
{
    /// <summary>The tags.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <param name="about">Who and where it is.</param>
    /// <param name="inspected">The day it was last inspected, <c>yyyy-MM-dd</c>; <c>null</c> when that is not known or not told.</param>
    /// <param name="hasContact">Whether the telephone number is told.</param>
    /// <returns>Names and values, always in the same order.</returns>
    public static IEnumerable<(string Name, string Value)> Of(CabinetRecord cabinet, ReportedAbout about, string? inspected,
        bool hasContact)
    {
        (string Name, string? Value)[] tags =
        [
            ("emergency", about.Kind == "kit" ? "first_aid_kit" : "defibrillator"),
            ("ref", cabinet.Id),
            ("name", about.Name),
            ("operator", about.Site),
            ("defibrillator:location", about.Where),
            ("level", FloorLevel.Of(about.Floor)),
            ("aed:floor", about.Floor),
            ("indoor", about.IsIndoor is { } isIndoor ? isIndoor ? "yes" : "no" : null),
            ("access", about.Access),
            ("opening_hours", HoursOf(about.Hours)),
            ("phone", hasContact ? about.ContactPhone : null),
            ("check_date", inspected),
            ("mobile", about.IsMobile ? "yes" : null),

            // Ours, not OpenStreetMap's: what changes by the hour has no place on a map that is edited by hand.
            ("aed:status", StatusText.Of(cabinet.Status)),
            ("aed:sector", cabinet.Topic.Sector),
            ("aed:county", cabinet.Topic.County),
            ("aed:datum", "WGS-84"),
        ];
        return tags.Where(tag => tag.Value is not null).Select(tag => (tag.Name, tag.Value!));
    }

    // What can't be understood is a remark, which OpenStreetMap's syntax has a place for.
    private static string? HoursOf(string? hours) =>
        string.IsNullOrWhiteSpace(hours) ? null : OpeningHours.Understand(hours) ?? $"unknown \"{hours.Replace('"', '\'')}\"";
}
