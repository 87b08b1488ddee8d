using System.Collections.Concurrent;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// The few threads on which links connect. Connecting blocks, as it blocks the link's thread on a board. While a cabinet's attempt
/// waits here its link is held; its scans go on.
/// </summary>
internal sealed class FleetConnectors : IDisposable
{
    // Enough for 200 attempts a second, each taking a third of a second with TLS.
    private const int Threads = 64;
    private const int StackBytes = 256 * 1024;

    private readonly BlockingCollection<(FleetMember Member, long SinceMs)> _due = [];
    private readonly FleetClock _clock;
    private readonly List<Thread> _threads = [];
    private long _longestWaitMs;

    public FleetConnectors(FleetClock clock)
    {
        _clock = clock;
        for (int i = 0; i < Threads; i++)
        {
            Thread thread = new(Run, StackBytes) { IsBackground = true, Name = "fleet connector" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>Gets the longest time that an attempt waited for a thread, in milliseconds.</summary>
    public long LongestWaitMs => Volatile.Read(ref _longestWaitMs);

    /// <summary>A link's next step may connect: it is made here.</summary>
    /// <param name="member">The cabinet, whose link is held until it is done.</param>
    public void Add(FleetMember member)
    {
        member.Cabinet.HoldLink();
        _due.Add((member, _clock.NowMs));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _due.CompleteAdding();
        foreach (Thread thread in _threads)
        {
            // A silent broker blocks a thread for half a minute; the process must not wait for it at its end.
            thread.Join(1000);
        }
    }

    private void Run()
    {
        foreach ((FleetMember member, long sinceMs) in _due.GetConsumingEnumerable())
        {
            long nowMs = _clock.NowMs;
            if (nowMs - sinceMs > LongestWaitMs)
            {
                Volatile.Write(ref _longestWaitMs, nowMs - sinceMs);
            }

            member.Cabinet.StepLink(nowMs);
            member.Cabinet.ReleaseLink();
        }
    }
}
