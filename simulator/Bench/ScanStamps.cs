using System.Diagnostics;
using AedCabinet.Platform;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// A cabinet's time of day, as a <c>run</c> has it, that remembers to the microsecond when the scan asked for it: every scan asks
/// once, when it reads its inputs. An event's up-time says, in milliseconds, which scan made it.
/// </summary>
/// <param name="id">The cabinet's id: its scan thread bears it.</param>
/// <param name="time">The time in which the cabinet lives.</param>
internal sealed class ScanStamps(string id, SimulatedTime time) : IWallClock
{
    // Five seconds of scans.
    private const int Kept = 256;

    // On a machine that is held up a scan may ask so much later than it began; of the scans, 20 ms apart, the nearest is taken.
    private const long MostHeldUpMs = 500;

    private readonly string _scanThread = "cabinet " + id;
    private readonly (long UnixMs, long Stamp)[] _kept = new (long UnixMs, long Stamp)[Kept];
    private readonly Lock _lock = new();
    private long _bootedUnixMs = long.MaxValue;
    private int _next;

    /// <inheritdoc/>
    public bool TryGetUtc(out long unixMs)
    {
        long stamp = Stopwatch.GetTimestamp();
        unixMs = time.Now.ToUnixTimeMilliseconds();
        if (Thread.CurrentThread.Name == _scanThread)
        {
            lock (_lock)
            {
                _kept[_next] = (unixMs, stamp);
                _next = (_next + 1) % Kept;
            }
        }

        return true;
    }

    /// <summary>When the scan that made an event read its inputs.</summary>
    /// <param name="unixMs">The event's time, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="uptimeMs">The event's up-time in milliseconds.</param>
    /// <returns>The <see cref="Stopwatch"/>'s time stamp.</returns>
    /// <exception cref="UserErrorException">That scan is not known.</exception>
    public long BeginOf(long unixMs, long uptimeMs)
    {
        lock (_lock)
        {
            // The time is counted back when the event is composed, and too late where that thread was held up; the up-time is the scan's
            // own.
            _bootedUnixMs = Math.Min(_bootedUnixMs, unixMs - uptimeMs);
            (long offMs, long stamp) = _kept.Select(kept => (Math.Abs(kept.UnixMs - _bootedUnixMs - uptimeMs), kept.Stamp))
                .MinBy(kept => kept.Item1);
            return offMs < MostHeldUpMs
                ? stamp
                : throw new UserErrorException(
                    $"bench: the scan of {id} that made an event {uptimeMs} ms after the boot is not known, the nearest is {offMs} ms "
                        + $"off; leave the machine alone meanwhile.", UserErrorException.Environment);
        }
    }
}
