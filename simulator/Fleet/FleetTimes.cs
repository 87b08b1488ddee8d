namespace AedCabinet.Simulator.Fleet;

/// <summary>How long many things took, in milliseconds.</summary>
/// <param name="Count">How many.</param>
/// <param name="P50">Half took at most this long.</param>
/// <param name="P95">95 of 100 took at most this long.</param>
/// <param name="P99">99 of 100 took at most this long.</param>
/// <param name="Max">None took longer.</param>
public sealed record FleetTimes(int Count, double P50, double P95, double P99, double Max)
{
    /// <summary>Sums times up.</summary>
    /// <param name="times">The times in milliseconds, in any order.</param>
    /// <returns>The figures; all 0 when there is none.</returns>
    public static FleetTimes Of(IEnumerable<double> times)
    {
        double[] sorted = [.. times.Order()];
        return sorted.Length == 0 ? new FleetTimes(0, 0, 0, 0, 0) : new FleetTimes(sorted.Length, At(0.5), At(0.95), At(0.99), sorted[^1]);

        double At(double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
