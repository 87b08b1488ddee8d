namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Something that is done in a scenario.</summary>
/// <param name="world">Where.</param>
public delegate void ScenarioAction(ScenarioWorld world);
