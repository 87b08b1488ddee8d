using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace AedCabinet.Api.Events;

/// <summary>What happened at the cabinets.</summary>
internal static class EventRoutes
{
    private const char List = 'e';
    private const char ListOfCabinet = 'h';

    private static readonly string[] s_severities = [.. Enum.GetValues<Severity>().Select(EventCatalog.NameOf)];

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/events", ListAsync).WithName("listEvents")
            .WithSummary("The events of all cabinets, the newest arrival first").WithTags("events")
            .RequireAuthorization(Permissions.Policy(Permission.See)).Produces<ListPage<EventItem>>()
            .Produces(StatusCodes.Status304NotModified);
        api.MapGet("/cabinets/{id}/events", OfCabinetAsync).WithName("listEventsOfCabinet")
            .WithSummary("The events of one cabinet, the newest first").WithTags("events")
            .RequireAuthorization(Permissions.Policy(Permission.See)).Produces<ListPage<EventItem>>()
            .Produces(StatusCodes.Status304NotModified).Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
        api.MapGet("/events/stream", StreamAsync).WithName("streamEvents")
            .WithSummary("The events as they come, as server-sent events").WithTags("events")
            .RequireAuthorization(Permissions.Policy(Permission.See)).Produces<string>(StatusCodes.Status200OK, EventStream.MediaType)
            .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status429TooManyRequests, ProblemWriter.MediaType);
    }

    /// <summary>The events of all cabinets, the newest arrival first.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="severity">Only those of a severity: info, maintenance, urgent or emergency; may be given several times.</param>
    /// <param name="prefecture">Only those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="county">Only those of a county: its GB/T 2260 code, six digits.</param>
    /// <param name="department">Only those of a department, as in topics.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of them, with an entity tag for who asks again.</returns>
    internal static IResult ListAsync([FromServices] Asker asker, [FromServices] ReadingPool pool, string[]? severity, string? prefecture,
        string? county, string? department, string? cursor, int? limit)
    {
        Severity[] severities = SeveritiesOf(severity);
        CabinetCut cut = CabinetFilter.Of(prefecture, county, department).Narrow(asker.Cut);
        long? before = Cursor.Numbers(List, cursor, 1)?[0];
        int count = ListLimit.Of(limit);
        (IReadOnlyList<LoggedEvent> events, long? next) = pool.Read(
            database => EventLog.Newest(database, cut, severities, before, count));
        return new TaggedAnswer<ListPage<EventItem>>(new ListPage<EventItem>
        {
            Items = [.. events.Select(EventItem.Of)],
            Next = next is { } arrival ? Cursor.Of(List, Text(arrival)) : null,
        });
    }

    /// <summary>The events of one cabinet in its own order, the newest first.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <param name="severity">Only those of a severity: info, maintenance, urgent or emergency; may be given several times.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of them, with an entity tag for who asks again.</returns>
    internal static async Task<IResult> OfCabinetAsync([FromServices] Asker asker, [FromServices] ReadingPool pool, [FromRoute] string id,
        string[]? severity, string? cursor, int? limit)
    {
        Severity[] severities = SeveritiesOf(severity);
        int count = ListLimit.Of(limit);
        (int, int, int)? before = Cursor.Numbers(ListOfCabinet, cursor, 3) is { } place
            ? ((int)place[0], (int)place[1], (int)place[2]) : null;
        _ = await asker.FindAsync(id);
        IReadOnlyList<LoggedEvent> events = pool.Read(database => EventLog.OfCabinet(database, id, severities, before, count));
        LoggedEvent? last = events.Count == count ? events[^1] : null;
        return new TaggedAnswer<ListPage<EventItem>>(new ListPage<EventItem>
        {
            Items = [.. events.Select(EventItem.Of)],
            Next = last is null ? null : Cursor.Of(ListOfCabinet, Text(last.Event.Boot), Text(last.Event.Seq), Text(last.Twin)),
        });
    }

    /// <summary>The events as they come, as server-sent events; each has its number in the order of arrival as its id.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="tail">Follows the events.</param>
    /// <param name="seats">Has places for who follows.</param>
    /// <param name="life">Says when the host ends.</param>
    /// <param name="json">How an event is written.</param>
    /// <param name="clock">The time.</param>
    /// <param name="context">The request.</param>
    /// <param name="lastEventId">The id of the last event that came before: everything behind it follows, once. 0 begins with the first
    /// event of all; without it the stream begins now.</param>
    /// <param name="severity">Only those of a severity: info, maintenance, urgent or emergency; may be given several times.</param>
    /// <param name="prefecture">Only those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="county">Only those of a county: its GB/T 2260 code, six digits.</param>
    /// <param name="department">Only those of a department, as in topics.</param>
    /// <returns>When it is over: after 10 min it is to be asked for again.</returns>
    internal static async Task StreamAsync([FromServices] Asker asker, [FromServices] ReadingPool pool, [FromServices] EventTail tail,
        [FromServices] EventSeats seats, [FromServices] IHostApplicationLifetime life, [FromServices] IOptions<JsonOptions> json,
        [FromServices] TimeProvider clock, HttpContext context, [FromHeader(Name = EventStream.LastId)] string? lastEventId,
        string[]? severity, string? prefecture, string? county, string? department)
    {
        Severity[] severities = SeveritiesOf(severity);
        CabinetFilter filter = CabinetFilter.Of(prefecture, county, department);
        long after = EventStream.Read(lastEventId, () => pool.Read(EventLog.Last)) ?? tail.Settled;
        if (!seats.TryTake())
        {
            throw new ProblemException(ProblemKind.TooMany);
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted,
            life.ApplicationStopping);
        AccessScope scope = asker.Scope;
        EventStream stream = new(tail, filter.Narrow(asker.Cut),
            item => scope.May(Permission.See, item.Topic) && filter.Covers(item.Topic)
                && (severities.Length == 0 || severities.Contains(item.Event.Severity)),
            json.Value.SerializerOptions, context.Response);
        try
        {
            await stream.RunAsync(after, clock, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Who followed has left, or the host ends.
        }
        finally
        {
            seats.Leave();
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Severity[] SeveritiesOf(string[]? asked)
    {
        string[] names = [.. (asked ?? []).SelectMany(text => text.Split(','))];
        string[] unknown = [.. names.Except(s_severities)];
        string list = string.Join(", ", s_severities);
        return unknown.Length == 0
            ? [.. Enum.GetValues<Severity>().Where(severity => names.Contains(EventCatalog.NameOf(severity)))]
            : throw new ProblemException(ProblemKind.Invalid, null,
                [.. unknown.Select(_ => new Fault(FaultPlace.Parameter, "severity",
                    new Wording($"请用以下之一：{list}。", $"Use one of: {list}.")))]);
    }
}
