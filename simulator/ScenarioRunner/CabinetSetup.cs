using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>The cabinet of a scenario, and where it hangs.</summary>
/// <param name="Configuration">The bytes of its <c>cabinet.json</c>, valid.</param>
/// <param name="IsEmpty">Whether its board has no <c>cabinet.json</c> at first.</param>
/// <param name="Physics">Its physical side.</param>
/// <param name="Start">The local time at which the scenario begins.</param>
/// <param name="Seed">The seed of everything random.</param>
public sealed record CabinetSetup(byte[] Configuration, bool IsEmpty, PhysicsOptions Physics, DateTimeOffset Start, long Seed)
{
    /// <summary>Gets the recordings of lights that the scenario plays, by the name of their file.</summary>
    public IReadOnlyDictionary<string, LightTrace> Traces { get; init; } = new Dictionary<string, LightTrace>();
}
