using AedCabinet.Access;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Feeds;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;

namespace AedCabinet.Api.Events;

/// <summary>What happens, at the cabinets and at the centre, as it comes.</summary>
internal static class FeedRoutes
{
    /// <summary>Adds the route.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/feed/stream", StreamAsync).WithName("streamFeed")
        .WithSummary("What happens as it comes, as server-sent events: the CloudEvents of the webhooks").WithTags("subscriptions")
        .RequireAuthorization(Permissions.Policy(Permission.See)).Produces<string>(StatusCodes.Status200OK, EventStream.MediaType)
        .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status429TooManyRequests, ProblemWriter.MediaType);

    /// <summary>What happens, at the cabinets and at the centre, as server-sent events: the CloudEvents that webhooks get; each has its
    /// cursor as its id.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="log">What happens.</param>
    /// <param name="writer">How it is written.</param>
    /// <param name="seats">Has places for who follows.</param>
    /// <param name="life">Says when the host ends.</param>
    /// <param name="clock">The time.</param>
    /// <param name="context">The request.</param>
    /// <param name="lastEventId">The id of the last one that came before: everything behind it follows, once. 0.0 begins with the first of
    /// all; without it the stream begins now.</param>
    /// <param name="type">Only those of a type, such as aed.cabinet.aed.removed, or of an area, such as aed.incident.*; may be given
    /// several times, as may all of these.</param>
    /// <param name="severity">Only those of a severity: info, maintenance, urgent or emergency.</param>
    /// <param name="prefecture">Only those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="department">Only those of a department, as in topics.</param>
    /// <returns>When it is over: after 10 min it is to be asked for again.</returns>
    internal static async Task StreamAsync([FromServices] Asker asker, [FromServices] FeedLog log, [FromServices] FeedWriter writer,
        [FromServices] EventSeats seats, [FromServices] IHostApplicationLifetime life, [FromServices] TimeProvider clock,
        HttpContext context, [FromHeader(Name = EventStream.LastId)] string? lastEventId, string[]? type, string[]? severity,
        string[]? prefecture, string[]? department)
    {
        FeedFilter filter = FeedFilterRules.Judge(FaultPlace.Parameter, type, severity, prefecture, department);
        FeedPosition after = string.IsNullOrEmpty(lastEventId) ? log.Now
            : FeedStream.Read(FaultPlace.Header, EventStream.LastId, lastEventId, log);
        if (!seats.TryTake())
        {
            throw new ProblemException(ProblemKind.TooMany);
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted,
            life.ApplicationStopping);
        try
        {
            await new FeedStream(log, new FeedPick(asker.Scope, filter), writer, context.Response).RunAsync(after, clock, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Who followed has left, or the host ends.
        }
        finally
        {
            seats.Leave();
        }
    }
}
