using System.Collections.Concurrent;
using AedCabinet.Ledger;

namespace AedCabinet.Feeds;

/// <summary>
/// One way to one receiver: what happened, in order for each chain. A chain whose event is not taken is held and goes on by itself, the
/// others pass it. While the receiver is away nothing more is read. What it keeps in memory has a limit, whatever is behind.
/// </summary>
/// <param name="kind">Which lane.</param>
/// <param name="log">What happened.</param>
/// <param name="from">The place up to which everything was taken or is held.</param>
/// <param name="holds">What is held.</param>
/// <param name="post">Delivers; its task never fails.</param>
/// <param name="clock">The time.</param>
/// <param name="random">Gives the jitter.</param>
internal sealed class FeedLane(FeedLaneKind kind, FeedLog log, FeedPosition from, IEnumerable<FeedHold> holds,
    Func<FeedEntry, Task<FeedAnswer>> post, TimeProvider clock, Random random)
{
    /// <summary>So many deliveries are under way at once.</summary>
    public const int Slots = 32;

    /// <summary>About so much that was read waits at most.</summary>
    public const int MostWaiting = 256;

    /// <summary>With so many held chains nothing more is read.</summary>
    public const int MostHolds = 256;

    private const int Piece = 64;
    private const int MostPieces = 4;

    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(5);

    private readonly LinkedList<FeedWaiting> _window = new();
    private readonly FeedHolds _holds = new(kind, log, holds);
    private readonly HashSet<string> _busy = [];
    private readonly ReceiverPace _pace = new(kind, random);
    private readonly ConcurrentQueue<(FeedEntry Entry, FeedWaiting? Item, FeedAnswer Answer)> _ended = new();
    private readonly List<(FeedEntry Entry, FeedHold Hold)> _dead = [];
    private readonly Lock _lock = new();
    private readonly Bell _woken = new();
    private volatile bool _isWoken;
    private FeedPosition _read = from;
    private FeedPosition _position = from;
    private FeedPosition? _noted = from;
    private DateTimeOffset? _taken;
    private bool _isGone;
    private bool _isMore;

    /// <summary>Gets or sets how long is waited between two deliveries, as the receiver asks; an emergency waits for no pace.</summary>
    public TimeSpan Gap
    {
        get => _pace.Gap;
        set => _pace.Gap = value;
    }

    /// <summary>Gets a value indicating whether no delivery is under way.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _busy.Count == 0;
            }
        }
    }

    /// <summary>Says that there may be something to do.</summary>
    public void Wake()
    {
        _isWoken = true;
        _woken.Ring();
    }

    /// <summary>Says that the receiver took something by the other lane: what is held here needn't wait.</summary>
    public void Back()
    {
        lock (_lock)
        {
            ComeBack();
        }

        Wake();
    }

    /// <summary>Goes on as far as it can just now.</summary>
    /// <param name="pickOf">Says what is told, judged anew where that is asked for; <c>null</c> for nothing just now.</param>
    /// <returns><c>true</c> when the receiver, having been away, took something.</returns>
    /// <exception cref="Ledger.StoreAwayException">The database can't be read just now.</exception>
    public bool Step(Func<bool, FeedPick?> pickOf)
    {
        lock (_lock)
        {
            DateTimeOffset now = clock.GetUtcNow();
            bool wasAway = _pace.IsAway;
            bool isBack = false;
            while (_ended.TryDequeue(out (FeedEntry Entry, FeedWaiting? Item, FeedAnswer Answer) one))
            {
                isBack |= Take(one.Entry, one.Item, one.Answer, now) && wasAway;
            }

            if (!_isGone)
            {
                Fill(pickOf, now);
                if (MayLaunch(now) && pickOf(true) is { } pick)
                {
                    Launch(pick, now);
                }
            }

            while (_window.First is { Value.IsDone: true } first)
            {
                _position = first.Value.Entry.After;
                _window.RemoveFirst();
            }

            _position = _window.Count == 0 ? _read : _position;
            return isBack;
        }
    }

    /// <summary>Waits until there may be something to do.</summary>
    /// <param name="stop">Gives up.</param>
    /// <returns>When there is.</returns>
    public async Task WaitAsync(CancellationToken stop)
    {
        Task woken = _woken.Next;
        TimeSpan most;
        lock (_lock)
        {
            most = _isWoken || !_ended.IsEmpty || (_isMore && _window.Count == 0) ? TimeSpan.Zero : Due(clock.GetUtcNow());
            _isWoken = false;
        }

        if (most > TimeSpan.Zero)
        {
            await woken.WaitAsync(most, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _isWoken = false;
        }
    }

    /// <summary>Takes what is to be written down.</summary>
    /// <returns>It; <c>null</c> when nothing has changed.</returns>
    public LaneNote? TakeNote()
    {
        lock (_lock)
        {
            if (_position == _noted && !_holds.HasChanged && _dead.Count == 0 && _taken is null && !_isGone)
            {
                return null;
            }

            LaneNote note = new(kind, _position, _holds.TakeChanges(), [.. _dead]) { Taken = _taken, IsGone = _isGone };
            _noted = _position;
            _dead.Clear();
            _taken = null;
            return note;
        }
    }

    /// <summary>Takes back what could not be written down.</summary>
    /// <param name="note">It.</param>
    public void PutBack(LaneNote note)
    {
        lock (_lock)
        {
            _noted = null;
            _holds.PutBack(note.Holds.Keys);
            _dead.InsertRange(0, note.Dead);
            _taken ??= note.Taken;
        }
    }

    private bool Take(FeedEntry entry, FeedWaiting? item, FeedAnswer answer, DateTimeOffset now)
    {
        _busy.Remove(entry.Chain);
        if (answer.IsTaken)
        {
            _taken = now;
            if (item is null)
            {
                _holds.Taken(entry, now);
            }
            else
            {
                item.IsDone = true;
            }

            ComeBack();
            return true;
        }

        _isGone |= answer.IsGone;
        TimeSpan quiet = answer.RetryAfter ?? TimeSpan.Zero;
        _pace.Missed(entry.Chain, quiet, now);
        if (_holds.Missed(entry, answer.Why, now, failures => _pace.PauseAfter(failures, quiet)) is { } dead)
        {
            _dead.Add((entry, dead));
        }

        // What waits behind the event belongs to what is held now.
        _pace.Rest(quiet, now);
        foreach (FeedWaiting behind in _window.Where(behind => behind.Entry.Chain == entry.Chain))
        {
            behind.IsDone = true;
        }

        return false;
    }

    private void ComeBack()
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (_pace.Took(now))
        {
            _holds.Hasten(now);
        }
    }

    private void Fill(Func<bool, FeedPick?> pickOf, DateTimeOffset now)
    {
        _isMore = false;
        bool isHeldUp = _pace.IsQuiet(now) || (_pace.IsProbed && _window.Count + _holds.Count > 0);
        if (isHeldUp || _read.Covers(log.Now) || pickOf(false) is not { } pick)
        {
            return;
        }

        for (int i = 0; i < MostPieces && _window.Count < MostWaiting && _holds.Count < MostHolds; i++)
        {
            FeedPiece piece = log.After(pick, kind, _read, Piece);
            foreach (FeedEntry entry in piece.Entries.Where(entry => !_holds.Has(entry.Chain)))
            {
                _window.AddLast(new FeedWaiting(entry));
            }

            _isMore = piece.Through != _read && !piece.Through.Covers(log.Now);
            _read = piece.Through;
            if (!_isMore)
            {
                return;
            }
        }
    }

    private bool MayLaunch(DateTimeOffset now)
    {
        bool hasSome = _window.Any(IsReady) || _holds.All.Any(hold => !_busy.Contains(hold.Chain)
            && (hold.NextAt <= now || _pace.IsProbed));
        return hasSome && _pace.MayLaunch(now, _busy.Count == 0);
    }

    private void Launch(FeedPick pick, DateTimeOffset now)
    {
        if (!_pace.IsProbed)
        {
            LaunchHeld(pick, now, now, Slots);
            LaunchWaiting(pick, now, Slots);
            return;
        }

        // Whoever is away is asked with one, something that was not tried yet if there is any.
        LaunchWaiting(pick, now, 1);
        LaunchHeld(pick, DateTimeOffset.MaxValue, now, 1);
    }

    private void LaunchWaiting(FeedPick pick, DateTimeOffset now, int most)
    {
        HashSet<string> behind = [.. _busy];
        foreach (FeedWaiting item in _window.Where(IsReady))
        {
            if (_busy.Count >= most || _pace.IsPaced(now))
            {
                return;
            }

            if (behind.Contains(item.Entry.Chain))
            {
                continue;
            }

            if (pick.Wants(item.Entry))
            {
                behind.Add(item.Entry.Chain);
                item.IsSent = true;
                Send(item.Entry, item, now);
            }
            else
            {
                item.IsDone = true;
            }
        }
    }

    private void LaunchHeld(FeedPick pick, DateTimeOffset due, DateTimeOffset now, int most)
    {
        foreach (FeedHold hold in _holds.All.Where(hold => hold.NextAt <= due && !_busy.Contains(hold.Chain))
            .OrderBy(hold => hold.NextAt).ToArray())
        {
            if (_busy.Count >= most || _pace.IsPaced(now))
            {
                return;
            }

            if (_holds.NextOf(hold, pick, _read) is { } entry)
            {
                Send(entry, null, now);
            }
        }
    }

    private void Send(FeedEntry entry, FeedWaiting? item, DateTimeOffset now)
    {
        _busy.Add(entry.Chain);
        _pace.Launched(now);
        _ = EndAsync();

        async Task EndAsync()
        {
            FeedAnswer answer = await post(entry);
            _ended.Enqueue((entry, item, answer));
            Wake();
        }
    }

    private static bool IsReady(FeedWaiting item) => item is { IsDone: false, IsSent: false };

    private TimeSpan Due(DateTimeOffset now) => _pace.Due(
        _holds.All.Where(hold => !_busy.Contains(hold.Chain)).Select(hold => hold.NextAt), now, now + s_idle) - now;
}
