using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>
/// Follows the events in the order of arrival, for whoever waits for the next. Several writers commit their numbers in any order, so a
/// number is only passed once nobody can come with a lower one any more. May be used by any thread.
/// </summary>
public sealed class EventTail : IAsyncDisposable
{
    // So many of the latest are kept for all that follow: only who was away asks the database.
    private const int Kept = 4096;
    private const int PieceEvents = 1000;
    private const int MostMarks = 64;

    // What another process writes is no news here, or may be lost news; and thousands of batches are looked for once.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(50);

    private readonly ReadingPool _pool;
    private readonly TimeProvider _clock;
    private readonly List<(long Last, HashSet<string> Open)> _marks = [];
    // Never disposed: news may still be on its way, and without a wait handle it has nothing to let go.
    private readonly SemaphoreSlim _isNew = new(0);
    private readonly CancellationTokenSource _stop = new();
    private volatile TaskCompletionSource _advanced = New();
    private volatile Latest _latest = new(0, 0, []);
    private Task _work = Task.CompletedTask;

    /// <summary>Initializes a new instance of the <see cref="EventTail"/> class. Nothing is read.</summary>
    /// <param name="pool">Reads the database; stays the caller's.</param>
    /// <param name="clock">The time.</param>
    public EventTail(ReadingPool pool, TimeProvider clock)
    {
        _pool = pool;
        _clock = clock;
    }

    /// <summary>Gets the number up to which everything that arrived can be read, or will never be there.</summary>
    public long Settled => _latest.Through;

    /// <summary>
    /// Begins to follow: what is there already is behind <see cref="Settled"/> when this ends, where the database answers.
    /// </summary>
    public void Start()
    {
        try
        {
            Look();
        }
        catch (StoreAwayException)
        {
            // It is asked again every so often.
        }

        _work = Task.Run(FollowAsync);
    }

    /// <summary>Says that there may be something new.</summary>
    public void Note()
    {
        if (_isNew.CurrentCount == 0)
        {
            _isNew.Release();
        }
    }

    /// <summary>The events behind one, as far as they are settled.</summary>
    /// <param name="cut">Whose events, for the database.</param>
    /// <param name="isWanted">The same for what is in memory.</param>
    /// <param name="after">The number of the one; 0 for the beginning.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="least">Only those at least so grave.</param>
    /// <returns>The events in their order, and up to which number nothing else is left out.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public (IReadOnlyList<LoggedEvent> Events, long Through) After(CabinetCut cut, Func<LoggedEvent, bool> isWanted, long after, int count,
        Severity least = Severity.Info)
    {
        Latest latest = _latest;
        if (after < latest.From)
        {
            return _pool.Read(database => EventLog.After(database, cut, after, latest.Through, count, least));
        }

        LoggedEvent[] events = [.. latest.Events.Where(item => item.Arrival > after
            && item.Event.Severity >= least && isWanted(item)).Take(count)];
        return (events, events.Length == count ? events[^1].Arrival : Math.Max(after, latest.Through));
    }

    /// <summary>Waits for something behind a number.</summary>
    /// <param name="after">The number.</param>
    /// <param name="most">How long at most.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>When there is something, or the time is over.</returns>
    public async Task WaitAsync(long after, TimeSpan most, CancellationToken stop)
    {
        Task advanced = _advanced.Task;
        if (Settled <= after)
        {
            await advanced.WaitAsync(most, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    /// <summary>Looks whether there is more. One at a time.</summary>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    internal void Look()
    {
        Latest latest = _latest;
        Latest now = _pool.Read(database =>
        {
            long settled = Settle(database);
            return settled > latest.Through ? Read(database, latest, settled) : latest;
        });
        if (now != latest)
        {
            _latest = now;
            TaskCompletionSource advanced = _advanced;
            _advanced = New();
            advanced.SetResult();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await ((Task)_isNew.WaitAsync(s_look, _stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                Look();
            }
            catch (StoreAwayException)
            {
                // Whoever asks for what it has not got is told; here it is tried again.
            }

            await Task.Delay(s_pace, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private long Settle(LedgerDatabase database)
    {
        // In this order: who is not there any more when asked for second had taken no number that the first answer covers.
        long last = database.LastArrival();
        IReadOnlyList<string> inserting = database.Inserting();
        if (inserting.Count == 0)
        {
            _marks.Clear();
            return last;
        }

        long settled = 0;
        foreach ((_, HashSet<string> open) in _marks)
        {
            open.IntersectWith(inserting);
        }

        while (_marks.Count > 0 && _marks[0].Open.Count == 0)
        {
            settled = _marks[0].Last;
            _marks.RemoveAt(0);
        }

        if (_marks.Count < MostMarks)
        {
            _marks.Add((last, [.. inserting]));
        }

        return settled;
    }

    private static Latest Read(LedgerDatabase database, Latest latest, long settled)
    {
        // At the start, and behind a flood, memory begins anew: the database has what is before.
        if (latest.Through == 0 || settled - latest.Through > Kept)
        {
            return new Latest(settled, settled, []);
        }

        List<LoggedEvent> events = [.. latest.Events];
        for (long through = latest.Through; through < settled;)
        {
            (IReadOnlyList<LoggedEvent> more, through) = EventLog.After(database, CabinetCut.All, through, settled, PieceEvents);
            events.AddRange(more);
        }

        int tooMany = Math.Max(0, events.Count - Kept);
        long from = tooMany > 0 ? events[tooMany - 1].Arrival : latest.From;
        events.RemoveRange(0, tooMany);
        return new Latest(from, settled, events);
    }

    // The events behind one number up to another, all of them.
    private sealed record Latest(long From, long Through, IReadOnlyList<LoggedEvent> Events);
}
