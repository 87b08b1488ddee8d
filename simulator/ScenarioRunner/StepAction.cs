namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Something that a step does.</summary>
/// <param name="Text">As it stands in the file.</param>
/// <param name="Line">Its line there, from 1.</param>
/// <param name="Act">Does it.</param>
public sealed record StepAction(string Text, int Line, ScenarioAction Act);
