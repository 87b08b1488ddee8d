using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Emergencies;

/// <summary>Emergencies, open and over, and what the centre does about them.</summary>
internal static class EmergencyRoutes
{
    private const char List = 'm';

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder emergencies = api.MapGroup("/emergencies").WithTags("emergencies");
        emergencies.MapGet(string.Empty, ListAsync).WithName("listEmergencies")
            .WithSummary("The emergencies, the newest first").RequireAuthorization(Permissions.Policy(Permission.See))
            .Produces<ListPage<EmergencyItem>>().Produces(StatusCodes.Status304NotModified);
        emergencies.MapGet("/{id:long}", FindOneAsync).WithName("getEmergency")
            .WithSummary("One emergency").RequireAuthorization(Permissions.Policy(Permission.See))
            .Produces<EmergencyItem>().Produces(StatusCodes.Status304NotModified)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
    }

    /// <summary>The emergency that may be seen.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="context">The request.</param>
    /// <param name="id">Its number.</param>
    /// <returns>It.</returns>
    /// <exception cref="ProblemException">There is none, or not for who asks.</exception>
    internal static async Task<LoggedCase> FindAsync(Asker asker, ReadingPool pool, HttpContext context, long id)
    {
        LoggedCase? found = pool.Read(database => CaseLog.Find(database, id));
        if (found is not null && asker.Scope.May(Permission.See, found.Topic))
        {
            return found;
        }

        if (found is not null)
        {
            await ProblemWriter.NoteAsync(context, found.Topic.Cabinet);
        }

        throw new ProblemException(ProblemKind.NotFound, new Wording($"没有急救事件{id}。", $"There is no emergency {id}."));
    }

    /// <summary>The emergencies, the newest first.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Has the cabinets.</param>
    /// <param name="open">true for those that are open, false for those that are over; all unless asked otherwise.</param>
    /// <param name="prefecture">Only those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="county">Only those of a county: its GB/T 2260 code, six digits.</param>
    /// <param name="department">Only those of a department, as in topics.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of them, with an entity tag for who asks again.</returns>
    internal static IResult ListAsync([FromServices] Asker asker, [FromServices] ReadingPool pool, [FromServices] IRegistryOffice office,
        bool? open, string? prefecture, string? county, string? department, string? cursor, int? limit)
    {
        CabinetCut cut = CabinetFilter.Of(prefecture, county, department).Narrow(asker.Cut);
        long? before = Cursor.Numbers(List, cursor, 1)?[0];
        int count = ListLimit.Of(limit);
        IReadOnlyList<LoggedCase> cases = pool.Read(database => CaseLog.Newest(database, cut, !open, before, count));
        return new TaggedAnswer<ListPage<EmergencyItem>>(new ListPage<EmergencyItem>
        {
            Items = [.. cases.Select(item => EmergencyItem.Of(item, office.Find(item.Topic.Cabinet)))],
            Next = cases.Count == count ? Cursor.Of(List, cases[^1].No.ToString(CultureInfo.InvariantCulture)) : null,
        });
    }

    /// <summary>One emergency.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Has the cabinets.</param>
    /// <param name="context">The request.</param>
    /// <param name="id">Its number.</param>
    /// <returns>It, with an entity tag for who asks again.</returns>
    internal static async Task<IResult> FindOneAsync([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IRegistryOffice office, HttpContext context, [FromRoute] long id)
    {
        LoggedCase found = await FindAsync(asker, pool, context, id);
        return new TaggedAnswer<EmergencyItem>(EmergencyItem.Of(found, office.Find(found.Topic.Cabinet)));
    }
}
