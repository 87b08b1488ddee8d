namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Whether a scenario's board runs.</summary>
public enum BoardPower
{
    /// <summary>Its firmware runs.</summary>
    Running,

    /// <summary>It has power and its firmware has not begun yet.</summary>
    Starting,

    /// <summary>It has no power.</summary>
    Off,

    /// <summary>It is in deep sleep: nothing runs, memory is lost, a pin or the timer wakes it.</summary>
    Asleep,
}
