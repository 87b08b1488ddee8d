using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Feeds;

/// <summary>
/// Delivers what happens to those who want to be told (SPEC §19): to those whose subscriptions this process has claimed. Each lane of each
/// goes on by itself; what was taken is written down several times a second, all in one step.
/// </summary>
internal sealed class FeedEngine : BackgroundService
{
    // Together fewer than the log's readers: what is behind must not keep an emergency from being read.
    private const int OrdinaryReaders = ReadingPool.Most - 1;
    private const int EmergencyReaders = ReadingPool.Most;

    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_note = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_endsWithin = TimeSpan.FromSeconds(3);
    private static readonly FeedLaneKind[] s_lanes = [FeedLaneKind.Emergency, FeedLaneKind.Ordinary];

    private readonly FeedParts _parts;
    private readonly ReadingPool _pool;
    private readonly SubscriptionBook _book;
    private readonly ILogger _log;
    private readonly Dictionary<long, FeedRun> _runs = [];
    private readonly SemaphoreSlim[] _readers = [new(OrdinaryReaders), new(EmergencyReaders)];
    private readonly Lock _lock = new();
    private readonly Lock _noting = new();
    private readonly Troubles _troubles;
    private readonly Bell _asked = new();
    private DateTimeOffset _renewed;
    private bool _isAway;
    private bool _isRunning;

    /// <summary>Initializes a new instance of the <see cref="FeedEngine"/> class. Nothing is claimed.</summary>
    /// <param name="parts">What deliveries are made with.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="book">Says when subscriptions change in this process.</param>
    /// <param name="log">Told when the database is away.</param>
    public FeedEngine(FeedParts parts, ReadingPool pool, SubscriptionBook book, ILogger<FeedEngine> log)
    {
        _parts = parts;
        _pool = pool;
        _book = book;
        _log = log;
        _troubles = new Troubles(log, "推送", "feeds");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        foreach (SemaphoreSlim readers in _readers)
        {
            readers.Dispose();
        }
    }

    /// <summary>Claims what is free, takes what has changed and lets go what is not this process's any more.</summary>
    /// <exception cref="StoreAwayException">The database is away.</exception>
    internal void Round()
    {
        DateTimeOffset now = _parts.Clock.GetUtcNow();
        FeedRun[] before = Runs();
        if (before.Length == 0 && !_pool.Read(FeedClaims.HasAny))
        {
            return;
        }

        IReadOnlyList<ClaimedSubscription> claimed = _parts.Claims.Renew(now);
        _renewed = now;
        foreach (FeedRun run in before)
        {
            ClaimedSubscription? known = claimed.FirstOrDefault(one => one.Subscription.No == run.Subscription.No);
            if (known is not null && known.Subscription.Generation == run.Subscription.Generation
                && known.Subscription.State == run.Subscription.State)
            {
                run.Update(known.Subscription);
            }
            else
            {
                End(run);
            }
        }

        foreach (ClaimedSubscription one in claimed)
        {
            FeedRun run = Find(one.Subscription.No) ?? Begin(one);
            _ = AskAsync(run);
            foreach (DeadLetter letter in one.Asked)
            {
                _ = run.RetryAsync(letter);
            }
        }
    }

    /// <summary>Lets every lane go on as far as it can just now.</summary>
    /// <exception cref="StoreAwayException">The database can't be read just now.</exception>
    internal void Step()
    {
        foreach (FeedRun run in Runs())
        {
            foreach (FeedLaneKind kind in s_lanes)
            {
                run.Step(kind);
            }
        }
    }

