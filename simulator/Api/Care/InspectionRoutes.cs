using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Care;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Care;

/// <summary>The inspections that were made on site.</summary>
internal static class InspectionRoutes
{
    private const char List = 'i';

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder inspections = api.MapGroup("/inspections").WithTags("care")
            .RequireAuthorization(Permissions.Policy(Permission.See));
        inspections.MapGet(string.Empty, ListAsync).WithName("listInspections").WithSummary("The inspections, the newest arrival first")
            .Produces<ListPage<InspectionItem>>().Produces(StatusCodes.Status304NotModified)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
        inspections.MapGet("/{id}", FindAsync).WithName("getInspection").WithSummary("One inspection").Produces<InspectionItem>()
            .Produces(StatusCodes.Status304NotModified).Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
        inspections.MapGet("/{id}/photo", PhotoAsync).WithName("getInspectionPhoto").WithSummary("The photograph of an inspection")
            .Produces<byte[]>(StatusCodes.Status200OK, "image/jpeg", "image/png")
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
    }

    /// <summary>The inspections, the newest arrival first.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="cabinet">Only those of one cabinet: its id.</param>
    /// <param name="prefecture">Only those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="county">Only those of a county: its GB/T 2260 code, six digits.</param>
    /// <param name="department">Only those of a department, as in topics.</param>
    /// <param name="defects">true for those that found something wrong, false for those that did not; all unless asked otherwise.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of them, with an entity tag for who asks again.</returns>
    internal static async Task<IResult> ListAsync([FromServices] Asker asker, [FromServices] ReadingPool pool, string? cabinet,
        string? prefecture, string? county, string? department, bool? defects, string? cursor, int? limit)
    {
        CabinetCut cut = CabinetFilter.Of(prefecture, county, department).Narrow(asker.Cut);
        long? before = Cursor.Numbers(List, cursor, 1)?[0];
        int count = ListLimit.Of(limit);
        if (cabinet is not null)
        {
            _ = await asker.FindAsync(cabinet);
        }

        IReadOnlyList<LoggedInspection> found = pool.Read(
            database => InspectionLog.Newest(database, cut, cabinet, defects, before, count));
        return new TaggedAnswer<ListPage<InspectionItem>>(new ListPage<InspectionItem>
        {
            Items = [.. found.Select(InspectionItem.Of)],
            Next = found.Count == count ? Cursor.Of(List, found[^1].No.ToString(CultureInfo.InvariantCulture)) : null,
        });
    }

    /// <summary>One inspection.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    /// <returns>It, with an entity tag for who asks again.</returns>
    internal static async Task<IResult> FindAsync([FromServices] Asker asker, [FromServices] ReadingPool pool, HttpContext context,
        [FromRoute] string id) => new TaggedAnswer<InspectionItem>(InspectionItem.Of(await SeenAsync(asker, pool, context, id)));

    /// <summary>The photograph of an inspection, without where, when and by which device it was taken.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="context">The request.</param>
    /// <param name="id">The inspection's id.</param>
    /// <returns>The picture.</returns>
    internal static async Task<IResult> PhotoAsync([FromServices] Asker asker, [FromServices] ReadingPool pool, HttpContext context,
        [FromRoute] string id)
    {
        _ = await SeenAsync(asker, pool, context, id);
        context.Response.Headers.CacheControl = "private, no-cache";
        return pool.Read(database => InspectionLog.Photo(database, id)) is { } found
            ? TypedResults.Bytes(found.Photo.Content, found.Photo.Type)
            : throw new ProblemException(ProblemKind.NotFound, new Wording("这次巡检没有照片。", "This inspection has no photograph."));
    }

    private static async Task<LoggedInspection> SeenAsync(Asker asker, ReadingPool pool, HttpContext context, string id)
    {
        LoggedInspection? found = pool.Read(database => InspectionLog.Find(database, id));
        if (found is not null && asker.Scope.May(Permission.See, found.Topic))
        {
            return found;
        }

        if (found is not null)
        {
            await ProblemWriter.NoteAsync(context, found.Topic.Cabinet);
        }

        throw new ProblemException(ProblemKind.NotFound, new Wording($"没有巡检“{id}”。", $"There is no inspection \"{id}\"."));
    }
}
