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

    private readonly TimeProvider _time;
    private readonly PublicHolidays _holidays;
    private readonly ConcurrentDictionary<string, HoursWeek?> _weeks = new();
    private readonly BlockingCollection<string> _work = [];
    private readonly Thread _reader;
    private int _pending;
    private bool _isOver;

    /// <summary>Initializes a new instance of the <see cref="OpeningClock"/> class.</summary>
    /// <param name="time">The time.</param>
    /// <param name="holidays">The holidays.</param>
    public OpeningClock(TimeProvider time, PublicHolidays holidays)
    {
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
        if (hours != Always && _weeks.TryAdd(hours, null))
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
        if (!week.IsRenewed && (answer is null || week.End - at < s_renewBefore) && _weeks.TryUpdate(hours, week.InRenewal(), week))
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
                script ??= new HoursScript();
                _weeks[hours] = HoursWeek.WorkOut(script, _holidays, hours, _time.GetUtcNow());
            }

            _ = Interlocked.Decrement(ref _pending);
        }

        script?.Dispose();
    }
}
