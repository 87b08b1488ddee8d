namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>What came of a scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Timeline">Everything that was done, seen and expected, in the order of time.</param>
/// <param name="SimulatedMs">How much virtual time passed, in milliseconds.</param>
/// <param name="Scans">How often the firmware scanned.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Problem">Why it stopped before its end, or <c>null</c>.</param>
public sealed record ScenarioResult(Scenario Scenario, IReadOnlyList<TimelineEntry> Timeline, long SimulatedMs, long Scans, TimeSpan Took,
    string? Problem)
{
    /// <summary>Gets the expectations that were not met.</summary>
    public IEnumerable<TimelineEntry> Missed => Timeline.Where(entry => entry.Kind == TimelineKind.Missed);

    /// <summary>Gets how many expectations there were.</summary>
    public int Expected => Timeline.Count(entry => entry.Kind is TimelineKind.Met or TimelineKind.Missed);

    /// <summary>Gets a value indicating whether it passed: all that was expected came, and something was.</summary>
    public bool HasPassed => Problem is null && Expected > 0 && !Missed.Any();
}
