namespace AedCabinet.Simulator.ScenarioRunner.Recording;

/// <summary>What was done while a recording ran, and what came of each. Safe to use from several threads.</summary>
internal sealed class RecordedSteps
{
    private readonly Lock _lock = new();
    private readonly List<RecordedStep> _steps = [];

    /// <summary>Gets what was done so far, in the order of time.</summary>
    public IReadOnlyList<RecordedStep> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _steps];
            }
        }
    }

    /// <summary>Something was done.</summary>
    /// <param name="step">What.</param>
    public void Add(RecordedStep step)
    {
        lock (_lock)
        {
            _steps.Add(step);
        }
    }

    /// <summary>Something came of what was done last before it.</summary>
    /// <param name="happenedMs">When it happened, in milliseconds since the recording began.</param>
    /// <param name="arrivedMs">When its message arrived, in the same.</param>
    /// <param name="what">What, as a scenario says it.</param>
    public void Expect(long happenedMs, long arrivedMs, string what)
    {
        lock (_lock)
        {
            if ((Before(happenedMs) ?? Before(arrivedMs)) is { } step
                && !step.Expected.Exists(known => known.StartsWith(what + " within", StringComparison.Ordinal)))
            {
                step.Expected.Add($"{what} within {Allow(arrivedMs - step.AtMs)}");
            }
        }
    }

    /// <summary>The readiness changed. Between two steps the last one is the one that lasts.</summary>
    /// <param name="happenedMs">When the state was true, in milliseconds since the recording began.</param>
    /// <param name="arrivedMs">When its message arrived, in the same.</param>
    /// <param name="readiness">The readiness, as a scenario says it.</param>
    public void ExpectReadiness(long happenedMs, long arrivedMs, string readiness)
    {
        lock (_lock)
        {
            if ((Before(happenedMs) ?? Before(arrivedMs)) is { } step)
            {
                step.Expected.RemoveAll(known => known.StartsWith("state ready", StringComparison.Ordinal));
                step.Expected.Add($"{readiness} within {Allow(arrivedMs - step.AtMs)}");
            }
        }
    }

    // Tolerance: what came after 4.2 s may come after 7 s (other bounces, other latencies); after minutes, a tenth later.
    private static string Allow(long ms) => ScenarioTime.Format(((ms + Math.Max(2000, ms / 10)) / 1000 * 1000) + 1000);

    private RecordedStep? Before(long happenedMs) => _steps.FindLast(step => step.AtMs <= happenedMs);
}
