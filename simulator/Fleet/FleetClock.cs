using System.Diagnostics;
using AedCabinet.Platform;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// The time of one run of a fleet: milliseconds since its start, and the wall clock of the cabinets, which know it from the first.
/// </summary>
public sealed class FleetClock : IWallClock
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly long _startUnixMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>Gets the time in whole milliseconds.</summary>
    public long NowMs => (long)Ms;

    /// <summary>Gets the time in milliseconds.</summary>
    public double Ms => Stopwatch.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>The wall-clock time of a moment of the run.</summary>
    /// <param name="ms">The moment.</param>
    /// <returns>Unix milliseconds.</returns>
    public double ToUnixMs(double ms) => _startUnixMs + ms;

    /// <summary>The moment of a wall-clock time.</summary>
    /// <param name="unixMs">Unix milliseconds.</param>
    /// <returns>Milliseconds since the start.</returns>
    public double FromUnixMs(double unixMs) => unixMs - _startUnixMs;

    /// <inheritdoc/>
    public bool TryGetUtc(out long unixMs)
    {
        unixMs = _startUnixMs + NowMs;
        return true;
    }
}
