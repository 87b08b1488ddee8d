using AedCabinet.Controller;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// The time of one boot of a cabinet in <see cref="SimulatedTime"/>, through which each of its threads waits in its own way.
/// </summary>
/// <param name="pace">The cabinet's.</param>
public sealed class PacedClock(CabinetPace pace) : BootClock
{
    // Time hurried may overtake a thread's deadline by so much before it waits for it: below the smallest deadline
    // that means something to the firmware (TIMEOUTS.md), and more than the shortest real sleep of the thread.
    private const long MostLateMs = 2_000;

    private readonly long _startedMs = pace.NowMs;
    private readonly Lock _lock = new();
    private Follower[] _followers = [];

    /// <inheritdoc/>
    public override long NowMs => pace.NowMs - _startedMs;

    /// <summary>
    /// Gets a value indicating whether a thread of the boot other than the scan's is at work, or has not come to it in time.
    /// </summary>
    public bool IsBusy
    {
        get
        {
            long lateMs = pace.ReachedMs - MostLateMs;
            foreach (Follower follower in Volatile.Read(ref _followers))
            {
                if (follower.DueMs < lateMs && follower.Thread.IsAlive)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <inheritdoc/>
    public override bool IsPaced => true;

    /// <inheritdoc/>
    public override bool Wait(WaitHandle handle, int milliseconds)
    {
        if (pace.IsLeader)
        {
            return pace.Lead(handle, milliseconds);
        }

        Follower follower = Current();
        long untilMs = pace.NowMs + milliseconds;
        follower.DueMs = untilMs;
        try
        {
            return pace.Wait(handle, untilMs);
        }
        finally
        {
            follower.DueMs = Follower.AtWork;
        }
    }

    private Follower Current()
    {
        foreach (Follower follower in Volatile.Read(ref _followers))
        {
            if (follower.Thread == Thread.CurrentThread)
            {
                return follower;
            }
        }

        Follower added = new(Thread.CurrentThread);
        lock (_lock)
        {
            _followers = [.. _followers, added];
        }

        return added;
    }

    private sealed class Follower(Thread thread)
    {
        public const long AtWork = long.MinValue;

        private long _dueMs = AtWork;

        public Thread Thread { get; } = thread;

        public long DueMs
        {
            get => Volatile.Read(ref _dueMs);
            set => Volatile.Write(ref _dueMs, value);
        }
    }
}
