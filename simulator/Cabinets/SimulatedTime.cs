using AedCabinet.Contract;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// The time in which the cabinets of a <c>run</c> live: it begins at the host's time of day and passes at a speed that can be
/// chosen. It never goes back, and never runs ahead of a cabinet that can't keep up.
/// </summary>
public sealed class SimulatedTime : ICabinetTime
{
    // A busy machine catches up with at most this much real time; older arrears never become simulated time.
    private const double MostOwedMs = 50;

    // The most that one cabinet may be ahead of another, in real time: a few scheduler slices, or they would wait for each other.
    private const double MostAheadMs = 5;

    private const double MeasuredMs = 500;

    private static readonly double[] s_speeds = [1, 10, 60, 600];

    private readonly TimeProvider _host;
    private readonly DateTimeOffset _start;
    private readonly Lock _lock = new();
    private readonly List<CabinetPace> _cabinets = [];
    private double _speed = 1;
    private double _dueMs;
    private long _readAt;
    private long _toldMs;
    private long _markedAt;
    private double _markedMs;
    private double _measured = 1;

    /// <summary>Initializes a new instance of the <see cref="SimulatedTime"/> class: it begins now, at the speed of real time.</summary>
    /// <param name="host">The host's time.</param>
    public SimulatedTime(TimeProvider host)
    {
        _host = host;
        _start = host.GetUtcNow().ToOffset(WallTime.Offset);
        _readAt = _markedAt = host.GetTimestamp();
    }

    /// <summary>Raised after the speed has changed, on the thread that changed it.</summary>
    public event Action? Changed;

    /// <summary>Gets the speeds there are: simulated seconds in a real one.</summary>
    public static IReadOnlyList<double> Speeds => s_speeds;

    /// <summary>Gets the speeds there are, as a sentence names them.</summary>
    public static string SpeedsInWords => $"{string.Join(", ", s_speeds[..^1])} or {s_speeds[^1]}";

    /// <summary>Gets or sets the speed: simulated seconds in a real one. Takes effect at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not one of <see cref="Speeds"/>.</exception>
    public double Speed
    {
        get
        {
            lock (_lock)
            {
                return _speed;
            }
        }

        set
        {
            if (!s_speeds.Contains(value))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, $"The speed is {SpeedsInWords}.");
            }

            lock (_lock)
            {
                Read();

                // Arrears from the old speed are dropped at a change of speed.
                _dueMs = _speed > 1 && _cabinets.Count > 0 ? Math.Max(_toldMs, _cabinets.Max(cabinet => cabinet.ReachedMs)) : _dueMs;
                _speed = value;
                _measured = value;
                _markedAt = _readAt;
                _markedMs = Tell();
            }

            Changed?.Invoke();
        }
    }

    /// <summary>
    /// Gets the speed that was really reached in the last second or so; less than <see cref="Speed"/> on a machine that can't keep up, or
    /// while a cabinet waits for its broker.
    /// </summary>
    public double ReachedSpeed
    {
        get
        {
            lock (_lock)
            {
                Read();
                return _measured;
            }
        }
    }

    /// <summary>Gets the simulated milliseconds since the start. Never less than before.</summary>
    public long NowMs
    {
        get
        {
            lock (_lock)
            {
                Read();
                return Tell();
            }
        }
    }

    /// <summary>Gets the simulated time of day where the cabinets hang.</summary>
    public DateTimeOffset Now => At(NowMs);

    /// <summary>The time of day at a moment.</summary>
    /// <param name="ms">The moment, in simulated ms since the start.</param>
    /// <returns>The local time.</returns>
    public DateTimeOffset At(long ms) => _start.AddMilliseconds(ms);

    /// <summary>The local midnight that begins the week of a moment, a Monday's.</summary>
    /// <param name="ms">The moment, in simulated ms since the start.</param>
    /// <returns>The midnight, in the same; mostly below 0.</returns>
    public long WeekStartMs(long ms)
    {
        DateTimeOffset local = At(ms);
        int days = ((int)local.DayOfWeek + 6) % 7;
        return ms - (days * Weather.DayMs) - (long)local.TimeOfDay.TotalMilliseconds;
    }

    /// <summary>A cabinet that lives in this time from now on; time waits for it.</summary>
    /// <param name="cabinet">The cabinet.</param>
    internal void Join(CabinetPace cabinet)
    {
        lock (_lock)
        {
            Read();
            cabinet.Enter(_speed > 1 ? Tell() : (long)_dueMs);
            _cabinets.Add(cabinet);
        }
    }

    /// <summary>A cabinet that time waits for no longer.</summary>
    /// <param name="cabinet">The cabinet.</param>
    internal void Leave(CabinetPace cabinet)
    {
        lock (_lock)
        {
            _ = _cabinets.Remove(cabinet);

            // The others had it to wait for until now.
            _dueMs = _speed > 1 && _cabinets.Count == 0 ? Math.Max(_toldMs, cabinet.ReachedMs) : _dueMs;
        }
    }

    /// <summary>How far a cabinet may go now.</summary>
    /// <param name="isLive">Whether time passes as it does for everybody, so that the moment is there whether the cabinet is or
    /// not.</param>
    /// <returns>The moment, in simulated ms since the start.</returns>
    internal long MayReach(out bool isLive)
    {
        lock (_lock)
        {
            Read();
            isLive = _speed <= 1;
            return isLive ? (long)_dueMs : (long)Math.Min(_dueMs, SlowestMs() + Math.Max(MostAheadMs * _speed, CabinetPace.SliceMs));
        }
    }

    // Brings what is due up to this moment.
    private void Read()
    {
        long now = _host.GetTimestamp();
        _dueMs += ElapsedMs(_readAt, now) * _speed;
        _readAt = now;
        if (_speed > 1 && _cabinets.Count > 0)
        {
            _dueMs = Math.Min(_dueMs, SlowestMs() + (MostOwedMs * _speed));
        }

        double sinceMs = ElapsedMs(_markedAt, now);
        if (sinceMs >= MeasuredMs)
        {
            long told = Tell();
            _measured = (told - _markedMs) / sinceMs;
            _markedAt = now;
            _markedMs = told;
        }
    }

    private double ElapsedMs(long from, long to) => (to - from) * 1000.0 / _host.TimestampFrequency;

    private long Tell()
    {
        _toldMs = Math.Max(_toldMs, _speed > 1 && _cabinets.Count > 0 ? SlowestMs() : (long)_dueMs);
        return _toldMs;
    }

    // A loop, because it runs for every scan of every cabinet.
    private long SlowestMs()
    {
        long slowestMs = long.MaxValue;
        foreach (CabinetPace cabinet in _cabinets)
        {
            slowestMs = Math.Min(slowestMs, cabinet.ReachedMs);
        }

        return slowestMs == long.MaxValue ? (long)_dueMs : slowestMs;
    }
}
