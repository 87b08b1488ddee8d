using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Ledger;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Audit;

/// <summary>The audit log, for administrators of everything.</summary>
internal static class AuditRoutes
{
    private const char List = 'a';

    /// <summary>Adds the route.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/audit", ListAsync).WithName("listAudit").WithTags("audit")
        .WithSummary("Who did what, when and from where, the newest first").RequireAuthorization(Permissions.Policy(Permission.Audit))
        .Produces<ListPage<AuditItem>>().Produces(StatusCodes.Status304NotModified);

    /// <summary>Who did what, when and from where, the newest first; for who may read it everywhere.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="context">The request.</param>
    /// <param name="who">Only of one account: its whole name.</param>
    /// <param name="action">Only of some actions: the beginning of their word, for example login or care.</param>
    /// <param name="cabinet">Only about one cabinet: its id.</param>
    /// <param name="allowed">true for what was allowed, false for what was refused; all unless asked otherwise.</param>
    /// <param name="since">Only since a moment, for example 2026-10-01T00:00:00Z.</param>
    /// <param name="before">Only before a moment.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of it, with an entity tag for who asks again.</returns>
    internal static async Task<IResult> ListAsync([FromServices] Asker asker, [FromServices] ReadingPool pool, HttpContext context,
        string? who, string? action, string? cabinet, bool? allowed, string? since, string? before, string? cursor, int? limit)
    {
        if (!asker.Scope.MayEverywhere(Permission.Audit))
        {
            await ProblemWriter.NoteAsync(context);
            throw new ProblemException(ProblemKind.NotAllowed);
        }

        AuditFilter filter = new()
        {
            Who = who,
            Action = action,
            Cabinet = cabinet,
            IsAllowed = allowed,
            Since = TimeOf(nameof(since), since),
            Before = TimeOf(nameof(before), before),
        };
        long? behind = Cursor.Numbers(List, cursor, 1)?[0];
        int count = ListLimit.Of(limit);
        IReadOnlyList<(long No, AuditEntry Entry)> found = pool.Read(database => AuditReader.Newest(database, filter, behind, count));
        return new TaggedAnswer<ListPage<AuditItem>>(new ListPage<AuditItem>
        {
            Items = [.. found.Select(line => AuditItem.Of(line.No, line.Entry))],
            Next = found.Count == count ? Cursor.Of(List, found[^1].No.ToString(CultureInfo.InvariantCulture)) : null,
        });
    }

    private static DateTimeOffset? TimeOf(string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at
            : throw ProblemException.OfParameter(name, "请写成2026-10-01T00:00:00Z这样的时间。",
                "Write a time such as 2026-10-01T00:00:00Z.");
    }
}
