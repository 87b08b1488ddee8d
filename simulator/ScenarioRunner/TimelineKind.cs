namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>What a line of a scenario's timeline is.</summary>
public enum TimelineKind
{
    /// <summary>Something was done.</summary>
    Done,

    /// <summary>The cabinet made an event.</summary>
    Event,

    /// <summary>A message arrived at the registry.</summary>
    Received,

    /// <summary>Something else was seen: readiness, lamps, sounds, boots, the link.</summary>
    Seen,

    /// <summary>An expectation was met.</summary>
    Met,

    /// <summary>An expectation was not met.</summary>
    Missed,
}
