using AedCabinet.Access;
using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Care;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Nearest;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Care;

/// <summary>Due work: who does it by when, and that it was done.</summary>
internal static class CareRoutes
{
    private const int MostBodyBytes = 4096;

    private static readonly string[] s_kinds = [.. Enum.GetNames<DueKind>().Select(name => name.ToLowerInvariant())];

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/care", ListAsync).WithName("listDueWork").WithTags("care")
            .WithSummary("What is to be done, by cabinet").RequireAuthorization(Permissions.Policy(Permission.See))
            .Produces<ListPage<DueWork>>().Produces(StatusCodes.Status304NotModified);
        RouteGroupBuilder item = api.MapGroup("/cabinets/{id}/care/{item}").WithTags("care")
            .RequireAuthorization(Permissions.Policy(Permission.PlanCare)).WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes));
        foreach (int status in new[]
        {
            StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
        })
        {
            item.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), [ProblemWriter.MediaType]));
        }

        item.MapPut("/plan", PlanAsync).WithName("planWork").WithSummary("Gives due work to somebody").Produces<DueWork>();
        item.MapPost("/done", RecordAsync).WithName("recordWork").WithSummary("Records that due work was done").Produces<DoneWork>();
    }

    /// <summary>What is to be done, by cabinet. It is worked out anew from what the cabinets say each time.</summary>
    /// <param name="search">Finds it.</param>
    /// <param name="office">Knows the time.</param>
    /// <param name="prefecture">Only at those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="county">Only at those of a county: its GB/T 2260 code, six digits.</param>
    /// <param name="department">Only at those of a department, as in topics.</param>
    /// <param name="kind">Only of a kind: defect, fault, battery, inspection or expiry.</param>
    /// <param name="overdue">true for what should have been done by now, false for the rest; all unless asked otherwise.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of it, with an entity tag for who asks again.</returns>
    internal static IResult ListAsync([FromServices] DueSearch search, [FromServices] IRegistryOffice office, string? prefecture,
        string? county, string? department, string? kind, bool? overdue, string? cursor, int? limit)
    {
        CabinetFilter filter = CabinetFilter.Of(prefecture, county, department);
        DueKind? wanted = KindOf(kind);
        DateOnly today = ChinaTime.DayOf(office.Now);
        (IReadOnlyList<DueItem> items, string? next) = search.Find(filter,
            item => (wanted is null || item.Kind == wanted) && (overdue is null || item.IsOverdue(today) == overdue), cursor,
            ListLimit.Of(limit));
        return new TaggedAnswer<ListPage<DueWork>>(
            new ListPage<DueWork> { Items = [.. items.Select(item => DueWork.Of(item, today))], Next = next });
    }

    /// <summary>Gives due work to somebody, with a day. Who does so is in the audit log; the same again changes nothing.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="search">Finds the work.</param>
    /// <param name="desk">Keeps the plan.</param>
    /// <param name="office">Knows the time.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <param name="item">The work's name, as the list gives it.</param>
    /// <param name="request">Whose it becomes, and by when.</param>
    /// <returns>The work as it is then.</returns>
    internal static async Task<IResult> PlanAsync([FromServices] Asker asker, [FromServices] DueSearch search,
        [FromServices] CareDesk desk, [FromServices] IRegistryOffice office, [FromRoute] string id, [FromRoute] string item,
        PlanRequest request)
    {
        DateOnly today = ChinaTime.DayOf(office.Now);
        string responsible = Judge(request, today);
        DueItem due = await FindAsync(asker, search, id, item);
        if (due.Plan is not { } plan || plan.Responsible != responsible || plan.Day != request.Day)
        {
            await asker.NoteAsync(AuditActions.CarePlanned, id, item);
            desk.Plan(asker.Scope, due, responsible, request.Day);
            due = Named(search, due.Cabinet, item) ?? due;
        }

        return TypedResults.Ok(DueWork.Of(due, today));
    }

    /// <summary>Records that due work was done. It stays on the list until the cabinet shows it. Who does so is in the audit log; the same
    /// word of the same one again makes no second record.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="search">Finds the work.</param>
    /// <param name="desk">Keeps the record.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <param name="item">The work's name, as the list gives it.</param>
    /// <param name="request">What else there is to say.</param>
    /// <returns>The record.</returns>
    internal static async Task<IResult> RecordAsync([FromServices] Asker asker, [FromServices] DueSearch search,
        [FromServices] CareDesk desk, [FromRoute] string id, [FromRoute] string item, DoneRequest request)
    {
        string note = request.Note?.Trim() ?? string.Empty;
        if (note.Length > CareLimits.NoteLength)
        {
            throw ProblemException.OfMember("/note", $"最多{CareLimits.NoteLength}个字。", $"At most {CareLimits.NoteLength} characters.");
        }

        DueItem due = await FindAsync(asker, search, id, item);
        if (due.Done is { } done && done.Who == asker.Scope.Name && done.Note == note)
        {
            return TypedResults.Ok(DoneWork.Of(done));
        }

        await asker.NoteAsync(AuditActions.CareDone, id, item);
        return TypedResults.Ok(DoneWork.Of(desk.Record(asker.Scope, due, note)!));
    }

    private static async Task<DueItem> FindAsync(Asker asker, DueSearch search, string id, string item)
    {
        CabinetRecord cabinet = await asker.FindAsync(id, Permission.PlanCare);
        return Named(search, cabinet, item) ?? throw new ProblemException(ProblemKind.NotFound, new Wording(
            $"{id}没有待办事项“{item}”：可能已经完成，请重新读取清单。", $"Nothing \"{item}\" is due at {id}: it may have been done; read the list again."));
    }

    private static DueItem? Named(DueSearch search, CabinetRecord cabinet, string item) =>
        search.At([cabinet]).FirstOrDefault(one => one.Item == item);

    private static DueKind? KindOf(string? kind)
    {
        if (kind is null)
        {
            return null;
        }

        string list = string.Join(", ", s_kinds);
        return Array.IndexOf(s_kinds, kind) is >= 0 and int place ? Enum.GetValues<DueKind>()[place]
            : throw ProblemException.OfParameter(nameof(kind), $"请用以下之一：{list}。", $"Use one of: {list}.");
    }

    private static string Judge(PlanRequest request, DateOnly today)
    {
        string responsible = request.Responsible.Trim();
        List<Fault> faults = [];
        if (responsible.Length is 0 or > CareLimits.NameLength)
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/responsible", new Wording($"请写1到{CareLimits.NameLength}个字。",
                $"Use 1 to {CareLimits.NameLength} characters.")));
        }

        if (request.Day < today)
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/day", new Wording($"请用今天（{today:yyyy-MM-dd}）或以后的日期。",
                $"Use today ({today:yyyy-MM-dd}) or a later day.")));
        }

        return faults.Count == 0 ? responsible : throw new ProblemException(ProblemKind.Invalid, null, faults);
    }
}
