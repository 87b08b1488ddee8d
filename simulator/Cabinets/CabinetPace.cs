using System.Diagnostics;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// How one cabinet goes through <see cref="SimulatedTime"/>. At the speed of real time its threads and its physical side run side
/// by side, as in the world. Faster, its scan thread takes the physical side along: 20 ms of it, one scan, and so on, so that a
/// slow machine slows the time down instead of stalling the scan.
/// </summary>
/// <remarks>
/// Faster than real time, the cabinet goes at real speed for as long as another of its threads is at work or late, or the broker
/// owes it an answer: flash and network take the real time they take.
/// </remarks>
public sealed class CabinetPace : IDisposable
{
    /// <summary>The most of the physical side that passes at once while time is hurried, in ms: one scan's.</summary>
    public const int SliceMs = Cabinet.ScanPeriodMs;

    // A scan that takes longer than this in real time is stuck, and time goes on without it at real speed, for the supervisor to notice.
    // Far above what a busy host lets a ready thread wait: a scan that only waits for a processor must not miss its time.
    private const int StuckMs = 1_000;

    // The shortest sleep the host's timers do well.
    private const int NapMs = 1;

    // Work of a few microseconds is not worth a sleep.
    private const int SpinsBeforeNap = 30;

    private readonly SimulatedTime _time;
    private readonly Lock _physicsLock;
    private readonly Action<long> _advance;
    private readonly Func<bool> _awaitsBroker;
    private readonly ManualResetEvent _end = new(false);
    private readonly Thread _tender;
    private volatile PacedClock? _clock;
    private int _leaderId;
    private int _delivererId;
    private long _reachedMs;
    private long _edgeMs;
    private long _leaderSeenMs;
    private long _leaderWorksSince;
    private bool _isHeld;
    private long _heldSince;
    private long _heldMs;

    /// <summary>Initializes a new instance of the <see cref="CabinetPace"/> class; time begins with <see cref="Start"/>.</summary>
    /// <param name="time">The time of the run.</param>
    /// <param name="name">The cabinet's, for its thread.</param>
    /// <param name="physicsLock">Held while the physical side changes.</param>
    /// <param name="advance">Lets the physical side pass up to a moment, in simulated ms; may be called for one that has passed.</param>
    /// <param name="awaitsBroker">Whether the broker owes the cabinet an answer.</param>
    public CabinetPace(SimulatedTime time, string name, Lock physicsLock, Action<long> advance, Func<bool> awaitsBroker)
    {
        _time = time;
        _physicsLock = physicsLock;
        _advance = advance;
        _awaitsBroker = awaitsBroker;
        _reachedMs = time.NowMs;
        _tender = new Thread(Tend) { Name = "physics " + name, IsBackground = true };
    }

    /// <summary>
    /// Gets the cabinet's own time, in simulated ms. To whoever is told of a change of the AED's lights it answers that moment.
    /// </summary>
    public long NowMs
    {
        get
        {
            int caller = Environment.CurrentManagedThreadId;
            if (caller == Volatile.Read(ref _delivererId))
            {
                return _edgeMs;
            }

            long mayMs = _time.MayReach(out bool isLive);
            if (isLive)
            {
                Raise(mayMs);
            }

            long nowMs = ReachedMs;
            if (caller == _leaderId)
            {
                Volatile.Write(ref _leaderSeenMs, nowMs);
            }

            return nowMs;
        }
    }

    /// <summary>Gets how far it has got, in simulated ms.</summary>
    public long ReachedMs => Volatile.Read(ref _reachedMs);

    /// <summary>Gets a value indicating whether the calling thread is the cabinet's scan thread.</summary>
    public bool IsLeader => Environment.CurrentManagedThreadId == _leaderId;

    /// <summary>Lets time pass from now on.</summary>
    public void Start()
    {
        _time.Join(this);
        _tender.Start();
    }

    /// <summary>The calling thread is the cabinet's scan thread.</summary>
    public void TakeLead()
    {
        _leaderWorksSince = Stopwatch.GetTimestamp();
        _leaderId = Environment.CurrentManagedThreadId;
    }

    /// <summary>A boot begins.</summary>
    /// <param name="clock">Its clock.</param>
    public void Begin(PacedClock clock) => _clock = clock;

    /// <summary>
    /// Lets the physical side catch up with real time, so that what is moved is moved now; in hurried time the latest scan's moment is now.
    /// </summary>
    public void CatchUp()
    {
        long mayMs = _time.MayReach(out bool isLive);
        Advance(isLive ? mayMs : ReachedMs);
    }

