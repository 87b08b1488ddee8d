namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>When something is expected, counted from its step.</summary>
/// <param name="FromMs">From when on, in milliseconds.</param>
/// <param name="ByMs">It has to be so by then at the latest, in milliseconds.</param>
/// <param name="HoldsMs">And to stay so for this long, in milliseconds.</param>
public readonly record struct Window(long FromMs, long ByMs, long HoldsMs)
{
    /// <summary>Gets the moment after which nothing is left to judge, in milliseconds from the step.</summary>
    public long EndMs => ByMs + HoldsMs;
}
