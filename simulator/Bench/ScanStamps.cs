using System.Diagnostics;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// A cabinet's time of day, as a <c>run</c> has it, that remembers to the microsecond when it was asked: every scan asks once,
/// when it reads its inputs, and an event carries that scan's time in milliseconds.
/// </summary>
/// <param name="time">The time in which the cabinet lives.</param>
internal sealed class ScanStamps(SimulatedTime time) : IWallClock
{
    // More than a second of scans.
    private const int Kept = 256;

    // What an event's time is off at most: it is counted back from when it is composed, in whole milliseconds. Scans are 20 ms apart.
    private const long ToleranceMs = 4;

    private readonly (long UnixMs, long Stamp)[] _kept = new (long UnixMs, long Stamp)[Kept];
    private readonly Lock _lock = new();
    private int _next;

    /// <inheritdoc/>
    public bool TryGetUtc(out long unixMs)
    {
        long stamp = Stopwatch.GetTimestamp();
        unixMs = time.Now.ToUnixTimeMilliseconds();
        lock (_lock)
        {
            _kept[_next] = (unixMs, stamp);
            _next = (_next + 1) % Kept;
        }

        return true;
    }

    /// <summary>When the scan began that made an event. Other threads ask for the time as well: of several that fit, the earliest.</summary>
    /// <param name="unixMs">The event's time, in milliseconds since 1970-01-01 UTC.</param>
    /// <returns>The <see cref="Stopwatch"/>'s time stamp.</returns>
    /// <exception cref="SimulatorException">No scan fits: the machine was held up for a second.</exception>
    public long BeginOf(long unixMs)
    {
        lock (_lock)
        {
            long[] fitting = [.. _kept.Where(kept => Math.Abs(kept.UnixMs - unixMs) <= ToleranceMs).Select(kept => kept.Stamp).Order()];
            return fitting.Length > 0
                ? fitting[0]
                : throw new SimulatorException("bench: an event arrived so late that its scan is forgotten; leave the machine alone meanwhile.", SimulatorException.Environment);
        }
    }
}
