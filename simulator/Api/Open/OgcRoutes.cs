using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Open;

/// <summary>OGC API - Features, Part 1: Core, over the cabinets that may be seen, without whom to call.</summary>
internal static class OgcRoutes
{
    /// <summary>The media type of the API's document, for who asks for it by that.</summary>
    public const string DefinitionType = "application/vnd.oai.openapi+json;version=3.1";

    private const string Base = "/v1/ogc";
    private const string Cabinets = "cabinets";
    private const string Json = "application/json";
    private const char List = 'o';
    private const int UsualLimit = 10;
    private const int MostLimit = 1000;

    private static readonly string[] s_classes =
    [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    ];

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder ogc = api.MapGroup("/ogc").WithTags("open").RequireAuthorization(Permissions.Policy(Permission.See));
        ogc.MapGet(string.Empty, Land).WithName("ogcLanding")
            .WithSummary("OGC API Features: where to begin").Produces<OgcLanding>();
        ogc.MapGet("/conformance", Conform).WithName("ogcConformance")
            .WithSummary("OGC API Features: to what this keeps").Produces<OgcConformance>();
        ogc.MapGet("/collections", ListCollections).WithName("ogcCollections")
            .WithSummary("OGC API Features: the collections").Produces<OgcCollections>();
        ogc.MapGet("/collections/{collection}", FindCollection).WithName("ogcCollection")
            .WithSummary("OGC API Features: a collection").Produces<OgcCollection>()
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
        ogc.MapGet("/collections/{collection}/items", ListItems).WithName("ogcItems")
            .WithSummary("OGC API Features: the cabinets, page by page")
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                OgcDefinition.Complete(operation, UsualLimit, MostLimit);
                return Task.CompletedTask;
            })
            .Produces<OgcItems>(StatusCodes.Status200OK, GeoRoutes.MediaType)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
        ogc.MapGet("/collections/{collection}/items/{id}", FindItemAsync).WithName("ogcItem")
            .WithSummary("OGC API Features: one cabinet")
            .Produces<OgcItem>(StatusCodes.Status200OK, GeoRoutes.MediaType)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
    }

    /// <summary>Where to begin.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The links from here.</returns>
    internal static IResult Land(HttpContext context) => TypedResults.Ok(new OgcLanding
    {
        Title = "AED cabinets",
        Description = "Cabinets with AEDs and first-aid kits, and whether they are ready.",
        Links =
        [
            Link(context, Base, "self", Json, "This page"),
            Link(context, "/openapi/v1.json", "service-desc", DefinitionType, "The API's document"),
            Link(context, Base + "/conformance", "conformance", Json, "To what it keeps"),
            Link(context, Base + "/collections", "data", Json, "The collections"),
        ],
    });

    /// <summary>To what this keeps.</summary>
    /// <returns>The classes.</returns>
    internal static IResult Conform() => TypedResults.Ok(new OgcConformance { ConformsTo = s_classes });

    /// <summary>The collections: one, the cabinets.</summary>
    /// <param name="context">The request.</param>
    /// <returns>They.</returns>
    internal static IResult ListCollections(HttpContext context) => TypedResults.Ok(new OgcCollections
    {
        Links = [Link(context, Base + "/collections", "self", Json, "The collections")],
        Collections = [Collection(context)],
    });

    /// <summary>A collection.</summary>
    /// <param name="context">The request.</param>
    /// <param name="collection">Its id: cabinets.</param>
    /// <returns>It.</returns>
    internal static IResult FindCollection(HttpContext context, [FromRoute] string collection)
    {
        Require(collection);
        return TypedResults.Ok(Collection(context));
    }

    /// <summary>The cabinets on a map, page by page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="pieces">Gives the cabinets.</param>
    /// <param name="office">Knows the time.</param>
    /// <param name="collection">The collection's id: cabinets.</param>
    /// <param name="bbox">Only those between west, south, east and north, degrees WGS-84 with commas between.</param>
    /// <param name="datetime">A time or an interval (RFC 3339), one end of which may be open (..): cabinets have none, so that all belong
    /// to any.</param>
    /// <param name="limit">How many at most, 1 to 1000; 10 unless asked otherwise.</param>
    /// <param name="cursor">In the link to the next page.</param>
    /// <returns>A page of them, with a link to the next.</returns>
    internal static IResult ListItems(HttpContext context, [FromServices] CabinetPieces pieces, [FromServices] IRegistryOffice office,
        [FromRoute] string collection, string? bbox, string? datetime, int? limit, string? cursor)
    {
        Require(collection);
        OgcBox? box = OgcBox.Read(bbox);
        OgcTime.Require(datetime);
        if (limit < 1)
        {
            throw ProblemException.OfParameter(nameof(limit), $"请用1到{MostLimit}。", $"Use 1 to {MostLimit}.");
        }

        (IReadOnlyList<CabinetRecord> cabinets, string? next) = pieces.Read(cut => cut,
            cabinet => cabinet.About is { Latitude: { } latitude, Longitude: { } longitude } && box?.Has(latitude, longitude) != false,
            Cursor.Read(List, cursor, 1)?[0], Math.Min(limit ?? UsualLimit, MostLimit));
        List<OgcLink> links = [Link(context, Items, "self", GeoRoutes.MediaType, "This page", context.Request.QueryString.Value)];
        if (next is not null)
        {
            QueryBuilder query = new(context.Request.Query.Where(one => one.Key != nameof(cursor))
                .SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value ?? string.Empty)))
            {
                { nameof(cursor), Cursor.Of(List, next) },
            };
            links.Add(Link(context, Items, "next", GeoRoutes.MediaType, "The next page", query.ToString()));
        }

        return TypedResults.Json(
            new OgcItems
            {
                Features = [.. cabinets.Select(GeoFeature.Of).OfType<GeoFeature>()],
                Links = links,
                TimeStamp = office.Now.ToUniversalTime(),
                NumberReturned = cabinets.Count,
            },
            contentType: GeoRoutes.MediaType);
    }

    /// <summary>One cabinet on a map.</summary>
    /// <param name="context">The request.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="collection">The collection's id: cabinets.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <returns>It.</returns>
    internal static async Task<IResult> FindItemAsync(HttpContext context, [FromServices] Asker asker, [FromRoute] string collection,
        [FromRoute] string id)
    {
        Require(collection);
        GeoFeature feature = GeoFeature.Of(await asker.FindAsync(id)) ?? throw ProblemException.NoCabinet(id);
        return TypedResults.Json(
            new OgcItem
            {
                Id = feature.Id,
                Geometry = feature.Geometry,
                Properties = feature.Properties,
                Links =
                [
                    Link(context, $"{Items}/{Uri.EscapeDataString(id)}", "self", GeoRoutes.MediaType, "This cabinet"),
                    Link(context, $"{Base}/collections/{Cabinets}", "collection", Json, "The collection"),
                ],
            },
            contentType: GeoRoutes.MediaType);
    }

    private static string Items => $"{Base}/collections/{Cabinets}/items";

    private static void Require(string collection)
    {
        if (collection != Cabinets)
        {
            throw new ProblemException(ProblemKind.NotFound,
                new Wording($"没有集合“{collection}”；只有{Cabinets}。", $"There is no collection \"{collection}\", only {Cabinets}."));
        }
    }

    private static OgcCollection Collection(HttpContext context) => new()
    {
        Id = Cabinets,
        Title = "AED cabinets",
        Description = "Cabinets with AEDs and first-aid kits, and whether they are ready.",
        Crs = ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
        Links =
        [
            Link(context, $"{Base}/collections/{Cabinets}", "self", Json, "This collection"),
            Link(context, Items, "items", GeoRoutes.MediaType, "The cabinets"),
        ],
    };

    private static OgcLink Link(HttpContext context, string path, string rel, string type, string title, string? query = null) => new()
    {
        Href = string.Create(CultureInfo.InvariantCulture, $"{context.Request.Scheme}://{context.Request.Host}{path}{query}"),
        Rel = rel,
        Type = type,
        Title = title,
    };
}
