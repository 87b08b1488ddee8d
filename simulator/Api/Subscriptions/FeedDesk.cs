using AedCabinet.Access;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Feeds;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Subscriptions;

/// <summary>Subscriptions for the page, by the API's own rules.</summary>
/// <param name="book">Keeps them.</param>
/// <param name="log">What happened.</param>
/// <param name="settings">Where receivers may be.</param>
/// <param name="makers">Knows the accounts.</param>
/// <param name="audit">The audit log.</param>
/// <param name="clock">The time.</param>
internal sealed class FeedDesk(SubscriptionBook book, FeedLog log, FeedSettings settings, AccountMakers makers, IAuditLog audit,
    TimeProvider clock) : IFeedDesk
{
    private const int MostLetters = 100;

    /// <inheritdoc/>
    public IReadOnlyList<FeedRow> List(FeedLooker who) => Try(() => DeskOf(who).All().Select(RowOf).ToArray());

    /// <inheritdoc/>
    public Task<string> AddAsync(FeedLooker who, FeedWish wish) => TryAsync(async () => (await DeskOf(who).AddAsync(new SubscriptionRequest
    {
        Name = wish.Name,
        Url = wish.Url,
        Types = wish.Types,
        Severities = wish.Severities,
        Prefectures = wish.Prefectures,
        Departments = wish.Departments,
    })).Secret);

    /// <inheritdoc/>
    public Task PauseAsync(FeedLooker who, string id, bool isPaused) =>
        TryAsync(() => DeskOf(who).ChangeAsync(id, new SubscriptionChange { State = isPaused ? "paused" : "active" }));

    /// <inheritdoc/>
    public Task<string> RenewSecretAsync(FeedLooker who, string id) =>
        TryAsync(async () => (await DeskOf(who).RenewAsync(id)).Secret);

    /// <inheritdoc/>
    public Task RemoveAsync(FeedLooker who, string id) => TryAsync(async () =>
    {
        await DeskOf(who).RemoveAsync(id);
        return true;
    });

    /// <inheritdoc/>
    public IReadOnlyList<FeedLetter> Letters(FeedLooker who, string id) => Try(() => DeskOf(who).DeadLetters(id, 0, MostLetters)
        .Select(letter => new FeedLetter(letter.No, letter.Type, letter.Chain, letter.Died, letter.Why, letter.IsAsked)).ToArray());

    /// <inheritdoc/>
    public Task RetryAsync(FeedLooker who, string id, long no) => TryAsync(async () =>
    {
        await DeskOf(who).RetryAsync(id, no);
        return true;
    });

    private static FeedRow RowOf(SubscriptionStanding standing) => new(standing.Subscription.Id, standing.Subscription.Name,
        standing.Subscription.Url.AbsoluteUri, standing.State.ToString().ToLowerInvariant())
    {
        Why = standing.Subscription.Why,
        Taken = standing.Subscription.Taken,
        TriedSince = standing.TriedSince,
        Held = standing.Held,
        Dead = standing.Dead,
        Wants = [.. standing.Subscription.Filter.Types, .. standing.Subscription.Filter.Severities,
            .. standing.Subscription.Filter.Prefectures, .. standing.Subscription.Filter.Departments],
    };

    private static T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (RefusalOf(exception) is { } refused)
        {
            throw refused;
        }
    }

    private static async Task<T> TryAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (RefusalOf(exception) is { } refused)
        {
            throw refused;
        }
    }

    private static FeedRefusedException? RefusalOf(Exception exception) => exception switch
    {
        ProblemException problem => new FeedRefusedException(
            [.. problem.Parts.Select(part => (part.Name.TrimStart('/').Split('/')[0], part.Words)),
                .. problem.Detail is { } detail ? new[] { (string.Empty, detail) } : []]),
        StoreAwayException => new FeedRefusedException([]),
        _ => null,
    };

    private SubscriptionDesk DeskOf(FeedLooker who)
    {
        AccessScope scope = AccessScope.Of(who.Who);
        return new SubscriptionDesk(
            new SubscriptionAsker(scope, makers.AccountOf(who.Who), detail => audit.AddAsync(
                new AuditEntry(clock.GetUtcNow(), scope.Name, who.From, AuditActions.Subscription, null, true, detail))),
            book, log, settings);
    }
}
