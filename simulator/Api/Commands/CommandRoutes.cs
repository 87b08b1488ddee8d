using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Commands;

/// <summary>Commands to the cabinets, and what became of them.</summary>
internal static class CommandRoutes
{
    private const char List = 'k';

    // A signed command has at most 2 KiB.
    private const int MostBodyBytes = 4096;

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder commands = api.MapGroup("/cabinets/{id}/commands").WithTags("commands")
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status404NotFound, typeof(Problem), [ProblemWriter.MediaType]));
        commands.MapPost(string.Empty, SendAsync).WithName("sendCommand")
            .WithSummary("Signs a command and sends it to its cabinet").RequireAuthorization(Permissions.Policy(Permission.Command))
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes)).Produces<CommandItem>(StatusCodes.Status202Accepted)
            .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, ProblemWriter.MediaType);
        commands.MapGet(string.Empty, ListAsync).WithName("listCommands")
            .WithSummary("The commands that were sent to a cabinet, the newest first")
            .RequireAuthorization(Permissions.Policy(Permission.See))
            .Produces<ListPage<CommandItem>>().Produces(StatusCodes.Status304NotModified);
        commands.MapGet("/{command}", FindAsync).WithName("getCommand")
            .WithSummary("One command, and what became of it").RequireAuthorization(Permissions.Policy(Permission.See))
            .Produces<CommandItem>().Produces(StatusCodes.Status304NotModified);
    }

    /// <summary>Signs a command and sends it to its cabinet. Who asked is in the audit log.</summary>
    /// <param name="sending">Sends.</param>
    /// <param name="context">The request.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <param name="request">What to send.</param>
    /// <param name="idempotencyKey">A key of the request's own, up to 128 ASCII characters: sent again with it within a day, to whichever
    /// process of the registry, the request is answered with the command of the first time.</param>
    /// <returns>The command, sent: its reply is asked for at the address in the header Location.</returns>
    internal static async Task<IResult> SendAsync([FromServices] CommandSending sending, HttpContext context, [FromRoute] string id,
        CommandRequest request, [FromHeader(Name = CommandSending.KeyHeader)] string? idempotencyKey)
    {
        CommandRecord sent = await sending.SendAsync(id, request, idempotencyKey);
        return TypedResults.Accepted($"{context.Request.Path}/{sent.Id}", CommandItem.Of(sent));
    }

    /// <summary>The commands that were sent to a cabinet, the newest first.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Knows the time.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of them, with an entity tag for who asks again.</returns>
    internal static async Task<IResult> ListAsync([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IRegistryOffice office, [FromRoute] string id, string? cursor, int? limit)
    {
        long? before = Cursor.Numbers(List, cursor, 1)?[0];
        int count = ListLimit.Of(limit);
        _ = await asker.FindAsync(id);
        IReadOnlyList<CommandRecord> commands = pool.Read(
            database => CommandLog.Newest(database, id, before, count, office.Now - CommandDesk.Patience));
        return new TaggedAnswer<ListPage<CommandItem>>(new ListPage<CommandItem>
        {
            Items = [.. commands.Select(CommandItem.Of)],
            Next = commands.Count == count ? Cursor.Of(List, commands[^1].Counter.ToString(CultureInfo.InvariantCulture)) : null,
        });
    }

    /// <summary>One command, and what became of it.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="sending">Knows the commands.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <param name="command">The command's id.</param>
    /// <returns>It, with an entity tag for who asks again.</returns>
    internal static async Task<IResult> FindAsync([FromServices] Asker asker, [FromServices] CommandSending sending,
        [FromRoute] string id, [FromRoute] string command)
    {
        _ = await asker.FindAsync(id);
        return sending.Find(id, command) is { } found ? new TaggedAnswer<CommandItem>(CommandItem.Of(found))
            : throw new ProblemException(ProblemKind.NotFound, new Wording($"{id}没有命令“{command}”。", $"{id} has no command \"{command}\"."));
    }
}
