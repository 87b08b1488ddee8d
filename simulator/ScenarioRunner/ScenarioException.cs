namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>A step of a scenario can't be done.</summary>
/// <param name="message">Why.</param>
public sealed class ScenarioException(string message) : Exception(message);
