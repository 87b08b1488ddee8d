using System.Text.Encodings.Web;
using System.Text.Json;
using AedCabinet.Api.Open;
using AedCabinet.Centre;
using AedCabinet.Contract;

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
        foreach ((string name, string value) in CabinetTags.Of(cabinet, about, inspected, hasContact: true))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
