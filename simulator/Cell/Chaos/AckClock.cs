using System.Diagnostics;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// When a prefecture's events were acknowledged to its cabinets: how many, how long each waited, and the longest time without any.
/// </summary>
internal sealed class AckClock
{
    private readonly object _lock = new();
    private readonly List<float> _waitsMs = [];
    private long _last = Stopwatch.GetTimestamp();
    private TimeSpan _longestGap;

    /// <summary>Gets how many there were.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _waitsMs.Count;
            }
        }
    }

    /// <summary>Gets the longest time without one since <see cref="Restart"/>, the one that lasts included.</summary>
    public TimeSpan LongestGap
    {
        get
        {
            lock (_lock)
            {
                TimeSpan now = Stopwatch.GetElapsedTime(_last);
                return now > _longestGap ? now : _longestGap;
            }
        }
    }

    /// <summary>Takes one.</summary>
    /// <param name="waited">How long its cabinet waited for it, other attempts included.</param>
    public void Acknowledge(TimeSpan waited)
    {
        lock (_lock)
        {
            TimeSpan gap = Stopwatch.GetElapsedTime(_last);
            _longestGap = gap > _longestGap ? gap : _longestGap;
            _last = Stopwatch.GetTimestamp();
            _waitsMs.Add((float)waited.TotalMilliseconds);
        }
    }

    /// <summary>Forgets the gaps of before.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _longestGap = TimeSpan.Zero;
            _last = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Takes the waits so far out: what comes next is measured by itself.</summary>
    /// <returns>The waits in milliseconds.</returns>
    public IReadOnlyList<float> WaitsMs()
    {
        lock (_lock)
        {
            return [.. _waitsMs];
        }
    }
}
