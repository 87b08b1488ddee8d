using AedCabinet.Access;
using AedCabinet.Api.Commands;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Incidents;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Incidents;

/// <summary>Commands to cabinets for an incident: guide somebody to one, open one.</summary>
internal static class IncidentCommandRoutes
{
    private const int MostBodyBytes = 4096;
    private static readonly string[] s_names = ["locate", "unlock"];

    /// <summary>Adds the route.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/incidents/{id:long}/commands", SendAsync)
        .WithName("sendIncidentCommand").WithSummary("Guides somebody to a cabinet, or opens one, for an incident")
        .WithTags("incidents").RequireAuthorization(Permissions.Policy(Permission.Command))
        .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes)).Produces<CommandItem>(StatusCodes.Status202Accepted)
        .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, ProblemWriter.MediaType);

    /// <summary>Signs a command for an incident and sends it to its cabinet. Who asked is in the timeline and in the audit log before it is
    /// sent; what became of it follows in the timeline.</summary>
    /// <param name="pieces">Finds the incident.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="sending">Sends.</param>
    /// <param name="book">Keeps that it was asked for.</param>
    /// <param name="id">The incident's number.</param>
    /// <param name="request">What to send.</param>
    /// <param name="idempotencyKey">A key of the request's own, up to 128 ASCII characters: sent again with it the request is answered with
    /// the command of the first time.</param>
    /// <returns>The command, sent: its reply is asked for at the address in the header Location.</returns>
    internal static async Task<IResult> SendAsync([FromServices] IncidentPieces pieces, [FromServices] Asker asker,
        [FromServices] CommandSending sending, [FromServices] IncidentBook book, [FromRoute] long id, IncidentCommandRequest request,
        [FromHeader(Name = CommandSending.KeyHeader)] string? idempotencyKey)
    {
        Judge(request, idempotencyKey);
        Incident incident = await pieces.FindWholeAsync(id);
        if (incident.Stage == IncidentStage.Closed)
        {
            throw new ProblemException(ProblemKind.Conflict, new Wording("该急救任务已经结案。", "This incident is closed."));
        }

        _ = await asker.FindAsync(request.Cabinet, Permission.Command);
        (IncidentEntry entry, bool isNew) = book.Ask(id, asker.Scope.Name, request.Cabinet, request.Name, idempotencyKey);
        CommandRecord sent = isNew ? await SignAsync(sending, book, entry, request) : Again(sending, entry, request);
        return TypedResults.Accepted($"/v1/cabinets/{sent.Cabinet}/commands/{sent.Id}", CommandItem.Of(sent));
    }

    private static async Task<CommandRecord> SignAsync(CommandSending sending, IncidentBook book, IncidentEntry entry,
        IncidentCommandRequest request)
    {
        CommandRecord sent;
        try
        {
            sent = await sending.SendAsync(request.Cabinet, new CommandRequest { Name = request.Name, Args = request.Args }, null);
        }
        catch
        {
            book.Tie(entry, null);
            throw;
        }

        book.Tie(entry, sent.Counter);
        return sent;
    }

    private static CommandRecord Again(CommandSending sending, IncidentEntry entry, IncidentCommandRequest request)
    {
        if (entry.Cabinet != request.Cabinet || entry.Word != request.Name)
        {
            throw new ProblemException(ProblemKind.KeyUsed);
        }

        return entry.Counter is { } counter && sending.Find(request.Cabinet, $"r-{counter}") is { } sent ? sent
            : throw new ProblemException(ProblemKind.Conflict, new Wording(
                "带这个Idempotency-Key的请求正在发送，或发送时中断：请稍后再问，并核对该机柜的命令列表。",
                "The request with this Idempotency-Key is being sent, or was broken off: ask again later, and look at the cabinet's "
                    + "commands."));
    }

    private static void Judge(IncidentCommandRequest request, string? key)
    {
        List<Fault> faults = [];
        if (!s_names.Contains(request.Name))
        {
            string list = string.Join(", ", s_names);
            faults.Add(new Fault(FaultPlace.Pointer, "/name", new Wording($"请用以下之一：{list}。", $"Use one of: {list}.")));
        }

        IncidentRoutes.JudgeKey(faults, key);
        if (faults.Count > 0)
        {
            throw new ProblemException(ProblemKind.Invalid, null, faults);
        }
    }
}
