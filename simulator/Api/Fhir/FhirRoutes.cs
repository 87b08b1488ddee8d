using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using Hl7.Fhir.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Task = System.Threading.Tasks.Task;

namespace AedCabinet.Api.Fhir;

/// <summary>FHIR R4 for reading: each AED a <c>Device</c>, each cabinet's place a <c>Location</c>.</summary>
internal static class FhirRoutes
{
    /// <summary>Where they begin.</summary>
    public const string Base = "/v1/fhir";

    private const char List = 'h';
    private const string Devices = "Device";
    private const string Locations = "Location";

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder fhir = api.MapGroup("/fhir").WithTags("fhir").RequireAuthorization(Permissions.Policy(Permission.See));
        fhir.AddOpenApiOperationTransformer(Complete);
        Describe(fhir.MapGet("/metadata", Capable), "fhirMetadata", "FHIR R4: what there is");
        Describe(fhir.MapGet("/Device", SearchDevicesAsync), "fhirDevices", "FHIR R4: the AEDs, a bundle page by page");
        Describe(fhir.MapGet("/Device/{id}", FindDeviceAsync), "fhirDevice", "FHIR R4: an AED")
            .Produces<JsonObject>(StatusCodes.Status404NotFound, FhirAnswer.MediaType);
        Describe(fhir.MapGet("/Location", SearchLocationsAsync), "fhirLocations",
            "FHIR R4: where the cabinets hang, a bundle page by page");
        Describe(fhir.MapGet("/Location/{id}", FindLocationAsync), "fhirLocation", "FHIR R4: where a cabinet hangs")
            .Produces<JsonObject>(StatusCodes.Status404NotFound, FhirAnswer.MediaType);
    }

    /// <summary>What of FHIR R4 there is: reading and searching Device and Location.</summary>
    /// <param name="context">The request.</param>
    /// <param name="office">Knows the time.</param>
    /// <returns>A CapabilityStatement.</returns>
    internal static IResult Capable(HttpContext context, [FromServices] IRegistryOffice office) => new FhirAnswer(new CapabilityStatement
    {
        Status = PublicationStatus.Active,
        Date = office.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Kind = CapabilityStatementKind.Instance,
        Implementation = new CapabilityStatement.ImplementationComponent
        {
            Description = "AED cabinets: the centre's registry",
            Url = AddressOf(context, string.Empty),
        },
        Software = new CapabilityStatement.SoftwareComponent
        {
            Name = "AED cabinet registry",
            Version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3),
        },
        FhirVersion = FHIRVersion.N4_0_1,
        Format = ["json"],
        Rest =
        [
            new CapabilityStatement.RestComponent
            {
                Mode = CapabilityStatement.RestfulCapabilityMode.Server,
                Resource = [ResourceOf(ResourceType.Device), ResourceOf(ResourceType.Location)],
            },
        ],
    });

    /// <summary>The AEDs that may be seen.</summary>
    /// <param name="context">The request.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="pieces">Gives the cabinets.</param>
    /// <param name="id">Only the one with this id.</param>
    /// <param name="identifier">Only the one of this cabinet: its id, with its system before a bar or without.</param>
    /// <param name="count">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <param name="cursor">In the link to the next page.</param>
    /// <returns>A searchset bundle with a link to the next.</returns>
    internal static Task<IResult> SearchDevicesAsync(HttpContext context, [FromServices] Asker asker, [FromServices] CabinetPieces pieces,
        [FromQuery(Name = "_id")] string? id, string? identifier, [FromQuery(Name = "_count")] int? count, string? cursor) =>
        SearchAsync(context, asker, pieces, Devices, FhirResources.DeviceOf, OneOf(id, identifier), count, cursor);

    /// <summary>An AED.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="id">Its id: the cabinet's, with .d for '.' and .u for '_'.</param>
    /// <returns>It.</returns>
    internal static Task<IResult> FindDeviceAsync([FromServices] Asker asker, [FromRoute] string id) =>
        FindAsync(asker, Devices, FhirResources.DeviceOf, id);

    /// <summary>Where the cabinets that may be seen hang.</summary>
    /// <param name="context">The request.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="pieces">Gives the cabinets.</param>
    /// <param name="id">Only the one with this id.</param>
    /// <param name="identifier">Only the one of this cabinet: its id, with its system before a bar or without.</param>
    /// <param name="count">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <param name="cursor">In the link to the next page.</param>
    /// <returns>A searchset bundle with a link to the next.</returns>
    internal static Task<IResult> SearchLocationsAsync(HttpContext context, [FromServices] Asker asker,
        [FromServices] CabinetPieces pieces, [FromQuery(Name = "_id")] string? id, string? identifier,
        [FromQuery(Name = "_count")] int? count, string? cursor) =>
        SearchAsync(context, asker, pieces, Locations, FhirResources.LocationOf, OneOf(id, identifier), count, cursor);

    /// <summary>Where a cabinet hangs.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="id">Its id: the cabinet's, with .d for '.' and .u for '_'.</param>
    /// <returns>It.</returns>
    internal static Task<IResult> FindLocationAsync([FromServices] Asker asker, [FromRoute] string id) =>
        FindAsync(asker, Locations, FhirResources.LocationOf, id);

    // What refuses for all routes alike refuses here in FHIR's own form.
    private static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        OpenApiResponses all = operation.Responses!;
        foreach (IOpenApiResponse response in all.Values)
        {
            if (response.Content?.Remove(ProblemWriter.MediaType) == true)
            {
                response.Content[FhirAnswer.MediaType] = all["200"].Content![FhirAnswer.MediaType];
            }
        }

        return Task.CompletedTask;
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary) => route.WithName(name)
        .WithSummary(summary).Produces<JsonObject>(StatusCodes.Status200OK, FhirAnswer.MediaType);

    private static async Task<IResult> FindAsync(Asker asker, string type, Func<CabinetRecord, Resource?> read, string id)
    {
        string name = FhirNames.Read(id);
        CabinetRecord cabinet = asker.Scope.Cut(await asker.FindAsync(name))!;
        Resource resource = read(cabinet) ?? throw FhirNames.Missing(type, id);
        await NoteAsync(asker, [cabinet], type);
        return new FhirAnswer(resource);
    }

    private static async Task<IResult> SearchAsync(HttpContext context, Asker asker, CabinetPieces pieces, string type,
        Func<CabinetRecord, Resource?> read, string? only, int? count, string? cursor)
    {
        if (count is < 1 or > ListLimit.Most)
        {
            throw ProblemException.OfParameter("_count", $"请用1到{ListLimit.Most}。", $"Use 1 to {ListLimit.Most}.");
        }

        string? after = Cursor.Read(List, cursor, 1)?[0];
        (IReadOnlyList<CabinetRecord> found, string? next) = only is null
            ? pieces.Read(cut => cut, cabinet => read(cabinet) is not null, after, count ?? ListLimit.Usual)
            : (context.RequestServices.GetRequiredService<IRegistryOffice>().Find(only) is { } one ? [one] : [], null);
        CabinetRecord[] cabinets = [.. asker.Scope.Cut(found)];
        await NoteAsync(asker, cabinets, type);
        Bundle bundle = new()
        {
            Type = Bundle.BundleType.Searchset,
            SelfLink = new Uri(AddressOf(context, type + context.Request.QueryString))
        };
        foreach (Resource resource in cabinets.Select(read).OfType<Resource>())
        {
            bundle.AddSearchEntry(resource, AddressOf(context, $"{type}/{resource.Id}"), Bundle.SearchEntryMode.Match);
        }

        if (next is not null)
        {
            bundle.NextLink = new Uri(AddressOf(context, string.Create(CultureInfo.InvariantCulture,
                $"{type}?_count={count ?? ListLimit.Usual}&cursor={Cursor.Of(List, next)}")));
        }

        return new FhirAnswer(bundle);
    }

    // A look at a telephone number is written down.
    private static async Task NoteAsync(Asker asker, IReadOnlyList<CabinetRecord> cabinets, string type)
    {
        if (cabinets.Any(cabinet => cabinet.About?.ContactPhone is not null))
        {
            await asker.NoteAsync(AuditActions.ContactSeen, cabinets.Count == 1 ? cabinets[0].Id : null, "fhir " + type);
        }
    }

    private static string? OneOf(string? id, string? identifier) => id is not null ? FhirNames.Read(id)
        : identifier?[(identifier.IndexOf('|', StringComparison.Ordinal) + 1)..];

    private static string AddressOf(HttpContext context, string path) =>
        $"{context.Request.Scheme}://{context.Request.Host}{Base}{(path.Length == 0 ? string.Empty : "/")}{path}";

    private static CapabilityStatement.ResourceComponent ResourceOf(ResourceType type) => new()
    {
        TypeElement = new Code<ResourceType>(type),
        Interaction =
        [
            new CapabilityStatement.ResourceInteractionComponent { Code = CapabilityStatement.TypeRestfulInteraction.Read },
            new CapabilityStatement.ResourceInteractionComponent { Code = CapabilityStatement.TypeRestfulInteraction.SearchType },
        ],
        SearchParam =
        [
            new CapabilityStatement.SearchParamComponent { Name = "_id", Type = SearchParamType.Token },
            new CapabilityStatement.SearchParamComponent { Name = "identifier", Type = SearchParamType.Token },
        ],
    };
}
