using System.Net;
using AedCabinet.Access;
using AedCabinet.Api.Events;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Feeds;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Subscriptions;

/// <summary>
/// What somebody may do with subscriptions: with its own, and who looks after the accounts with all. Each change is in the audit log before
/// it is made.
/// </summary>
/// <param name="asker">Who asks.</param>
/// <param name="book">Keeps them.</param>
/// <param name="log">What happened.</param>
/// <param name="settings">Where receivers may be.</param>
internal sealed class SubscriptionDesk(SubscriptionAsker asker, SubscriptionBook book, FeedLog log, FeedSettings settings)
{
    private const int MostName = 64;
    private const int MostUrl = 1024;

    /// <summary>Makes one.</summary>
    /// <param name="request">Who wants to be told of what.</param>
    /// <returns>It with its secret.</returns>
    /// <exception cref="ProblemException">Something in it can't be, or there are too many.</exception>
    public async Task<NewSubscriptionItem> AddAsync(SubscriptionRequest request)
    {
        NewSubscription wanted = Judge(request.Name, request.Url, FeedFilterRules.Judge(FaultPlace.Pointer, request.Types,
            request.Severities, request.Prefectures, request.Departments));
        FeedPosition from = request.From is null ? log.Now : FeedStream.Read(FaultPlace.Pointer, "/from", request.From, log);
        string maker = asker.Account ?? throw new ProblemException(ProblemKind.NotAllowed, new Wording(
            "订阅属于本系统的账号：请用registry system add添加的系统账号。",
            "A subscription belongs to an account of this registry: use a system's, made with registry system add."));
        await NoteAsync("added", wanted.Name, wanted.Url);
        (string Id, string Secret) made = book.Add(maker, wanted, from) ?? throw new ProblemException(ProblemKind.Conflict, new Wording(
            $"一个账号最多{SubscriptionBook.MostOfOne}个订阅。", $"An account has at most {SubscriptionBook.MostOfOne} subscriptions."));
        return new NewSubscriptionItem
        {
            Id = made.Id,
            Secret = made.Secret,
            State = SubscriptionState.Pending,
            Cursor = from.ToString(),
        };
    }

    /// <summary>Those of who asks, or all.</summary>
    /// <returns>They.</returns>
    public IReadOnlyList<SubscriptionStanding> All() => List(null);

    /// <summary>One of who asks.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>It.</returns>
    /// <exception cref="ProblemException">There is none for who asks.</exception>
    public SubscriptionStanding Find(string id) => List(id) is [{ } found] ? found : throw new ProblemException(ProblemKind.NotFound,
        new Wording($"没有订阅“{id}”。", $"There is no subscription \"{id}\"."));

    /// <summary>Changes one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="change">What is to change.</param>
    /// <returns>It as it is then.</returns>
    /// <exception cref="ProblemException">There is none for who asks, or something can't be.</exception>
    public async Task<SubscriptionStanding> ChangeAsync(string id, SubscriptionChange change)
    {
        Subscription known = Find(id).Subscription;
        SubscriptionState? state = change.State switch
        {
            null => null,
            "active" => SubscriptionState.Active,
            "paused" => SubscriptionState.Paused,
            _ => throw ProblemException.OfMember("/state", "请用active或paused。", "Use active or paused."),
        };
        NewSubscription wanted = Judge(change.Name ?? known.Name, change.Url ?? known.Url.AbsoluteUri, FeedFilterRules.Judge(
            FaultPlace.Pointer, change.Types ?? known.Filter.Types, change.Severities ?? known.Filter.Severities,
            change.Prefectures ?? known.Filter.Prefectures, change.Departments ?? known.Filter.Departments));
        await NoteAsync(change.State ?? "changed", wanted.Name, wanted.Url);
        book.Change(known.No, wanted, state);
        return Find(id);
    }

    /// <summary>Ends one.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>When it is ended.</returns>
    public async Task RemoveAsync(string id)
    {
        Subscription known = Find(id).Subscription;
        await NoteAsync("removed", known.Name, known.Url);
        book.Remove(known.No);
    }

