using System.Text.Json;
using AedCabinet.Access;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Incidents;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace AedCabinet.Api.Responders;

/// <summary>Who may be called to incidents: one by one, or as a whole list.</summary>
internal static class ResponderRoutes
{
    private const char List = 'r';
    private const int MostBodyBytes = 4096;
    private const int MostListBytes = 8 * 1024 * 1024;
    private const int MostFaults = 50;
    private const string Csv = "text/csv";

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder people = api.MapGroup("/responders").WithTags("responders")
            .RequireAuthorization(Permissions.Policy(Permission.Respond));
        people.MapGet(string.Empty, ListPeople).WithName("listResponders").WithSummary("Who may be called, by id")
            .Produces<ListPage<ResponderItem>>().Produces(StatusCodes.Status304NotModified);
        people.MapPut("/{id}", PutAsync).WithName("putResponder").WithSummary("Adds or changes somebody who may be called")
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes)).Produces<ResponderItem>()
            .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType);
        people.MapDelete("/{id}", RemoveAsync).WithName("removeResponder").WithSummary("Takes somebody off the list")
            .Produces(StatusCodes.Status204NoContent).Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
        people.MapPost("/import", ImportAsync).WithName("importResponders")
            .WithSummary("Takes a list of people who may be called, whole or not at all")
            .Accepts<IReadOnlyList<ResponderRequest>>("application/json", Csv)
            .WithMetadata(new RequestSizeLimitAttribute(MostListBytes)).Produces<ImportResult>()
            .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType);
    }

    /// <summary>Who may be called, by id: those of whoever asks.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of them, with an entity tag for who asks again.</returns>
    internal static IResult ListPeople([FromServices] Asker asker, [FromServices] ReadingPool pool, string? cursor, int? limit)
    {
        string after = Cursor.Read(List, cursor, 1)?[0] ?? string.Empty;
        int count = ListLimit.Of(limit);
        IReadOnlyList<Responder> read = pool.Read(database => ResponderBook.After(database, after, count));
        return new TaggedAnswer<ListPage<ResponderItem>>(new ListPage<ResponderItem>
        {
            Items = [.. read.Where(one => asker.Scope.May(Permission.Respond, one)).Select(one => ResponderItem.Of(one, true))],
            Next = read.Count == count ? Cursor.Of(List, read[^1].Id) : null,
        });
    }

    /// <summary>Adds or changes somebody who may be called.</summary>
    /// <param name="reading">Judges what is said.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="book">Keeps it.</param>
    /// <param name="id">The id by which the responders' own system knows the person.</param>
    /// <param name="request">What there is to know.</param>
    /// <returns>The person. 409 where the id is that of somebody whom who asks may not change.</returns>
    internal static async Task<IResult> PutAsync([FromServices] ResponderReading reading, [FromServices] Asker asker,
        [FromServices] ResponderBook book, [FromRoute] string id, ResponderRequest request)
    {
        List<Fault> faults = [];
        if (request.Id is not null && request.Id != id)
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/id",
                new Wording("与地址中的编号不同；可以不写。", "It is not that of the address; leave it out.")));
        }

        Responder? one = reading.Judge(request with { Id = id }, name => "/" + name, faults);
        if (faults.Count > 0)
        {
            throw new ProblemException(ProblemKind.Invalid, null, faults);
        }

        await asker.NoteAsync(AuditActions.Responders, one!.Cabinet, "1 put");
        Judge(book.Keep([one], there => asker.Scope.May(Permission.Respond, there), replaces: false));
        return TypedResults.Ok(ResponderItem.Of(one, true));
    }

    /// <summary>Takes somebody off the list: name and number are gone with it.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="book">Keeps the list.</param>
    /// <param name="id">The id.</param>
    /// <returns>Nothing.</returns>
    internal static async Task<IResult> RemoveAsync([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] ResponderBook book, [FromRoute] string id)
    {
        _ = await FindAsync(asker, pool, id);
        await asker.NoteAsync(AuditActions.Responders, null, "1 removed");
        book.Remove(id);
        return TypedResults.NoContent();
    }

    /// <summary>Takes a list of people, whole or not at all: as a JSON array, or as CSV (UTF-8) with columns in Chinese or
    /// English.</summary>
    /// <param name="reading">Judges what is said.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="book">Keeps it.</param>
    /// <param name="json">How JSON is read.</param>
    /// <param name="context">The request.</param>
    /// <param name="replace">Whether those of whoever asks that are not on the list are taken away; not so unless said.</param>
    /// <returns>How many were added, changed and taken away.</returns>
    internal static async Task<IResult> ImportAsync([FromServices] ResponderReading reading, [FromServices] Asker asker,
        [FromServices] ResponderBook book, [FromServices] IOptions<JsonOptions> json, HttpContext context, bool? replace)
    {
        List<Fault> faults = [];
        List<Responder> people = await ReadAsync(reading, json.Value.SerializerOptions, context, faults);
        foreach (IGrouping<string, Responder> twins in people.GroupBy(one => one.Id).Where(ids => ids.Count() > 1))
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/id", new Wording($"编号“{twins.Key}”出现了{twins.Count()}次。",
                $"The id \"{twins.Key}\" is there {twins.Count()} times.")));
        }

        if (faults.Count > 0)
        {
            throw new ProblemException(ProblemKind.Invalid, new Wording($"共{faults.Count}处有误，名单没有导入。",
                $"{faults.Count} things are wrong: nothing was taken."), [.. faults.Take(MostFaults)]);
        }

        await asker.NoteAsync(AuditActions.Responders, null, $"{people.Count} imported{(replace is true ? ", others removed" : null)}");
        ResponderChange change = book.Keep(people, there => asker.Scope.May(Permission.Respond, there), replace is true);
        Judge(change);
        return TypedResults.Ok(new ImportResult { Added = change.Added, Changed = change.Changed, Removed = change.Removed });
    }

    /// <summary>The responder of who asks.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="id">The id.</param>
    /// <returns>It.</returns>
    /// <exception cref="ProblemException">There is none, or not for who asks.</exception>
    internal static async Task<Responder> FindAsync(Asker asker, ReadingPool pool, string id)
    {
        Responder? one = pool.Read(database => ResponderBook.Find(database, id));
        if (one is not null && asker.Scope.May(Permission.Respond, one))
        {
            return one;
        }

        if (one is not null)
        {
            await asker.RefuseAsync(one.Topic?.Cabinet);
        }

        throw new ProblemException(ProblemKind.NotFound, new Wording($"没有救护员“{id}”。", $"There is no responder \"{id}\"."));
    }

    private static void Judge(ResponderChange change)
    {
        if (change.Others is { } id)
        {
            throw new ProblemException(ProblemKind.Conflict, new Wording($"编号“{id}”已由其他系统使用，什么也没有保存。",
                $"The id \"{id}\" is somebody's whom you may not change: nothing was kept."));
        }
    }

    private static async Task<List<Responder>> ReadAsync(ResponderReading reading, JsonSerializerOptions json, HttpContext context,
        List<Fault> faults)
    {
        string? type = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out MediaTypeHeaderValue? known)
            ? known.MediaType.Value?.ToLowerInvariant() : null;
        if (type is not (Csv or "application/json"))
        {
            throw new ProblemException(ProblemKind.WrongType, new Wording("名单请用text/csv或application/json发送。",
                "Send the list as text/csv or application/json."));
        }

        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        List<(ResponderRequest Request, Func<string, string> At)> rows =
            type == Csv ? Rows(body.ToArray(), faults) : Rows(body.ToArray(), json);
        if (rows.Count > IncidentLimits.ListedPeople)
        {
            throw ProblemException.OfMember(string.Empty, $"一次最多{IncidentLimits.ListedPeople}人。",
                $"At most {IncidentLimits.ListedPeople} people at once.");
        }

        return [.. rows.Select(row => reading.Judge(row.Request, row.At, faults)).OfType<Responder>()];
    }

    private static List<(ResponderRequest, Func<string, string>)> Rows(byte[] body, JsonSerializerOptions json)
    {
        try
        {
            ResponderRequest?[] all = JsonSerializer.Deserialize<ResponderRequest?[]>(body, json) ?? [];
            return [.. all.Select((one, index) => (one ?? new ResponderRequest(), (Func<string, string>)(name => $"/{index}/{name}")))];
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException(exception.Message, StatusCodes.Status400BadRequest, exception);
        }
    }

    private static List<(ResponderRequest, Func<string, string>)> Rows(byte[] body, List<Fault> faults)
    {
        List<(int Line, string Column, Wording Words)> wrong = [];
        IReadOnlyList<ResponderRow> rows = ResponderTable.Read(body, wrong);
        faults.AddRange(wrong.Select(one => new Fault(FaultPlace.Pointer, $"/{one.Line}/{one.Column}", one.Words)));
        List<(ResponderRequest, Func<string, string>)> people = [];
        foreach (ResponderRow row in rows)
        {
            List<Fault> own = [];
            people.Add((ResponderReading.Of(row, own), name => $"/{row.Line}/{name}"));
            faults.AddRange(own.Select(fault => fault with { Name = $"/{row.Line}{fault.Name}" }));
        }

        return people;
    }
}
