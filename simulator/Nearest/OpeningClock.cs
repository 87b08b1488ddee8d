using System.Collections.Concurrent;

namespace AedCabinet.Nearest;

/// <summary>
/// Says whether places are open now. Hours are worked out for days ahead, each text once for all that have it, by a thread of its
/// own: who asks never waits for the reader.
/// </summary>
public sealed class OpeningClock : IDisposable
{
    // Most places: nothing has to be worked out for them.
    private const string Always = "24/7";

    // What ends sooner than this is worked out again while the old answer still holds.
    private static readonly TimeSpan s_renewBefore = TimeSpan.FromDays(1);

    // A text that took too long is tried again after a minute, then twice as long each time: a busy machine costs minutes of "not known",
    // and a text that never ends holds up the others for little.
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_lastRetry = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly PublicHolidays _holidays;
    private readonly ConcurrentDictionary<string, HoursWeek?> _weeks = new();
    private readonly BlockingCollection<string> _work = [];
    private readonly ConcurrentDictionary<string, (TimeSpan Wait, DateTimeOffset NotBefore)> _tooSlow = new();
    private readonly Func<HoursScript> _makeScript;
    private readonly Thread _reader;
    private int _pending;
    private bool _isOver;

    /// <summary>Initializes a new instance of the <see cref="OpeningClock"/> class.</summary>
    /// <param name="time">The time.</param>
    /// <param name="holidays">The holidays.</param>
    public OpeningClock(TimeProvider time, PublicHolidays holidays)
        : this(time, holidays, () => new HoursScript())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="OpeningClock"/> class.</summary>
    /// <param name="time">The time.</param>
    /// <param name="holidays">The holidays.</param>
    /// <param name="makeScript">Makes a reader of hours, on a thread of its own.</param>
    internal OpeningClock(TimeProvider time, PublicHolidays holidays, Func<HoursScript> makeScript)
    {
        _makeScript = makeScript;
        _time = time;
        _holidays = holidays;
        _reader = new Thread(WorkOff) { Name = "opening hours", IsBackground = true };
        _reader.Start();
    }

    /// <summary>Gets a value indicating whether hours wait to be worked out.</summary>
    public bool IsBusy => Volatile.Read(ref _pending) > 0;

    /// <summary>Says that hours will be asked for.</summary>
    /// <param name="hours">The hours in OpenStreetMap's syntax.</param>
    public void Expect(string hours)
    {
        if (hours != Always && MayAsk(hours) && _weeks.TryAdd(hours, null))
        {
            Ask(hours);
        }
    }

    /// <summary>Whether a place is open.</summary>
    /// <param name="hours">Its hours in OpenStreetMap's syntax.</param>
    /// <param name="at">The moment, not before the hours were first expected.</param>
    /// <returns>The answer; <c>null</c> while they are being worked out for the first time.</returns>
    public HoursSpan? At(string hours, DateTimeOffset at)
    {
        if (hours == Always)
        {
            return new HoursSpan(HoursState.Open, DateTimeOffset.MaxValue);
        }

        if (!_weeks.TryGetValue(hours, out HoursWeek? week))
        {
            Expect(hours);
            return null;
        }

        if (week is null)
        {
            return null;
        }

        HoursSpan? answer = week.At(at);
        if (!week.IsRenewed && (answer is null || week.End - at < s_renewBefore) && MayAsk(hours)
            && _weeks.TryUpdate(hours, week.InRenewal(), week))
        {
            Ask(hours);
        }

        return answer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, true))
        {
            return;
        }

        _work.CompleteAdding();
        _reader.Join();
        _work.Dispose();
    }

    private bool MayAsk(string hours) =>
        !_tooSlow.TryGetValue(hours, out (TimeSpan Wait, DateTimeOffset NotBefore) failed) || _time.GetUtcNow() >= failed.NotBefore;

    private void Ask(string hours)
    {
        _ = Interlocked.Increment(ref _pending);
        try
        {
            _work.Add(hours);
        }
        catch (InvalidOperationException)
        {
            // It ends.
            _ = Interlocked.Decrement(ref _pending);
        }
    }

    private void WorkOff()
    {
        HoursScript? script = null;
        foreach (string hours in _work.GetConsumingEnumerable())
        {
            if (!_work.IsAddingCompleted)
            {
                WorkOut(ref script, hours);
            }

            _ = Interlocked.Decrement(ref _pending);
        }

        script?.Dispose();
    }

    private void WorkOut(ref HoursScript? script, string hours)
    {
        try
        {
            script ??= _makeScript();
            _weeks[hours] = HoursWeek.WorkOut(script, _holidays, hours, _time.GetUtcNow());
            _ = _tooSlow.TryRemove(hours, out _);
        }
        catch (TimeoutException)
        {
            // A reader that was broken off may be in the middle of anything.
            script?.Dispose();
            script = null;
            TimeSpan wait = _tooSlow.TryGetValue(hours, out (TimeSpan Wait, DateTimeOffset NotBefore) failed)
                ? TimeSpan.FromTicks(Math.Min(failed.Wait.Ticks * 2, s_lastRetry.Ticks)) : s_firstRetry;
            _tooSlow[hours] = (wait, _time.GetUtcNow() + wait);
            if (_weeks.TryGetValue(hours, out HoursWeek? old) && old is not null)
            {
                _weeks[hours] = old.NotRenewed();
            }
            else
            {
                _ = _weeks.TryRemove(hours, out _);
            }
        }
    }
}
