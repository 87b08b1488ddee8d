using System.Text;
using AedCabinet.Access;
using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Lists;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Open;

/// <summary>The cabinets as a 台账, the list that a Chinese authority keeps: the same columns as <c>registry export --sheet</c>.</summary>
internal static class SheetRoutes
{
    private const int PieceCabinets = 500;

    /// <summary>Adds the route.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/ledger.csv", WriteAsync).WithName("exportLedger")
        .WithSummary("All cabinets as a 台账 in Chinese, CSV; with whom to call where that may be seen")
        .WithTags("open").RequireAuthorization(Permissions.Policy(Permission.See)).Produces<string>(StatusCodes.Status200OK, "text/csv");

    /// <summary>All cabinets that may be seen and have said who they are, as a 台账 in Chinese. Whom to call stands in it where that may
    /// be seen, which is in the audit log.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pieces">Gives the cabinets.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="context">The request.</param>
    /// <param name="prefecture">Only those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="county">Only those of a county: its GB/T 2260 code, six digits.</param>
    /// <param name="department">Only those of a department, as in topics.</param>
    /// <param name="status">Only those with a status: ready, not-ready, offline, not-understood or two-boards.</param>
    /// <param name="kind">Only those of a kind: aed, kit or station.</param>
    /// <returns>When it is written.</returns>
    internal static async Task WriteAsync([FromServices] Asker asker, [FromServices] CabinetPieces pieces, [FromServices] ReadingPool pool,
        HttpContext context, string? prefecture, string? county, string? department, string? status, string? kind)
    {
        CabinetFilter filter = CabinetFilter.Of(prefecture, county, department, status, kind);
        (IReadOnlyList<CabinetRecord> cabinets, string? next) = pieces.Read(filter.Narrow, filter.Wants, null, PieceCabinets);
        IReadOnlyDictionary<string, string> inspections = pool.Read(LedgerCabinets.Inspections);
        if (asker.Scope.May(Permission.SeeContacts))
        {
            await asker.NoteAsync(AuditActions.ContactSeen, null, "ledger.csv");
        }

        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"aed-ledger.csv\"";
        context.Response.Headers.CacheControl = "no-store";
        for (bool isFirst = true; ; isFirst = false)
        {
            // Never more than a piece in memory, however slowly it is read.
            using MemoryStream rows = new();
            await using (StreamWriter writer = new(rows, new UTF8Encoding(encoderShouldEmitUTF8Identifier: isFirst), leaveOpen: true))
            {
                if (isFirst)
                {
                    SheetExport.WriteHeadings(writer);
                }

                _ = SheetExport.WriteRows(asker.Scope.Cut(cabinets), inspections, writer);
            }

            await context.Response.Body.WriteAsync(rows.ToArray(), context.RequestAborted);
            if (next is null)
            {
                return;
            }

            (cabinets, next) = pieces.Read(filter.Narrow, filter.Wants, next, PieceCabinets);
        }
    }
}
