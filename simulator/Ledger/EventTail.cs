using AedCabinet.Contract;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Ledger;

/// <summary>
/// The one place of a process that follows what happens, at the cabinets in the order of arrival and at the centre, for whoever waits for
/// the next. Several writers commit their numbers in any order, so a number is only passed once nobody can come with a lower one any more.
/// May be used by any thread.
/// </summary>
public sealed class EventTail : IAsyncDisposable
{
    // So many of the latest are kept for all that follow: only who was away asks the database.
    private const int Kept = 4096;
    private const int PieceEvents = 1000;
    private const int MostMarks = 64;
    private const string Cabinets = "cabinets";
    private const string AtCentre = "centre";

    // What another process writes is no news here, or may be lost news; and thousands of batches are looked for once.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    // What happens at the centre gives no news of its own.
    private static readonly TimeSpan s_lookAtCentre = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(50);

    private readonly ReadingPool _pool;
    private readonly TimeProvider _clock;
    private readonly Troubles _troubles;
    private readonly CentreTail _centre = new();
    private readonly Bell _advanced = new();
    private readonly Bell _isMore = new();
    private readonly List<(long Last, HashSet<string> Open)> _marks = [];
    // Never disposed: news may still be on its way, and without a wait handle it has nothing to let go.
    private readonly SemaphoreSlim _isNew = new(0);
    private readonly CancellationTokenSource _stop = new();
    private volatile Latest _latest = new(0, 0, []);
    private Task _work = Task.CompletedTask;
    private int _isNoted;

    /// <summary>Initializes a new instance of the <see cref="EventTail"/> class. Nothing is read.</summary>
    /// <param name="pool">Reads the database; stays the caller's.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">Told what goes wrong.</param>
    public EventTail(ReadingPool pool, TimeProvider clock, ILogger<EventTail> log)
    {
        _pool = pool;
        _clock = clock;
        _troubles = new Troubles(log, "事件跟踪", "what happens is followed");
    }

    /// <summary>Gets the number up to which everything that arrived can be read, or will never be there.</summary>
    public long Settled => _latest.Through;

    /// <summary>Gets what happened at the centre.</summary>
    internal CentreTail Centre => _centre;

    /// <summary>Gets what ends when there is more, at a cabinet or at the centre.</summary>
    internal Task More => _isMore.Next;

    /// <summary>
    /// Begins to follow: what is there already is behind <see cref="Settled"/> when this ends, where the database answers.
    /// </summary>
    public void Start()
    {
        TryTo(Cabinets, LookAtCabinets);
        TryTo(AtCentre, LookAtCentre);
        _work = Task.Run(FollowAsync);
    }

    /// <summary>Says that there may be something new.</summary>
    public void Note()
    {
        Volatile.Write(ref _isNoted, 1);
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
    /// <param name="by">By what the database is read; <c>null</c> for as this reads.</param>
    /// <returns>The events in their order, and up to which number nothing else is left out.</returns>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    public (IReadOnlyList<LoggedEvent> Events, long Through) After(CabinetCut cut, Func<LoggedEvent, bool> isWanted, long after, int count,
        Severity least = Severity.Info, ReadingPool? by = null)
    {
        Latest latest = _latest;
        if (after < latest.From)
        {
            return (by ?? _pool).Read(database => EventLog.After(database, cut, after, latest.Through, count, least));
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
        Task advanced = _advanced.Next;
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
        LookAtCabinets();
        LookAtCentre();
    }

    private void LookAtCabinets()
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
            _advanced.Ring();
            _isMore.Ring();
        }
    }

    private void LookAtCentre()
    {
        if (_centre.Look(_pool))
        {
            _isMore.Ring();
        }
    }

    private async Task FollowAsync()
    {
        long lookedMs = Environment.TickCount64;
        while (!_stop.IsCancellationRequested)
        {
            await ((Task)_isNew.WaitAsync(s_lookAtCentre, _stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Interlocked.Exchange(ref _isNoted, 0) == 1 || Environment.TickCount64 - lookedMs >= s_look.TotalMilliseconds)
            {
                lookedMs = Environment.TickCount64;
                TryTo(Cabinets, LookAtCabinets);
            }

            TryTo(AtCentre, LookAtCentre);
            await Task.Delay(s_pace, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Whoever follows would hear nothing any more if this ended: it is told, and tried again.
    private void TryTo(string what, Action look)
    {
        try
        {
            look();
            _troubles.Mended(what);
        }
        catch (StoreAwayException)
        {
            // Whoever asks for what it has not got is told; here it is tried again.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _troubles.Tell(what, exception);
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