    /// <summary>Gives one a new secret.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The secret, and until when the other signs too.</returns>
    public async Task<(string Secret, DateTimeOffset Until)> RenewAsync(string id)
    {
        Subscription known = Find(id).Subscription;
        await NoteAsync("new secret", known.Name, known.Url);
        return book.RenewSecret(known.No);
    }

    /// <summary>Tells one everything behind a place once more.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="from">The place.</param>
    /// <returns>It as it is then.</returns>
    public async Task<SubscriptionStanding> ReplayAsync(string id, FeedPosition from)
    {
        Subscription known = Find(id).Subscription;
        await NoteAsync($"replay from {from}", known.Name, known.Url);
        book.Replay(known.No, from);
        return Find(id);
    }

    /// <summary>The dead letters of one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="after">The number of the letter behind which to begin.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>They.</returns>
    public IReadOnlyList<DeadLetter> DeadLetters(string id, long after, int count) =>
        book.DeadLetters(Find(id).Subscription.No, after, count);

    /// <summary>Has a dead letter tried once more.</summary>
    /// <param name="id">The subscription's id.</param>
    /// <param name="no">The letter's number.</param>
    /// <returns>When it is asked for.</returns>
    public Task RetryAsync(string id, long no) => LetterAsync(id, no, "dead letter tried again", book.Retry);

    /// <summary>Forgets a dead letter.</summary>
    /// <param name="id">The subscription's id.</param>
    /// <param name="no">The letter's number.</param>
    /// <returns>When it is forgotten.</returns>
    public Task ForgetAsync(string id, long no) => LetterAsync(id, no, "dead letter forgotten", book.Forget);

    private async Task LetterAsync(string id, long no, string what, Func<long, long, bool> change)
    {
        Subscription known = Find(id).Subscription;
        await NoteAsync(what, known.Name, known.Url);
        if (!change(known.No, no))
        {
            throw new ProblemException(ProblemKind.NotFound, new Wording($"没有死信{no}。", $"There is no dead letter {no}."));
        }
    }

    private IReadOnlyList<SubscriptionStanding> List(string? id)
    {
        string? own = asker.Scope.MayEverywhere(Permission.ManageAccess) ? null
            : asker.Account ?? string.Empty;
        return book.List(own, id);
    }

    // A path or a query may hold what lets somebody in there.
    private Task NoteAsync(string what, string name, Uri url) =>
        asker.NoteAsync($"{what}: {name}, {url.GetLeftPart(UriPartial.Authority)}");

    private NewSubscription Judge(string? name, string? url, FeedFilter filter)
    {
        List<Fault> faults = [];
        string called = name?.Trim() ?? string.Empty;
        if (called.Length is 0 or > MostName || called.Any(char.IsControl))
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/name", new Wording($"请用1至{MostName}个字符。", $"Use 1 to {MostName} characters.")));
        }

        bool isUrl = Uri.TryCreate(url, UriKind.Absolute, out Uri? where) && url!.Length <= MostUrl && where.UserInfo.Length == 0
            && where.Fragment.Length == 0
            && (where.Scheme == Uri.UriSchemeHttps || (settings.Private.HasAny && where.Scheme == Uri.UriSchemeHttp));
        if (!isUrl)
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/url", new Wording("请用https地址，地址里不写用户名和密码。",
                "Use an https address, without a user or password in it.")));
        }
        else if (IPAddress.TryParse(where!.Host.Trim('[', ']'), out IPAddress? address)
            && !settings.Private.Allows(address))
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/url", new Wording("该地址不在公共互联网上，也不在--feed-private-addresses允许的网络里；需要时请用它重新启动管理系统。",
                "The address is neither of the public internet nor of a network that --feed-private-addresses allows; where it is meant, "
                    + "start the registry with that.")));
        }

        return faults.Count == 0 ? new NewSubscription(called, where!, filter)
            : throw new ProblemException(ProblemKind.Invalid, null, faults);
    }
}
