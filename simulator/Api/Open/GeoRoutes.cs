using System.Text.Json;
using AedCabinet.Access;
using AedCabinet.Api.Cabinets;
using AedCabinet.Centre;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace AedCabinet.Api.Open;

/// <summary>The cabinets as one file for a map.</summary>
internal static class GeoRoutes
{
    /// <summary>The media type of GeoJSON.</summary>
    public const string MediaType = "application/geo+json";

    private const int PieceCabinets = 500;

    /// <summary>Adds the route.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/cabinets.geojson", WriteAsync).WithName("exportGeoJson")
            .WithSummary("All cabinets as GeoJSON, without contacts")
        .WithTags("open").RequireAuthorization(Permissions.Policy(Permission.See))
        .Produces<GeoFeatures>(StatusCodes.Status200OK, MediaType);

    /// <summary>All cabinets that may be seen and have said where they hang, as GeoJSON (WGS-84) with OpenStreetMap's tags, without
    /// whom to call.</summary>
    /// <param name="pieces">Gives the cabinets.</param>
    /// <param name="json">How a cabinet is written.</param>
    /// <param name="context">The request.</param>
    /// <param name="prefecture">Only those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="county">Only those of a county: its GB/T 2260 code, six digits.</param>
    /// <param name="department">Only those of a department, as in topics.</param>
    /// <param name="status">Only those with a status: ready, not-ready, offline, not-understood or two-boards.</param>
    /// <param name="kind">Only those of a kind: aed, kit or station.</param>
    /// <returns>When it is written.</returns>
    internal static async Task WriteAsync([FromServices] CabinetPieces pieces, [FromServices] IOptions<JsonOptions> json,
        HttpContext context, string? prefecture, string? county, string? department, string? status, string? kind)
    {
        CabinetFilter filter = CabinetFilter.Of(prefecture, county, department, status, kind);
        (IReadOnlyList<CabinetRecord> cabinets, string? next) = pieces.Read(filter.Narrow, filter.Wants, null, PieceCabinets);
        context.Response.ContentType = MediaType;
        await using Utf8JsonWriter writer = new(context.Response.BodyWriter,
            new JsonWriterOptions { Encoder = json.Value.SerializerOptions.Encoder });
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        writer.WriteStartArray("features");
        while (true)
        {
            foreach (GeoFeature feature in cabinets.Select(GeoFeature.Of).OfType<GeoFeature>())
            {
                JsonSerializer.Serialize(writer, feature, json.Value.SerializerOptions);
            }

            // Never more than a piece in memory, however slowly it is read.
            writer.Flush();
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            if (next is null)
            {
                break;
            }

            (cabinets, next) = pieces.Read(filter.Narrow, filter.Wants, next, PieceCabinets);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
