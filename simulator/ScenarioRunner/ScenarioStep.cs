namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>One step of a scenario: first everything in it is done, then everything in it is expected.</summary>
/// <param name="AtMs">When, in milliseconds since the scenario began.</param>
/// <param name="Actions">What is done.</param>
/// <param name="Expectations">What is expected; each is made anew for every run.</param>
public sealed record ScenarioStep(long AtMs, IReadOnlyList<StepAction> Actions, IReadOnlyList<Func<Expectation>> Expectations);
