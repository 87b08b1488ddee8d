using AedCabinet.Access;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Care;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Cabinets;

/// <summary>The cabinets and what is known of them.</summary>
internal static class CabinetRoutes
{
    private const char List = 'c';

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder cabinets = api.MapGroup("/cabinets").WithTags("cabinets");
        cabinets.MapGet(string.Empty, ListAsync).WithName("listCabinets")
            .WithSummary("The cabinets, by id").RequireAuthorization(Permissions.Policy(Permission.See))
            .Produces<ListPage<CabinetSummary>>().Produces(StatusCodes.Status304NotModified);
        cabinets.MapGet("/{id}", FindAsync).WithName("getCabinet")
            .WithSummary("Everything that is known of a cabinet, but for whom to call")
            .RequireAuthorization(Permissions.Policy(Permission.See))
            .Produces<CabinetDetail>().Produces(StatusCodes.Status304NotModified)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
        cabinets.MapGet("/{id}/contact", ContactAsync).WithName("getContact")
            .WithSummary("Whom to call about a cabinet; each look is in the audit log")
            .RequireAuthorization(Permissions.Policy(Permission.SeeContacts)).Produces<CabinetContact>()
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
    }

    /// <summary>The cabinets, by id.</summary>
    /// <param name="pieces">Gives the cabinets.</param>
    /// <param name="prefecture">Only those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="county">Only those of a county: its GB/T 2260 code, six digits.</param>
    /// <param name="department">Only those of a department, as in topics.</param>
    /// <param name="status">Only those with a status: ready, not-ready, offline, not-understood or two-boards.</param>
    /// <param name="kind">Only those of a kind: aed, kit or station.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of them, with an entity tag for who asks again.</returns>
    internal static IResult ListAsync([FromServices] CabinetPieces pieces, string? prefecture, string? county, string? department,
        string? status, string? kind, string? cursor, int? limit)
    {
        CabinetFilter filter = CabinetFilter.Of(prefecture, county, department, status, kind);
        (IReadOnlyList<CabinetRecord> cabinets, string? next) = pieces.Read(filter.Narrow, filter.Wants,
            Cursor.Read(List, cursor, 1)?[0], ListLimit.Of(limit));
        return new TaggedAnswer<ListPage<CabinetSummary>>(new ListPage<CabinetSummary>
        {
            Items = [.. cabinets.Select(CabinetSummary.Of)],
            Next = next is null ? null : Cursor.Of(List, next),
        });
    }

    /// <summary>Everything that is known of a cabinet, but for whom to call.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <returns>It, with an entity tag for who asks again.</returns>
    internal static async Task<IResult> FindAsync([FromServices] Asker asker, [FromRoute] string id) =>
        new TaggedAnswer<CabinetDetail>(CabinetDetail.Of(await asker.FindAsync(id)));

    /// <summary>Whom to call about a cabinet. Each look is in the audit log.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <returns>The contact.</returns>
    internal static async Task<IResult> ContactAsync([FromServices] Asker asker, [FromServices] ReadingPool pool, [FromRoute] string id)
    {
        CabinetRecord cabinet = await asker.FindAsync(id, Permission.SeeContacts);
        await asker.NoteAsync(AuditActions.ContactSeen, id);
        return TypedResults.Ok(CabinetContact.Of(cabinet.About, pool.Read(database => CorrectionBook.Read(database, cabinet)).Responsible));
    }
}
