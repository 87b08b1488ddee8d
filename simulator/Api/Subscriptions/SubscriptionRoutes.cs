using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Api.Events;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Feeds;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Subscriptions;

/// <summary>Who is told of what happens, by webhooks.</summary>
internal static class SubscriptionRoutes
{
    private const char Letters = 'd';
    private const int MostBodyBytes = 16 * 1024;

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder all = api.MapGroup("/subscriptions").WithTags("subscriptions")
            .RequireAuthorization(Permissions.Policy(Permission.See)).WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes));
        Taking(all.MapPost(string.Empty, AddAsync).WithName("addSubscription").WithSummary("Has somebody told of what happens")
            .Produces<NewSubscriptionItem>(StatusCodes.Status201Created));
        all.MapGet(string.Empty, List).WithName("listSubscriptions")
            .WithSummary("The subscriptions of who asks; an administrator's are all").Produces<ListPage<SubscriptionItem>>()
            .Produces(StatusCodes.Status304NotModified);
        RouteGroupBuilder one = all.MapGroup("/{id}").WithMetadata(
            new ProducesResponseTypeMetadata(StatusCodes.Status404NotFound, typeof(Problem), [ProblemWriter.MediaType]));
        one.MapGet(string.Empty, Find).WithName("getSubscription").WithSummary("One subscription, and how far it has got")
            .Produces<SubscriptionItem>().Produces(StatusCodes.Status304NotModified);
        Taking(one.MapPatch(string.Empty, ChangeAsync).WithName("changeSubscription").WithSummary("Changes, pauses or resumes one")
            .Produces<SubscriptionItem>());
        one.MapDelete(string.Empty, RemoveAsync).WithName("removeSubscription").WithSummary("Ends one, with its dead letters")
            .Produces(StatusCodes.Status204NoContent);
        one.MapPost("/secret", RenewAsync).WithName("renewSubscriptionSecret")
            .WithSummary("Gives one a new secret; the one before signs too for a day").Produces<NewSecretItem>();
        Taking(one.MapPost("/replay", ReplayAsync).WithName("replaySubscription")
            .WithSummary("Tells one everything behind a cursor once more, under the ids that it had").Produces<SubscriptionItem>());
        one.MapGet("/dead-letters", ListLetters).WithName("listDeadLetters").WithSummary("What a receiver did not take for 3 days")
            .Produces<ListPage<DeadLetterItem>>().Produces(StatusCodes.Status304NotModified);
        one.MapPost("/dead-letters/{no:long}/retry", RetryAsync).WithName("retryDeadLetter")
            .WithSummary("Tries a dead letter once more, out of order").Produces(StatusCodes.Status202Accepted);
        one.MapDelete("/dead-letters/{no:long}", ForgetAsync).WithName("forgetDeadLetter").WithSummary("Forgets a dead letter")
            .Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Has somebody told of what happens: what who asks may see, judged anew with each delivery. The receiver is asked first
    /// whether it wants to be told.</summary>
    /// <param name="desk">Keeps the subscriptions.</param>
    /// <param name="context">The request.</param>
    /// <param name="request">Who wants to be told of what.</param>
    /// <returns>The subscription with its secret, which is not shown again.</returns>
    internal static async Task<IResult> AddAsync([FromServices] SubscriptionDesk desk, HttpContext context, SubscriptionRequest request)
    {
        NewSubscriptionItem made = await desk.AddAsync(request);
        return TypedResults.Created($"{context.Request.Path}/{made.Id}", made);
    }

    /// <summary>The subscriptions of who asks, the oldest first; an administrator's are all.</summary>
    /// <param name="desk">Keeps the subscriptions.</param>
    /// <returns>They, with an entity tag for who asks again.</returns>
    internal static IResult List([FromServices] SubscriptionDesk desk) => new TaggedAnswer<ListPage<SubscriptionItem>>(
        new ListPage<SubscriptionItem> { Items = [.. desk.All().Select(SubscriptionItem.Of)], Next = null });

    /// <summary>One subscription, and how far it has got.</summary>
    /// <param name="desk">Keeps the subscriptions.</param>
    /// <param name="id">Its id.</param>
    /// <returns>It, with an entity tag for who asks again.</returns>
    internal static IResult Find([FromServices] SubscriptionDesk desk, [FromRoute] string id) =>
        new TaggedAnswer<SubscriptionItem>(SubscriptionItem.Of(desk.Find(id)));

    /// <summary>Changes a subscription, pauses or resumes it. A paused one keeps its place.</summary>
    /// <param name="desk">Keeps the subscriptions.</param>
    /// <param name="id">Its id.</param>
    /// <param name="change">What is to change.</param>
    /// <returns>It as it is then.</returns>
    internal static async Task<IResult> ChangeAsync([FromServices] SubscriptionDesk desk, [FromRoute] string id,
        SubscriptionChange change) => TypedResults.Ok(SubscriptionItem.Of(await desk.ChangeAsync(id, change)));

    /// <summary>Ends a subscription: nothing more is told, and its dead letters are forgotten.</summary>
    /// <param name="desk">Keeps the subscriptions.</param>
    /// <param name="id">Its id.</param>
    /// <returns>Nothing.</returns>
    internal static async Task<IResult> RemoveAsync([FromServices] SubscriptionDesk desk, [FromRoute] string id)
    {
        await desk.RemoveAsync(id);
        return TypedResults.NoContent();
    }

    /// <summary>Gives a subscription a new secret. For a day deliveries carry the signatures of both.</summary>
    /// <param name="desk">Keeps the subscriptions.</param>
    /// <param name="id">Its id.</param>
    /// <returns>The secret, which is not shown again.</returns>
    internal static async Task<IResult> RenewAsync([FromServices] SubscriptionDesk desk, [FromRoute] string id)
    {
        (string secret, DateTimeOffset until) = await desk.RenewAsync(id);
        return TypedResults.Ok(new NewSecretItem { Secret = secret, OldUntil = until });
    }

    /// <summary>Tells a receiver everything behind a cursor once more, under the ids that it had.</summary>
    /// <param name="desk">Keeps the subscriptions.</param>
    /// <param name="log">What happened.</param>
    /// <param name="id">Its id.</param>
    /// <param name="request">From where.</param>
    /// <returns>The subscription as it is then. 409 for a cursor that this registry has not come to.</returns>
    internal static async Task<IResult> ReplayAsync([FromServices] SubscriptionDesk desk, [FromServices] FeedLog log,
        [FromRoute] string id, ReplayRequest request)
    {
        FeedPosition from = FeedStream.Read(FaultPlace.Pointer, "/from", request.From, log);
        return TypedResults.Ok(SubscriptionItem.Of(await desk.ReplayAsync(id, from)));
    }

    /// <summary>What a receiver did not take for 3 days, the oldest first.</summary>
    /// <param name="desk">Keeps the subscriptions.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of them, with an entity tag for who asks again.</returns>
    internal static IResult ListLetters([FromServices] SubscriptionDesk desk, [FromRoute] string id, string? cursor, int? limit)
    {
        long after = Cursor.Numbers(Letters, cursor, 1)?[0] ?? 0;
        int count = ListLimit.Of(limit);
        IReadOnlyList<DeadLetter> found = desk.DeadLetters(id, after, count);
        return new TaggedAnswer<ListPage<DeadLetterItem>>(new ListPage<DeadLetterItem>
        {
            Items = [.. found.Select(DeadLetterItem.Of)],
            Next = found.Count == count ? Cursor.Of(Letters, found[^1].No.ToString(CultureInfo.InvariantCulture)) : null,
        });
    }

    /// <summary>Tries a dead letter once more, out of order: it is gone from the list when the receiver takes it.</summary>
    /// <param name="desk">Keeps the subscriptions.</param>
    /// <param name="id">The subscription's id.</param>
    /// <param name="no">The letter's number.</param>
    /// <returns>That it will be tried.</returns>
    internal static async Task<IResult> RetryAsync([FromServices] SubscriptionDesk desk, [FromRoute] string id, [FromRoute] long no)
    {
        await desk.RetryAsync(id, no);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    /// <summary>Forgets a dead letter.</summary>
    /// <param name="desk">Keeps the subscriptions.</param>
    /// <param name="id">The subscription's id.</param>
    /// <param name="no">The letter's number.</param>
    /// <returns>Nothing.</returns>
    internal static async Task<IResult> ForgetAsync([FromServices] SubscriptionDesk desk, [FromRoute] string id, [FromRoute] long no)
    {
        await desk.ForgetAsync(id, no);
        return TypedResults.NoContent();
    }

    private static void Taking(RouteHandlerBuilder route) => route
        .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
        .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType);
}