    /// <summary>The scan thread waits; hurried, it takes the physical side along.</summary>
    /// <param name="handle">What ends the waiting.</param>
    /// <param name="milliseconds">How long at most, in simulated ms.</param>
    /// <returns><c>true</c> when it was ended, <c>false</c> when the time is up.</returns>
    public bool Lead(WaitHandle handle, long milliseconds)
    {
        Volatile.Write(ref _leaderWorksSince, long.MaxValue);
        try
        {
            long untilMs = NowMs + milliseconds;
            int spins = 0;
            while (!handle.WaitOne(0))
            {
                long mayMs = MayReach(out bool isLive);
                if (isLive && mayMs >= untilMs)
                {
                    Advance(mayMs);
                    return handle.WaitOne(0);
                }

                long nextMs = Math.Min(untilMs, ReachedMs + SliceMs);
                if (!isLive && ReachedMs >= untilMs)
                {
                    return false;
                }

                if (isLive)
                {
                    _ = handle.WaitOne((int)Math.Min(untilMs - mayMs, SliceMs));
                }
                else if (mayMs >= nextMs)
                {
                    Advance(nextMs);
                    spins = 0;
                }
                else if (_isHeld && spins++ < SpinsBeforeNap)
                {
                    _ = Thread.Yield();
                }
                else
                {
                    _ = handle.WaitOne(NapMs);
                }
            }

            return true;
        }
        finally
        {
            Volatile.Write(ref _leaderWorksSince, Stopwatch.GetTimestamp());
        }
    }

    /// <summary>Another thread of the cabinet waits.</summary>
    /// <param name="handle">What ends the waiting.</param>
    /// <param name="untilMs">Until when at most, in simulated ms.</param>
    /// <returns><c>true</c> when it was ended, <c>false</c> when the time is up.</returns>
    public bool Wait(WaitHandle handle, long untilMs)
    {
        // Short enough for a change of the speed to be noticed at once.
        const int LongestMs = 50;
        for (long leftMs = untilMs - NowMs; leftMs > 0; leftMs = untilMs - NowMs)
        {
            int realMs = (int)Math.Clamp(Math.Ceiling(leftMs / _time.Speed), NapMs, LongestMs);
            if (handle.WaitOne(realMs))
            {
                return true;
            }
        }

        return handle.WaitOne(0);
    }

    /// <summary>A light changed, within the advance of the physical side.</summary>
    /// <param name="atMs">When, in simulated ms.</param>
    public void Deliver(long atMs) => _edgeMs = Math.Max(atMs, Volatile.Read(ref _leaderSeenMs));

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = _end.Set();
        if (_tender.IsAlive)
        {
            _tender.Join();
        }

        _time.Leave(this);
    }

    /// <summary>Called by the time when the cabinet begins to live in it.</summary>
    /// <param name="nowMs">The present, in simulated ms.</param>
    internal void Enter(long nowMs) => Raise(nowMs);

    private long MayReach(out bool isLive)
    {
        long mayMs = _time.MayReach(out isLive);
        bool isHeld = !isLive && (_awaitsBroker() || (_clock?.IsBusy ?? false));
        if (!isHeld)
        {
            _isHeld = false;
            return mayMs;
        }

        if (!_isHeld)
        {
            _isHeld = true;
            _heldSince = Stopwatch.GetTimestamp();
            _heldMs = ReachedMs;
        }

        return Math.Min(mayMs, _heldMs + (long)Stopwatch.GetElapsedTime(_heldSince).TotalMilliseconds);
    }

    // Changes of the lights are told on the thread that lets the time pass.
    private void Advance(long toMs)
    {
        lock (_physicsLock)
        {
            Deliver(ReachedMs);
            Volatile.Write(ref _delivererId, Environment.CurrentManagedThreadId);
            try
            {
                _advance(toMs);
            }
            finally
            {
                Volatile.Write(ref _delivererId, 0);
            }
        }

        Raise(toMs);
    }

    private void Raise(long toMs)
    {
        long reachedMs = ReachedMs;
        while (toMs > reachedMs)
        {
            long seenMs = Interlocked.CompareExchange(ref _reachedMs, toMs, reachedMs);
            if (seenMs == reachedMs)
            {
                return;
            }

            reachedMs = seenMs;
        }
    }

    // The physical side doesn't wait for the firmware where it isn't the firmware that takes it along.
    private void Tend()
    {
        const int TendingMs = 10;
        long tendedAt = Stopwatch.GetTimestamp();
        while (!_end.WaitOne(TendingMs))
        {
            long elapsedMs = (long)Stopwatch.GetElapsedTime(tendedAt).TotalMilliseconds;
            tendedAt = Stopwatch.GetTimestamp();
            long mayMs = _time.MayReach(out bool isLive);
            if (isLive || _leaderId == 0)
            {
                Advance(mayMs);
            }
            else if (IsStuck())
            {
                Advance(ReachedMs + Math.Min(elapsedMs, 2 * TendingMs));
            }
        }
    }

    private bool IsStuck()
    {
        long since = Volatile.Read(ref _leaderWorksSince);
        return since != long.MaxValue && Stopwatch.GetElapsedTime(since).TotalMilliseconds > StuckMs;
    }
}
