using System.Text.Encodings.Web;
using System.Text.Json;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Places;

namespace AedCabinet.Registry.Exports;

/// <summary>Writes the cabinets as GeoJSON (RFC 7946, which means WGS-84) with OpenStreetMap's tags.</summary>
internal static class GeoJsonExport
{
    private static readonly JsonWriterOptions s_plainText = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true
    };

    /// <summary>Writes them.</summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <param name="inspections">When each was last inspected.</param>
    /// <param name="output">Where to.</param>
    /// <returns>How many were written: those that travel or have not said where they hang can't be put on a map.</returns>
    public static int Write(IEnumerable<CabinetRecord> cabinets, IReadOnlyDictionary<string, string> inspections, Stream output)
    {
        int count = 0;
        using Utf8JsonWriter json = new(output, s_plainText);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (CabinetRecord cabinet in cabinets)
        {
            if (cabinet.About is { Latitude: { } latitude, Longitude: { } longitude } about)
            {
                WriteFeature(json, cabinet, about, (longitude, latitude), inspections.GetValueOrDefault(cabinet.Id));
                count++;
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return count;
    }

    // What can't be understood is a remark, which OpenStreetMap's syntax has a place for.
    private static string? HoursOf(string? hours) =>
        string.IsNullOrWhiteSpace(hours) ? null : OpeningHours.Understand(hours) ?? $"unknown \"{hours.Replace('"', '\'')}\"";

    private static void WriteFeature(Utf8JsonWriter json, CabinetRecord cabinet, ReportedAbout about,
        (double Longitude, double Latitude) at, string? inspected)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", cabinet.Id);
        json.WriteStartObject("geometry");
        json.WriteString("type", "Point");
        json.WriteStartArray("coordinates");
        json.WriteNumberValue(at.Longitude);
        json.WriteNumberValue(at.Latitude);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("emergency", about.Kind == "kit" ? "first_aid_kit" : "defibrillator");
        json.WriteString("ref", cabinet.Id);
        WriteIf("name", about.Name);
        WriteIf("operator", about.Site);
        WriteIf("defibrillator:location", about.Where);
        WriteIf("level", FloorLevel.Of(about.Floor));
        WriteIf("aed:floor", about.Floor);
        WriteIf("indoor", about.IsIndoor is { } isIndoor ? isIndoor ? "yes" : "no" : null);
        WriteIf("access", about.Access);
        WriteIf("opening_hours", HoursOf(about.Hours));
        WriteIf("phone", about.ContactPhone);
        WriteIf("check_date", inspected);
        WriteIf("mobile", about.IsMobile ? "yes" : null);

        // Ours, not OpenStreetMap's: what changes by the hour has no place on a map that is edited by hand.
        json.WriteString("aed:status", StatusText.Of(cabinet.Status));
        json.WriteString("aed:sector", cabinet.Topic.Sector);
        json.WriteString("aed:county", cabinet.Topic.County);
        json.WriteString("aed:datum", "WGS-84");
        json.WriteEndObject();
        json.WriteEndObject();

        void WriteIf(string name, string? value)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }
    }
}
