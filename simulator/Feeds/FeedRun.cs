using System.Security.Cryptography;
using AedCabinet.Access;
using AedCabinet.Ledger;

namespace AedCabinet.Feeds;

/// <summary>The deliveries to one receiver, by its two lanes.</summary>
internal sealed class FeedRun : IDisposable
{
    private const int MostLetters = 4;
    private const int SecondsOfMinute = 60;

    // What a right that was given lets through is seen after this; one that was taken away holds at once.
    private static readonly TimeSpan s_pickKept = TimeSpan.FromSeconds(1);

    private readonly FeedParts _parts;
    private readonly FeedLane _ordinary;
    private readonly FeedLane _emergency;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<long> _letters = [];
    private volatile Subscription _subscription;
    private volatile PickOfMaker? _pick;
    private volatile bool _isDraining;
    private int _isAsking;

    /// <summary>Initializes a new instance of the <see cref="FeedRun"/> class.</summary>
    /// <param name="claimed">The subscription and how far it has got.</param>
    /// <param name="parts">What deliveries are made with.</param>
    public FeedRun(ClaimedSubscription claimed, FeedParts parts)
    {
        _subscription = claimed.Subscription;
        _parts = parts;
        _ordinary = LaneOf(FeedLaneKind.Ordinary);
        _emergency = LaneOf(FeedLaneKind.Emergency);
        Update(claimed.Subscription);

        FeedLane LaneOf(FeedLaneKind kind) => new(kind, parts.Log, claimed.Lanes.GetValueOrDefault(kind), claimed.Holds[kind], PostAsync,
            parts.Clock, parts.Random);
    }

    /// <summary>Gets the subscription.</summary>
    public Subscription Subscription => _subscription;

    /// <summary>Gets a value indicating whether no delivery is under way.</summary>
    public bool IsIdle => _ordinary.IsIdle && _emergency.IsIdle;

    /// <summary>Gets a token that ends with it.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Takes what has changed of the subscription that lets deliveries go on: its name and secrets.</summary>
    /// <param name="subscription">It as it is now.</param>
    public void Update(Subscription subscription)
    {
        _subscription = subscription;
        _ordinary.Gap = subscription.Rate is { } rate ? TimeSpan.FromSeconds(SecondsOfMinute) / rate : TimeSpan.Zero;
    }

    /// <summary>Says that there may be something to do.</summary>
    public void Wake()
    {
        _ordinary.Wake();
        _emergency.Wake();
    }

    /// <summary>Lets one lane go on as far as it can just now.</summary>
    /// <param name="kind">Which.</param>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public void Step(FeedLaneKind kind)
    {
        if (_subscription.State != SubscriptionState.Active || _stop.IsCancellationRequested)
        {
            return;
        }

        FeedLane lane = kind == FeedLaneKind.Ordinary ? _ordinary : _emergency;
        if (lane.Step(PickOf))
        {
            (lane == _ordinary ? _emergency : _ordinary).Back();
        }
    }

    /// <summary>Waits until there may be something for a lane to do.</summary>
    /// <param name="kind">Which.</param>
    /// <returns>When there is.</returns>
    public Task WaitAsync(FeedLaneKind kind) => (kind == FeedLaneKind.Ordinary ? _ordinary : _emergency).WaitAsync(_stop.Token);

    /// <summary>Asks the receiver whether it wants to be told, when it is time to.</summary>
    /// <returns>Whether it was asked, and what it said is noted.</returns>
    public async Task<bool> AskAsync()
    {
        Subscription asked = _subscription;
        if (asked.State != SubscriptionState.Pending || asked.NextAt > _parts.Clock.GetUtcNow()
            || Interlocked.Exchange(ref _isAsking, 1) == 1)
        {
            return false;
        }

        try
        {
            FeedConsent consent = await _parts.Receivers.AskAsync(asked.Url, _stop.Token);
            DateTimeOffset now = _parts.Clock.GetUtcNow();
            _parts.Claims.Note(asked, consent, now - asked.Since >= FeedPause.TriedFor ? null
                : now + FeedPause.After(asked.Tries + 1, FeedPause.Longest, _parts.Random));
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or StoreAwayException)
        {
            // It is asked again.
            return false;
        }
        finally
        {
            Volatile.Write(ref _isAsking, 0);
        }
    }

    /// <summary>Tries a dead letter once more, out of order.</summary>
    /// <param name="letter">The letter.</param>
    /// <returns>When it is noted what became of it.</returns>
    public async Task RetryAsync(DeadLetter letter)
    {
        lock (_letters)
        {
            if (_letters.Count >= MostLetters || !_letters.Add(letter.No))
            {
                return;
            }
        }

        try
        {
            FeedEntry? entry = _parts.Log.Find(letter.Arrival, letter.Centre);
            _parts.Claims.Note(letter, entry is null ? new FeedAnswer(false, "the event is not there any more")
                : PickOf(true)?.Wants(entry) != true ? new FeedAnswer(false, "whoever made the subscription may not see it")
                : await PostAsync(entry));
        }
        catch (Exception exception) when (exception is OperationCanceledException or StoreAwayException)
        {
            // It stays asked for.
        }
        finally
        {
            lock (_letters)
            {
                _letters.Remove(letter.No);
            }
        }
    }

    /// <summary>What is to be written down.</summary>
    /// <returns>The notes of the lanes that have changed, each with its lane's way of taking it back.</returns>
    public IEnumerable<(LaneNote Note, Action PutBack)> TakeNotes()
    {
        foreach (FeedLane lane in new[] { _emergency, _ordinary })
        {
            if (lane.TakeNote() is { } note)
            {
                yield return (note, () => lane.PutBack(note));
            }
        }
    }

    /// <summary>Begins nothing more: what is under way is answered.</summary>
    public void Drain()
    {
        _isDraining = true;
        Wake();
    }

    /// <summary>Ends it: what is under way is broken off.</summary>
    public void Stop()
    {
        _stop.Cancel();
        Wake();
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private FeedPick? PickOf(bool isFresh)
    {
        if (_isDraining)
        {
            return null;
        }

        PickOfMaker? known = _pick;
        if (!isFresh && known is not null && _parts.Clock.GetElapsedTime(known.At) < s_pickKept)
        {
            return known.Pick;
        }

        AccessScope? scope = _parts.Makers.Of(_subscription.Maker);
        FeedPick? pick = scope is null ? null : new FeedPick(scope, _subscription.Filter);
        _pick = new PickOfMaker(pick, _parts.Clock.GetTimestamp());
        return pick;
    }

    private async Task<FeedAnswer> PostAsync(FeedEntry entry)
    {
        try
        {
            Subscription to = _subscription;
            string[] secrets = [.. to.Sealed.Select(_parts.Secrets.Open)];
            return await _parts.Receivers.PostAsync(new FeedDelivery(to.Url, entry.Id, _parts.Writer.Write(entry), secrets), _stop.Token);
        }
        catch (OperationCanceledException)
        {
            return new FeedAnswer(false, "broken off");
        }
        catch (CryptographicException)
        {
            return new FeedAnswer(false, "its secret can't be opened: give it a new one");
        }
        catch (Exception exception)
        {
            // Whatever is wrong with one receiver or one event: it is held, and delays no other.
            return new FeedAnswer(false, exception.GetType().Name);
        }
    }

    private sealed record PickOfMaker(FeedPick? Pick, long At);
}
