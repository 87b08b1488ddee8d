using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AedCabinet.Access;
using AedCabinet.Api.Commands;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Near;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Incidents;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Incidents;

/// <summary>Incidents: opened by a dispatch system or by a cabinet's emergency.</summary>
internal static class IncidentRoutes
{
    private const char List = 'i';
    private const int MostBodyBytes = 4096;
    private const int MostKeyLength = 128;

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder incidents = api.MapGroup("/incidents").WithTags("incidents");
        incidents.MapPost(string.Empty, OpenAsync).WithName("openIncident")
            .WithSummary("Opens an incident, and names the nearest AEDs that are ready and reachable now")
            .RequireAuthorization(Permissions.Policy(Permission.HandleEmergencies))
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes)).Produces<IncidentItem>(StatusCodes.Status201Created)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, ProblemWriter.MediaType);
        incidents.MapGet(string.Empty, ListIncidents).WithName("listIncidents")
            .WithSummary("The incidents, the newest first").RequireAuthorization(Permissions.Policy(Permission.See))
            .Produces<ListPage<IncidentSummary>>().Produces(StatusCodes.Status304NotModified);
        incidents.MapGet("/{id:long}", FindAsync).WithName("getIncident")
            .WithSummary("One incident, the AEDs near it now, and what happened in it")
            .RequireAuthorization(Permissions.Policy(Permission.See))
            .Produces<IncidentItem>().Produces(StatusCodes.Status304NotModified)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
    }

    /// <summary>Opens an incident at a place: in degrees, as pasted coordinates, or at a cabinet. The place must be in a prefecture of
    /// who asks. A request that is sent again with the same key is answered with the same incident.</summary>
    /// <param name="pieces">Finds prefecture and AEDs.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="book">Keeps the incident.</param>
    /// <param name="context">The request.</param>
    /// <param name="request">Where it is, and what else is known of it.</param>
    /// <param name="idempotencyKey">A key of the request's own, up to 128 ASCII characters: sent again with it, to whichever process of the
    /// registry, the request is answered with the incident of the first time.</param>
    /// <returns>The incident. 409 where one that is open has the same reference: it says which, and who was first.</returns>
    internal static async Task<IResult> OpenAsync([FromServices] IncidentPieces pieces, [FromServices] Asker asker,
        [FromServices] IncidentBook book, HttpContext context, IncidentRequest request,
        [FromHeader(Name = CommandSending.KeyHeader)] string? idempotencyKey)
    {
        NewIncident asked = await JudgeAsync(pieces, asker, context, request, idempotencyKey);
        await asker.NoteAsync(AuditActions.Incident, asked.Cabinet, "opened");
        Opening opening = book.Open(asked with
        {
            Named = [.. pieces.Near(asked.Place).Aeds.Select(near => new NamedAed(near.Cabinet.Id, near.DistanceM))],
        });
        return opening.Kind switch
        {
            OpeningKind.KeyUsed => throw new ProblemException(ProblemKind.KeyUsed),
            OpeningKind.ReferenceUsed => throw new ProblemException(ProblemKind.Conflict, new Wording(
                $"急救任务{opening.Incident.No}已使用编号“{asked.Reference}”，由{opening.Incident.OpenedBy}建立（{Moment(opening.Incident)}）。",
                $"Incident {opening.Incident.No} has the reference \"{asked.Reference}\" already: {opening.Incident.OpenedBy} was first "
                    + $"({Moment(opening.Incident)}).")),
            _ => TypedResults.Created($"/v1/incidents/{opening.Incident.No}", await pieces.ItemAsync(opening.Incident)),
        };
    }

    /// <summary>The incidents, the newest first. Who keeps responders gets those that are open and to which it may call somebody.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="open">true for those that are open, false for those that are closed; all unless asked otherwise.</param>
    /// <param name="prefecture">Only those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of them, with an entity tag for who asks again.</returns>
    internal static IResult ListIncidents([FromServices] Asker asker, [FromServices] ReadingPool pool,
        bool? open, string? prefecture, string? cursor, int? limit)
    {
        long? before = Cursor.Numbers(List, cursor, 1)?[0];
        int count = ListLimit.Of(limit);
        (IReadOnlyList<Incident> read, IReadOnlyList<Incident> seen) = pool.Read(database =>
        {
            IReadOnlyList<Incident> all = IncidentLog.Newest(database, open, before, count);
            IReadOnlyList<Incident> mine =
                [.. all.Where(one => (prefecture is null || one.Prefecture == prefecture) && asker.Scope.Sees(database, one))];
            return (all, mine);
        });
        return new TaggedAnswer<ListPage<IncidentSummary>>(new ListPage<IncidentSummary>
        {
            Items = [.. seen.Select(one => IncidentSummary.Of(one, asker.Scope.SeesWhole(one)))],
            Next = read.Count == count ? Cursor.Of(List, read[^1].No.ToString(CultureInfo.InvariantCulture)) : null,
        });
    }

    /// <summary>One incident, the AEDs near it now, and what happened in it.</summary>
    /// <param name="pieces">Makes it.</param>
    /// <param name="id">Its number.</param>
    /// <param name="contacts">Whether whom to call about the AEDs is wanted too; each look is in the timeline and in the audit log.</param>
    /// <returns>It, with an entity tag for who asks again.</returns>
    internal static async Task<IResult> FindAsync([FromServices] IncidentPieces pieces, [FromRoute] long id, bool? contacts) =>
        new TaggedAnswer<IncidentItem>(await pieces.ItemAsync(await pieces.FindAsync(id), contacts is true));

    /// <summary>Judges a request's own key.</summary>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="key">The key, or <c>null</c>.</param>
    internal static void JudgeKey(List<Fault> faults, string? key)
    {
        if (key is not null && (key.Length is 0 or > MostKeyLength || !key.All(char.IsAscii)))
        {
            faults.Add(new Fault(FaultPlace.Header, CommandSending.KeyHeader, new Wording($"请用1到{MostKeyLength}个ASCII字符。",
                $"Use 1 to {MostKeyLength} ASCII characters.")));
        }
    }

    private static async Task<NewIncident> JudgeAsync(IncidentPieces pieces, Asker asker, HttpContext context, IncidentRequest request,
        string? key)
    {
        List<Fault> faults = [];
        string? address = BodyPlace.Text(faults, "address", request.Address, IncidentLimits.AddressLength);
        string? reference = BodyPlace.Text(faults, "reference", request.Reference, IncidentLimits.ReferenceLength);
        JudgeKey(faults, key);
        if (faults.Count > 0)
        {
            throw new ProblemException(ProblemKind.Invalid, null, faults);
        }

        CabinetRecord? cabinet = request.Cabinet is { } id ? await asker.FindAsync(id, Permission.HandleEmergencies) : null;
        IncidentPlace place = PlaceOf(request, cabinet);
        string prefecture;
        try
        {
            prefecture = cabinet?.Topic.Prefecture ?? pieces.PrefectureOf(place);
        }
        catch (ProblemException problem) when (problem.Kind == ProblemKind.NotAllowed)
        {
            await ProblemWriter.NoteAsync(context);
            throw;
        }

        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request))));
        return new NewIncident(prefecture, place, asker.Scope.Name)
        {
            Cabinet = cabinet?.Id,
            Address = address,
            Reference = reference,
            Request = key is null ? null : (key, digest),
        };
    }

    private static IncidentPlace PlaceOf(IncidentRequest request, CabinetRecord? cabinet)
    {
        if (cabinet is not null && request is { Lat: null, Lon: null, At: null })
        {
            return cabinet.About is { Latitude: { } north, Longitude: { } east } ? new IncidentPlace(north, east)
                : throw ProblemException.OfMember("/cabinet", "该机柜未登记位置，请另给出地点。",
                    "This cabinet has no registered place: give one.");
        }

        AskedPlace asked = BodyPlace.Of(request.Lat, request.Lon, request.At, request.Datum);
        return new IncidentPlace(asked.Latitude, asked.Longitude);
    }

    private static string Moment(Incident incident) =>
        incident.Opened.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
