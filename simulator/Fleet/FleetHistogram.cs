namespace AedCabinet.Simulator.Fleet;

/// <summary>A histogram of times, in tenths of a millisecond up to one second. Bounded; one thread adds while others read.</summary>
public sealed class FleetHistogram
{
    private const int PerMs = 10;
    private const int Places = 1000 * PerMs;

    private readonly long[] _counts = new long[Places + 1];
    private double _maxMs;
    private double _recentMaxMs;

    /// <summary>Gets the greatest time, in milliseconds.</summary>
    public double MaxMs => Volatile.Read(ref _maxMs);

    /// <summary>Adds a time.</summary>
    /// <param name="ms">Milliseconds.</param>
    /// <param name="times">How often.</param>
    public void Add(double ms, int times = 1)
    {
        int place = Math.Clamp((int)(ms * PerMs), 0, Places);
        Volatile.Write(ref _counts[place], _counts[place] + times);
        if (ms > _maxMs)
        {
            Volatile.Write(ref _maxMs, ms);
        }

        if (ms > Volatile.Read(ref _recentMaxMs))
        {
            Volatile.Write(ref _recentMaxMs, ms);
        }
    }

    /// <summary>The greatest time since the last call.</summary>
    /// <returns>Milliseconds.</returns>
    public double TakeRecentMaxMs() => Interlocked.Exchange(ref _recentMaxMs, 0);

    /// <summary>Gets how many times there are.</summary>
    public long Count => _counts.Sum();

    /// <summary>The time below which a share of all lies.</summary>
    /// <param name="histograms">All that count.</param>
    /// <param name="share">0 to 1.</param>
    /// <returns>Milliseconds; 0 when there is none.</returns>
    public static double Percentile(IReadOnlyCollection<FleetHistogram> histograms, double share)
    {
        long before = (long)(histograms.Sum(histogram => histogram.Count) * share);
        for (int i = 0; i <= Places; i++)
        {
            before -= histograms.Sum(histogram => Volatile.Read(ref histogram._counts[i]));
            if (before < 0)
            {
                return (double)i / PerMs;
            }
        }

        return 0;
    }
}
