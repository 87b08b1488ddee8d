using AedCabinet.Centre;
using AedCabinet.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Incidents;

/// <summary>
/// Brings what the cabinets say into the incidents. It keeps nothing in memory: what is to be done is what the database says is not done,
/// so that it may be killed at any moment and run in several processes.
/// </summary>
/// <param name="store">Where the database is.</param>
/// <param name="book">Tells whoever shows incidents.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Told when the database refuses.</param>
public sealed class IncidentFollower(LedgerStore store, IncidentBook book, TimeProvider clock, ILogger<IncidentFollower> log)
    : IHostedService, IDisposable
{
    // What another process writes is no news here; and thousands of batches are looked at once.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(100);

    private const string Everything = "all";

    private readonly ReadingPool _pool = new(store);

    // Never disposed: news may still be on its way, and without a wait handle it has nothing to let go.
    private readonly SemaphoreSlim _isNew = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Troubles _troubles = new(log, "急救任务", "incidents");
    private IRegistryOffice? _office;
    private Task _work = Task.CompletedTask;

    /// <summary>Has a centre tell when something has come in.</summary>
    /// <param name="office">The centre; stays the caller's.</param>
    /// <returns>The follower.</returns>
    public IncidentFollower Of(IRegistryOffice office)
    {
        _office = office;
        return this;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_office is not null)
        {
            _office.Changed += Note;
            _office.Desk.Changed += Note;
            _office.Emergencies.Changed += Note;
        }

        _work = Task.Run(FollowAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_office is not null)
        {
            _office.Changed -= Note;
            _office.Desk.Changed -= Note;
            _office.Emergencies.Changed -= Note;
        }

        await _stop.CancelAsync();
        await _work;
    }

    /// <summary>Does what is to be done.</summary>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="StoreAwayException">The database can't be read or takes nothing just now; what was done stays.</exception>
    public bool Look()
    {
        DateTimeOffset now = clock.GetUtcNow();
        int done = 0;
        foreach (long emergency in _pool.Read(IncidentOpening.Waiting))
        {
            done += Step($"emergency {emergency}", database => IncidentOpening.Take(database, emergency));
        }

        foreach ((long emergency, long returnedMs) in _pool.Read(database => IncidentNews.Returned(database, now)))
        {
            done += Step($"AED of emergency {emergency}", database =>
            {
                IncidentNews.TakeReturned(database, emergency, returnedMs);
                return true;
            });
        }

        foreach (long entry in _pool.Read(database => IncidentNews.Answered(database, now)))
        {
            done += Step($"entry {entry}", database =>
            {
                IncidentNews.TakeAnswered(database, entry, now);
                return true;
            });
        }

        foreach ((long no, string? reason) in _pool.Read(IncidentNews.Over))
        {
            done += Step($"incident {no}", database =>
            {
                IncidentNews.Close(database, no, reason ?? IncidentOutcomes.OverAtCabinet, now);
                return true;
            });
        }

        if (done > 0)
        {
            book.Note();
        }

        return done > 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _pool.Dispose();
    }

    private int Step(string what, Func<LedgerDatabase, bool> work)
    {
        try
        {
            int done = StoreStep.Run(store, work) ? 1 : 0;
            _troubles.Mended(what);
            return done;
        }
        catch (Exception exception) when (Troubles.IsOfOneThing(exception))
        {
            // What is wrong with one keeps no other waiting; it is tried again with each look.
            _troubles.Tell(what, exception);
            return 0;
        }
    }

    private void Note()
    {
        if (_isNew.CurrentCount == 0)
        {
            _isNew.Release();
        }
    }

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Look();
                _troubles.Mended(Everything);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Whatever is wrong: it goes on.
                _troubles.Tell(Everything, exception, exception is StoreAwayException ? LogLevel.Warning : LogLevel.Error);
            }

            await ((Task)_isNew.WaitAsync(s_look, _stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(s_pace, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
