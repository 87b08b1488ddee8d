namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>A condition that holds or not.</summary>
/// <param name="Holds">Whether it is.</param>
/// <param name="See">What there is to see of it, in words.</param>
/// <param name="IsOnOutputs">Whether it looks at outputs, which may change in any scan.</param>
internal sealed record Condition(Func<ScenarioWorld, bool> Holds, Func<ScenarioWorld, string> See, bool IsOnOutputs = false);
