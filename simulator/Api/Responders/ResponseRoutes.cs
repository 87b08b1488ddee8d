using AedCabinet.Access;
using AedCabinet.Api.Incidents;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Incidents;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Responders;

/// <summary>Whom to call to an incident, and what they say.</summary>
internal static class ResponseRoutes
{
    private const int MostBodyBytes = 1024;

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/incidents/{id:long}/call-list", ListAsync).WithName("listToCall")
            .WithSummary("Whom to call to an incident, those of the nearest sites first").WithTags("responders")
            .RequireAuthorization(Permissions.Policy(Permission.See)).Produces<CallListResult>()
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
        api.MapPost("/incidents/{id:long}/responses", RespondAsync).WithName("respondToIncident")
            .WithSummary("Says that a responder accepted, declined, fetched the AED, arrived or left").WithTags("responders")
            .RequireAuthorization(Permissions.Policy(Permission.Respond))
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes)).Produces<ResponseItem>()
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType);
    }

    /// <summary>Whom to call to an incident: of those whom who asks may call, the ones near enough, those of the nearest sites
    /// first. Names and numbers are given to who keeps them, and to a dispatcher who asks for them; each of those looks is in the audit
    /// log.</summary>
    /// <param name="pieces">Finds the incident.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="id">The incident's number.</param>
    /// <param name="count">How many at most, 1 to 100; 30 unless asked otherwise.</param>
    /// <param name="contacts">Whether a dispatcher wants names and numbers.</param>
    /// <returns>They.</returns>
    internal static async Task<IResult> ListAsync([FromServices] IncidentPieces pieces, [FromServices] Asker asker,
        [FromServices] ReadingPool pool, [FromRoute] long id, int? count, bool? contacts)
    {
        if (count is < 1 or > IncidentLimits.MostCalled)
        {
            throw ProblemException.OfParameter(nameof(count), $"请用1到{IncidentLimits.MostCalled}。",
                $"Use 1 to {IncidentLimits.MostCalled}.");
        }

        Incident incident = await pieces.FindAsync(id);
        AccessScope scope = asker.Scope;
        bool isWhole = scope.SeesWhole(incident);
        IReadOnlyList<CalledResponder> called = pool.Read(database => ResponderBook.CallList(database, incident,
            one => isWhole || scope.May(Permission.Respond, one), count ?? IncidentLimits.UsualCalled));
        bool looks = contacts is true && isWhole && scope.May(Permission.SeeContacts, incident) && called.Count > 0;
        if (looks)
        {
            await asker.NoteAsync(AuditActions.ResponderSeen, incident.Topic?.Cabinet, $"incident {id}, {called.Count}");
        }

        return TypedResults.Ok(new CallListResult
        {
            Incident = id,
            Items =
            [
                .. called.Select(one => new CallListItem
                {
                    Responder = ResponderItem.Of(one.Responder, looks || scope.May(Permission.Respond, one.Responder)),
                    DistanceM = Math.Round(one.DistanceM, 1),
                    Status = one.Status,
                }),
            ],
        });
    }

    /// <summary>Says what a responder has said. The same said again changes nothing.</summary>
    /// <param name="asker">Who says it.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="book">Keeps it.</param>
    /// <param name="clock">The time.</param>
    /// <param name="id">The incident's number.</param>
    /// <param name="request">What was said.</param>
    /// <returns>What the responder has said last. 409 where the incident has been closed for more than a day.</returns>
    internal static async Task<IResult> RespondAsync([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IncidentBook book, [FromServices] TimeProvider clock, [FromRoute] long id,
        ResponseRequest request)
    {
        if (!IncidentWords.Statuses.Contains(request.Status))
        {
            string list = string.Join(", ", IncidentWords.Statuses);
            throw ProblemException.OfMember("/status", $"请用以下之一：{list}。", $"Use one of: {list}.");
        }

        Responder one = await ResponderRoutes.FindAsync(asker, pool, request.Responder);
        (Incident? there, bool isTaken) = pool.Read(database => IncidentLog.Find(database, id) is { } found
            ? (found, Takes(database, asker.Scope, found, one)) : ((Incident?)null, false));
        if (there is not null && !isTaken)
        {
            await asker.RefuseAsync(there.Topic?.Cabinet);
        }

        Incident incident = isTaken ? there! : throw IncidentPieces.None(id);
        DateTimeOffset now = clock.GetUtcNow();
        if (incident.Closed is { } closed && now - closed > IncidentLimits.ToldAfterClosing)
        {
            throw new ProblemException(ProblemKind.Conflict, new Wording("该急救任务早已结案。", "This incident has been closed for long."));
        }

        DateTimeOffset at = request.At is { } said && said < now ? said.ToUniversalTime() : now;
        if (at < incident.Opened - IncidentLimits.ToldAfterClosing)
        {
            throw ProblemException.OfMember("/at", "这个时间远早于该急救任务。", "This is long before the incident.");
        }

        string? cabinet = request.Cabinet is { } asked ? (await asker.FindAsync(asked)).Id : null;
        await asker.NoteAsync(AuditActions.Incident, cabinet, $"incident {id} {request.Status}");
        book.Respond(id, asker.Scope.Name, one.Id, request.Status, cabinet, at);
        return TypedResults.Ok(ResponseItem.Of(pool.Read(database => IncidentLog.Entries(database, id)),
            known => known == one.Id).Single());
    }

    // Who has said something may go on, to the end and after it; anybody else has to be near enough to an incident that is open.
    private static bool Takes(LedgerDatabase database, AccessScope scope, Incident incident, Responder one) =>
        scope.Sees(database, incident) || IncidentLog.Entries(database, incident.No).Any(entry => entry.Responder == one.Id);
}
