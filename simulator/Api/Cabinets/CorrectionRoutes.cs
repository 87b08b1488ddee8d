using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Api.Commands;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Care;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Cabinets;

/// <summary>Corrections of a cabinet's place, hours, contact and expiries.</summary>
internal static class CorrectionRoutes
{
    private const int MostBodyBytes = 4096;

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder cabinet = api.MapGroup("/cabinets/{id}").WithTags("cabinets")
            .RequireAuthorization(Permissions.Policy(Permission.Correct))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status404NotFound, typeof(Problem), [ProblemWriter.MediaType]));
        cabinet.MapPatch(string.Empty, CorrectAsync).WithName("correctCabinet")
            .WithSummary("Corrects a cabinet's place, hours, contact and expiries")
            .Accepts<CabinetCorrection>("application/merge-patch+json", "application/json")
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes))
            .Produces<CorrectionState>().Produces<CorrectionState>(StatusCodes.Status202Accepted)
            .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status412PreconditionFailed, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status428PreconditionRequired, ProblemWriter.MediaType);
        cabinet.MapGet("/corrections", FindAsync).WithName("getCorrections")
            .WithSummary("What can be corrected of a cabinet, and the corrections on their way")
            .Produces<CorrectionState>();
        cabinet.MapDelete("/corrections/{version:long}", WithdrawAsync).WithName("withdrawCorrection")
            .WithSummary("Takes a correction back that the cabinet was not sent yet")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType);
    }

    /// <summary>What can be corrected of a cabinet, as it is now, and the corrections on their way. The header ETag is what a correction
    /// names in If-Match.</summary>
    /// <param name="context">The request.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <returns>It.</returns>
    internal static async Task<IResult> FindAsync(HttpContext context, [FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromRoute] string id) => Answer(context, await asker.FindAsync(id, Permission.Correct), pool, StatusCodes.Status200OK);

    /// <summary>Corrects a cabinet. What the cabinet holds goes to it as a signed configure and is pending until it has confirmed that;
    /// what only the registry holds is kept at once.</summary>
    /// <param name="context">The request, whose body is a JSON merge patch.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Sends commands.</param>
    /// <param name="book">Keeps the corrections.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <param name="ifMatch">The ETag of what the correction is based on.</param>
    /// <returns>What can be corrected, with the correction: 202 while the cabinet has not confirmed it.</returns>
    internal static async Task<IResult> CorrectAsync(HttpContext context, [FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IRegistryOffice office, [FromServices] CorrectionBook book, [FromRoute] string id,
        [FromHeader(Name = "If-Match")] string? ifMatch)
    {
        JsonObject fields = await ReadAsync(context);
        CabinetRecord cabinet = await asker.FindAsync(id, Permission.Correct);
        Fault[] faults = [.. CorrectionField.JudgeAll(fields).Select(
            fault => new Fault(FaultPlace.Pointer, fault.Name.Length == 0 ? string.Empty : "/" + fault.Name, fault.Wrong))];
        if (faults.Length > 0)
        {
            throw new ProblemException(ProblemKind.Invalid, null, faults);
        }

        bool isHeld = CorrectionField.ToConfigure(fields).Count > 0;
        if (isHeld)
        {
            CommandSending.Permit(office);
            if (!office.Desk.CanCommand(id))
            {
                throw new ProblemException(ProblemKind.Conflict, new Wording($"没有{id}的密钥，不能签发命令。",
                    $"There is no key to sign commands for {id} with."));
            }
        }

        CorrectedCabinet corrected = pool.Read(database => CorrectionBook.Read(database, cabinet));
        if (ifMatch is null)
        {
            throw new ProblemException(ProblemKind.TagNeeded);
        }

        if (ifMatch != CorrectionState.TagOf(cabinet, corrected))
        {
            throw new ProblemException(ProblemKind.Changed);
        }

        await asker.NoteAsync(AuditActions.Correction, id, string.Join(' ', fields.Select(field => field.Key)));
        return book.Take(cabinet, corrected.Version, fields, asker.Scope.Name, office.Now) switch
        {
            CorrectionOutcome.Outdated => throw new ProblemException(ProblemKind.Changed),
            CorrectionOutcome.Waiting => throw new ProblemException(ProblemKind.Conflict, new Wording("上一次更正机柜还没有确认。",
                "The cabinet has not confirmed the correction before.")),
            _ => Answer(context, cabinet, pool, isHeld ? StatusCodes.Status202Accepted : StatusCodes.Status200OK),
        };
    }

    /// <summary>Takes a correction back that the cabinet was not sent yet: one that is away for long.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Knows the time.</param>
    /// <param name="book">Keeps the corrections.</param>
    /// <param name="id">The cabinet's id.</param>
    /// <param name="version">Which correction.</param>
    /// <returns>Nothing.</returns>
    internal static async Task<IResult> WithdrawAsync([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IRegistryOffice office, [FromServices] CorrectionBook book, [FromRoute] string id, [FromRoute] long version)
    {
        CabinetRecord cabinet = await asker.FindAsync(id, Permission.Correct);
        Correction correction = pool.Read(database => CorrectionBook.Read(database, cabinet)).Corrections
            .FirstOrDefault(known => known.Version == version)
            ?? throw new ProblemException(ProblemKind.NotFound, new Wording($"{id}没有更正{version}。", $"{id} has no correction {version}."));
        await asker.NoteAsync(AuditActions.Correction, id, "withdrawn");
        return book.Withdraw(correction, office.Now) ? TypedResults.NoContent()
            : throw new ProblemException(ProblemKind.Conflict, new Wording("已经发给机柜，或已有结果。", "It was sent to the cabinet, or is over."));
    }

    private static IResult Answer(HttpContext context, CabinetRecord cabinet, ReadingPool pool, int status)
    {
        CorrectedCabinet corrected = pool.Read(database => CorrectionBook.Read(database, cabinet));
        context.Response.Headers.ETag = CorrectionState.TagOf(cabinet, corrected);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Json(CorrectionState.Of(cabinet, corrected), statusCode: status);
    }

    private static async Task<JsonObject> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new ProblemException(ProblemKind.WrongType);
        }

        try
        {
            JsonObject fields = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject
                ?? throw ProblemException.OfMember(string.Empty, "请发送一个JSON对象。", "Send a JSON object.");

            // A member that comes twice is found when they are counted.
            return fields.Count >= 0 ? fields : [];
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw ProblemException.OfMember(string.Empty, "请求体不是正确的JSON。", "The body is no right JSON.");
        }
    }
}