    /// <summary>Writes down how far deliveries have got.</summary>
    /// <exception cref="StoreAwayException">The database is away: it is written down later.</exception>
    internal void Note()
    {
        lock (_noting)
        {
            (Subscription Subscription, LaneNote Note, Action PutBack)[] notes =
                [.. Runs().SelectMany(run => run.TakeNotes().Select(one => (run.Subscription, one.Note, one.PutBack)))];
            if (notes.Length == 0)
            {
                return;
            }

            try
            {
                _parts.Claims.Note([.. notes.Select(one => (one.Subscription, one.Note))], _parts.Clock.GetUtcNow());
            }
            catch (StoreAwayException)
            {
                foreach ((_, _, Action putBack) in notes)
                {
                    putBack();
                }

                throw;
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _isRunning = true;
        _book.Changed += LookAgain;
        await Task.WhenAll(RoundAsync(stoppingToken), NoteAsync(stoppingToken), TellNewsAsync(stoppingToken));
        _book.Changed -= LookAgain;
        await EndAsync();
    }

    private FeedRun[] Runs()
    {
        lock (_lock)
        {
            return [.. _runs.Values];
        }
    }

    private FeedRun? Find(long no)
    {
        lock (_lock)
        {
            return _runs.GetValueOrDefault(no);
        }
    }

    private FeedRun Begin(ClaimedSubscription one)
    {
        FeedRun run = new(one, _parts);
        lock (_lock)
        {
            _runs[one.Subscription.No] = run;
        }

        foreach (FeedLaneKind kind in _isRunning ? s_lanes : [])
        {
            _ = Task.Run(() => RunAsync(run, kind), CancellationToken.None);
        }

        return run;
    }

    private void End(FeedRun run)
    {
        lock (_lock)
        {
            _runs.Remove(run.Subscription.No);
        }

        run.Stop();
    }

    private async Task RunAsync(FeedRun run, FeedLaneKind kind)
    {
        SemaphoreSlim readers = _readers[(int)kind];
        string which = $"{run.Subscription.Id}, {kind}";
        while (!run.Stopping.IsCancellationRequested)
        {
            bool isAway = false;
            await readers.WaitAsync(CancellationToken.None);
            try
            {
                run.Step(kind);
                _troubles.Mended(which);
            }
            catch (StoreAwayException)
            {
                isAway = true;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Its end would be silence for one receiver: it is told, and tried again.
                isAway = true;
                _troubles.Tell(which, exception);
            }
            finally
            {
                readers.Release();
            }

            await (isAway ? Task.Delay(s_round, _parts.Clock, run.Stopping) : run.WaitAsync(kind))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync(FeedRun run)
    {
        if (await run.AskAsync())
        {
            LookAgain();
            _book.Note();
        }
    }

    private void LookAgain() => _asked.Ring();

    private async Task RoundAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Task asked = _asked.Next;
            await Task.Run(() => TryTo(Round), CancellationToken.None);
            await asked.WaitAsync(s_round, _parts.Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task NoteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Run(() => TryTo(Note), CancellationToken.None);
            await Task.Delay(s_note, _parts.Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void TryTo(Action work)
    {
        try
        {
            work();
            _isAway = false;
            _troubles.Mended(work.Method.Name);
        }
        catch (StoreAwayException exception)
        {
            if (!_isAway)
            {
                _log.Tell(LogLevel.Warning, $"推送：{exception.Message}；继续重试", $"feeds: {exception.Message}; trying again");
            }

            _isAway = true;

            // Another may have them by now.
            foreach (FeedRun run in _parts.Clock.GetUtcNow() - _renewed > FeedClaims.Lasts ? Runs() : [])
            {
                End(run);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _troubles.Tell(work.Method.Name, exception);
        }
    }

    private async Task TellNewsAsync(CancellationToken stop)
    {
        FeedPosition told = _parts.Log.Now;
        while (!stop.IsCancellationRequested)
        {
            await _parts.Log.WaitAsync(told, s_round, stop);
            if (_parts.Log.Now != told)
            {
                told = _parts.Log.Now;
                foreach (FeedRun run in Runs())
                {
                    run.Wake();
                }
            }
        }
    }

    // What is under way gets a moment to be answered, so that it needn't be told again.
    private async Task EndAsync()
    {
        using CancellationTokenSource limit = new(s_endsWithin);
        FeedRun[] runs = Runs();
        foreach (FeedRun run in runs)
        {
            run.Drain();
        }

        try
        {
            while (!limit.IsCancellationRequested && runs.Any(run => !run.IsIdle))
            {
                await Task.Delay(s_note, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            Note();
            _parts.Claims.Leave();
        }
        catch (StoreAwayException)
        {
            // The others find out by themselves.
        }

        foreach (FeedRun run in runs)
        {
            End(run);
        }
    }
}
