using System.Globalization;
using AedCabinet.Incidents;
using AedCabinet.Page.Map;
using AedCabinet.Page.Registry;
using AedCabinet.Page.Words;

namespace AedCabinet.Page.Incidents;

/// <summary>What is said of an incident.</summary>
internal static class IncidentText
{
    /// <summary>What came of it.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="outcome">The outcome's code.</param>
    /// <returns>Its name; the code itself when it is newer than this page.</returns>
    public static string Outcome(PageText text, string outcome) => NameOf(text, "incident.outcome.", outcome);

    /// <summary>When and by whom it was opened.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="now">The time now, in the offset to show.</param>
    /// <returns>It, with the zone's name.</returns>
    public static string Opened(PageText text, Incident incident, DateTimeOffset now)
    {
        string at = text.DateAndTime(incident.Opened.ToOffset(now.Offset));
        return incident.IsOfCabinet && incident.Topic is { } topic ? text["incident.opened.cabinet", at, topic.Cabinet]
            : incident.OpenedBy.Length > 0 ? text["incident.opened.by", at, incident.OpenedBy] : at;
    }

    /// <summary>Where it is.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="incident">The incident.</param>
    /// <returns>Prefecture, address and degrees, as far as they are known.</returns>
    public static string Place(PageText text, Incident incident)
    {
        string? degrees = incident.Place is { } place
            ? string.Create(CultureInfo.InvariantCulture, $"{place.Latitude:0.0####}, {place.Longitude:0.0####} (WGS-84)")
            : text[incident.IsForgotten ? "incident.place.forgotten" : "incident.place.unknown"];
        string?[] all =
        [
            incident.Prefecture.Length > 0 ? text.NameOf("prefecture", incident.Prefecture) : null, incident.Address, degrees,
        ];
        return string.Join(" · ", all.Where(part => !string.IsNullOrEmpty(part)));
    }

    /// <summary>A line of the timeline, without its time.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>What happened, and who did it.</returns>
    public static string Of(PageText text, IncidentEntry entry)
    {
        string? word = entry.Word is not { } code ? null : entry.Kind switch
        {
            IncidentEntry.ToStage => NameOf(text, "incident.stage.", code),
            IncidentEntry.Response => NameOf(text, "incident.status.", code),
            IncidentEntry.Emergency => text.NameOf("event", code),
            IncidentEntry.EmergencyStep => NameOf(text, "registry.emergency.stage.", code),
            _ => text.NameOf("command", code),
        };
        string? outcome = entry.Outcome is not { } came ? null : entry.Kind switch
        {
            IncidentEntry.ToStage => Outcome(text, came),
            IncidentEntry.EmergencyStep => text.NameOf("emergency.reason", came),
            IncidentEntry.CommandOutcome => NameOf(text, "registry.stage.", came),
            _ => null,
        };
        string? note = entry.Kind == IncidentEntry.Named
            ? string.Join(", ", NamedAed.Read(entry.Note).Select(aed => $"{aed.Cabinet} {text.Distance(aed.DistanceM)}".Trim()))
            : entry.Note;
        string?[] all = [word, outcome, entry.Responder, entry.Cabinet, note, entry.Who];
        return string.Join(" · ", all.Where(part => !string.IsNullOrEmpty(part)));
    }

    /// <summary>A code's name.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="area">The beginning of its key.</param>
    /// <param name="code">The code.</param>
    /// <returns>Its name; the code itself when it is newer than this page.</returns>
    public static string NameOf(PageText text, string area, string code) => PageText.Has(area + code) ? text[area + code] : code;
}
