using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AedCabinet.Access;
using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Commands;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Page.Words;
using AedCabinet.Terminal;
using AedCabinet.Training;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Training;

/// <summary>Drills: planned ones come in, and what happened in them goes out.</summary>
internal static class DrillRoutes
{
    private const char List = 'd';
    private const int MostBodyBytes = 8192;
    private const int PieceDrills = 200;

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        string trains = Permissions.Policy(Permission.Train);
        string sees = Permissions.Policy(Permission.See);
        api.MapGet("/drills.csv", ExportAsync).WithName("exportDrills").WithTags("training")
            .WithSummary("All drills as CSV, what happened against what was planned").RequireAuthorization(sees)
            .Produces<string>(StatusCodes.Status200OK, "text/csv");
        RouteGroupBuilder drills = api.MapGroup("/drills").WithTags("training");
        drills.MapPost(string.Empty, PlanAsync).WithName("planDrill")
            .WithSummary("Plans a drill: a signed command begins it at its time").RequireAuthorization(trains)
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes)).Produces<DrillItem>(StatusCodes.Status201Created)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, ProblemWriter.MediaType);
        drills.MapGet(string.Empty, ListAsync).WithName("listDrills")
            .WithSummary("Drills, planned and not, the newest first").RequireAuthorization(sees)
            .Produces<ListPage<DrillItem>>().Produces(StatusCodes.Status304NotModified)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
        drills.MapGet("/{id}", FindDrill).WithName("getDrill")
            .WithSummary("A drill: what was planned against what happened").RequireAuthorization(sees)
            .Produces<DrillItem>().Produces(StatusCodes.Status304NotModified)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
        drills.MapDelete("/{id}", WithdrawAsync).WithName("withdrawDrill")
            .WithSummary("Takes a planned drill back before its time").RequireAuthorization(trains)
            .Produces(StatusCodes.Status204NoContent)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType);
    }

    /// <summary>Plans a drill. At its time the cabinet gets the signed command drill, once; where the registry or the cabinet is away
    /// then it begins late, and ends when it was to end.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="office">Has the cabinets.</param>
    /// <param name="book">Keeps the drills.</param>
    /// <param name="requests">Knows the keys.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="request">What is planned.</param>
    /// <param name="idempotencyKey">A key of the request's own, up to 128 ASCII characters: sent again with it within a day, the request
    /// is answered with the drill of the first time.</param>
    /// <returns>The drill, planned.</returns>
    internal static async Task<IResult> PlanAsync([FromServices] Asker asker, [FromServices] IRegistryOffice office,
        [FromServices] DrillBook book, [FromServices] RequestBook requests, [FromServices] ReadingPool pool, DrillRequest request,
        [FromHeader(Name = CommandSending.KeyHeader)] string? idempotencyKey)
    {
        NewDrill drill = Judge(request, office.Now);
        CabinetRecord cabinet = await asker.FindAsync(request.Cabinet, Permission.Train);
        CommandSending.Permit(office);
        if (!office.Desk.CanCommand(cabinet.Id))
        {
            throw new ProblemException(ProblemKind.Conflict, new Wording($"没有{cabinet.Id}的密钥，不能签发命令。",
                $"There is no key to sign commands for {cabinet.Id} with."));
        }

        if (CommandSending.JudgeKey(idempotencyKey) is { } wrong)
        {
            throw new ProblemException(ProblemKind.Invalid, null, [wrong]);
        }

        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"drill\n{request.Cabinet}\n{drill.At:O}\n{drill.Minutes}\n{drill.IsSos}\n{drill.Plan}\n{string.Join(',', drill.Expects)}")));
        if (idempotencyKey is not null && requests.Claim(asker.Scope.Name, idempotencyKey, digest) is { } known)
        {
            return known.Digest != digest ? throw new ProblemException(ProblemKind.KeyUsed)
                : known.Command is { } made ? Created(made) : throw new ProblemException(ProblemKind.Conflict);
        }

        string id;
        try
        {
            await asker.NoteAsync(AuditActions.Drill, cabinet.Id, $"planned for {drill.At:u}, {drill.Minutes} min");
            id = book.Plan(cabinet.Topic, drill, asker.Scope.Name, office.Now);
        }
        catch when (idempotencyKey is not null)
        {
            requests.Forget(asker.Scope.Name, idempotencyKey);
            throw;
        }

        if (idempotencyKey is not null)
        {
            requests.Keep(asker.Scope.Name, idempotencyKey, id);
        }

        return Created(id);

        IResult Created(string planned) => TypedResults.Created($"/v1/drills/{planned}",
            DrillItem.Of(pool.Read(database => DrillLog.Find(database, planned))!, office.Now, isWhole: true));
    }

    /// <summary>Drills, planned and not, the newest first.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Knows the time.</param>
    /// <param name="cabinet">Only those of a cabinet: its id.</param>
    /// <param name="prefecture">Only those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="department">Only those of a department, as in topics.</param>
    /// <param name="from">Only those that are or were to begin from then on (RFC 3339).</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of them, with an entity tag for who asks again.</returns>
    internal static async Task<IResult> ListAsync([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IRegistryOffice office, string? cabinet, string? prefecture, string? department, string? from, string? cursor,
        int? limit)
    {
        int count = ListLimit.Of(limit);
        long[]? place = Cursor.Numbers(List, cursor, 3);
        CabinetCut cut = await CutAsync(asker, cabinet, prefecture, department);
        DateTimeOffset? since = SinceOf(from);
        IReadOnlyList<(HeldDrill Drill, DrillPlace Place)> drills = pool.Read(database => DrillLog.List(database, cut, cabinet, since,
            place is null ? DrillPlace.Top : new DrillPlace(place[0], place[1], place[2]), count));
        return new TaggedAnswer<ListPage<DrillItem>>(new ListPage<DrillItem>
        {
            Items = [.. drills.Select(item => DrillItem.Of(item.Drill, office.Now, isWhole: false))],
            Next = drills.Count == count ? Cursor.Of(List, drills[^1].Place.AtMs, drills[^1].Place.Rank, drills[^1].Place.No) : null,
        });
    }

    /// <summary>A drill: what was planned against what happened in it.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Knows the time.</param>
    /// <param name="id">The drill's id.</param>
    /// <returns>It, with an entity tag for who asks again.</returns>
    internal static IResult FindDrill([FromServices] Asker asker, [FromServices] ReadingPool pool, [FromServices] IRegistryOffice office,
        [FromRoute] string id) => new TaggedAnswer<DrillItem>(DrillItem.Of(Find(asker, pool, id), office.Now, isWhole: true));

    /// <summary>Takes a planned drill back before its time.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Knows the time.</param>
    /// <param name="book">Keeps the drills.</param>
    /// <param name="id">The drill's id.</param>
    /// <returns>Nothing.</returns>
    internal static async Task<IResult> WithdrawAsync([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IRegistryOffice office, [FromServices] DrillBook book, [FromRoute] string id)
    {
        HeldDrill drill = Find(asker, pool, id);
        if (!asker.Scope.May(Permission.Train, drill.Topic))
        {
            throw new ProblemException(ProblemKind.NotAllowed);
        }

        await asker.NoteAsync(AuditActions.Drill, drill.Topic.Cabinet, "withdrawn");
        return drill.Plan is { } plan && book.Withdraw(plan, office.Now) ? TypedResults.NoContent()
            : throw new ProblemException(ProblemKind.Conflict, new Wording("演练已经开始或已结束；要提前结束，请发命令drill（end为true）。",
                "It has begun or is over; to end it early send the command drill with end true."));
    }

    /// <summary>All drills as CSV, the newest first.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Knows the time.</param>
    /// <param name="context">The request.</param>
    /// <param name="cabinet">Only those of a cabinet: its id.</param>
    /// <param name="prefecture">Only those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="department">Only those of a department, as in topics.</param>
    /// <param name="from">Only those that are or were to begin from then on (RFC 3339).</param>
    /// <returns>When it is written.</returns>
    internal static async Task ExportAsync([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IRegistryOffice office, HttpContext context, string? cabinet, string? prefecture, string? department, string? from)
    {
        CabinetCut cut = await CutAsync(asker, cabinet, prefecture, department);
        DateTimeOffset? since = SinceOf(from);
        PageText text = LanguageChoice.Of(context.Request);
        IReadOnlyList<(HeldDrill Drill, DrillPlace Place)> piece = Read(DrillPlace.Top);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"aed-drills.csv\"";
        while (true)
        {
            // Never more than a piece in memory, however slowly it is read.
            using MemoryStream rows = new();
            using (StreamWriter writer = new(rows, new UTF8Encoding(!context.Response.HasStarted), leaveOpen: true))
            using (DrillFile file = new(writer, text == PageText.Chinese))
            {
                if (!context.Response.HasStarted)
                {
                    file.WriteHeadings();
                }

                foreach ((HeldDrill drill, _) in piece)
                {
                    file.Write(drill, office.Now, word => text["drill." + word]);
                }
            }

            await context.Response.Body.WriteAsync(rows.ToArray(), context.RequestAborted);
            if (piece.Count < PieceDrills)
            {
                return;
            }

            piece = Read(piece[^1].Place);
        }

        IReadOnlyList<(HeldDrill Drill, DrillPlace Place)> Read(DrillPlace after) =>
            pool.Read(database => DrillLog.List(database, cut, cabinet, since, after, PieceDrills));
    }

    private static async Task<CabinetCut> CutAsync(Asker asker, string? cabinet, string? prefecture, string? department)
    {
        if (cabinet is not null)
        {
            _ = await asker.FindAsync(cabinet);
        }

        return CabinetFilter.Of(prefecture, null, department).Narrow(asker.Cut);
    }

    private static DateTimeOffset? SinceOf(string? from) => from is null ? null
        : DateTimeOffset.TryParse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset since) ? since
        : throw ProblemException.OfParameter(nameof(from), "请用RFC 3339的时间，例如2026-10-01T00:00:00+08:00。",
            "Use a time of RFC 3339, for example 2026-10-01T00:00:00+08:00.");

    // One of a cabinet that may not be seen does not exist.
    private static HeldDrill Find(Asker asker, ReadingPool pool, string id) =>
        pool.Read(database => DrillLog.Find(database, id)) is { } drill && asker.Scope.May(Permission.See, drill.Topic) ? drill
            : throw new ProblemException(ProblemKind.NotFound, new Wording($"没有演练“{id}”。", $"There is no drill \"{id}\"."));

    private static NewDrill Judge(DrillRequest request, DateTimeOffset now)
    {
        List<Fault> faults = [];
        void AddIf(bool isWrong, string pointer, string zh, string en)
        {
            if (isWrong)
            {
                faults.Add(new Fault(FaultPlace.Pointer, pointer, new Wording(zh, en)));
            }
        }

        AddIf(request.Minutes is < 1 or > DrillLimits.MostMinutes, "/minutes", $"请用1到{DrillLimits.MostMinutes}。",
            $"Use 1 to {DrillLimits.MostMinutes}.");
        AddIf(request.At > now + DrillLimits.Ahead, "/at", $"最多提前{DrillLimits.Ahead.TotalDays:0}天。",
            $"It may lie {DrillLimits.Ahead.TotalDays:0} days ahead at most.");
        AddIf(faults.Count == 0 && request.At.AddMinutes(request.Minutes) <= now, "/at", "这段时间已经过去。", "That time is over.");
        AddIf(request.Plan?.Length > DrillLimits.PlanLength, "/plan", $"最多{DrillLimits.PlanLength}个字符。",
            $"It has {DrillLimits.PlanLength} characters at most.");
        string[] expects = [.. (request.Expects ?? []).Distinct()];
        string[] unknown = [.. expects.Where(name => !PageText.Has("registry.event." + name))];
        AddIf(unknown.Length > 0, "/expects", $"接口协议没有这些事件：{string.Join(", ", unknown)}。",
            $"The contract has no such events: {string.Join(", ", unknown)}.");
        return faults.Count == 0 ? new NewDrill(request.At, request.Minutes, request.Sos == true,
            request.Plan?.Trim() ?? string.Empty, expects)
            : throw new ProblemException(ProblemKind.Invalid, null, faults);
    }
}
