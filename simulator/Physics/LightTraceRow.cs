namespace AedCabinet.Simulator.Physics;

/// <summary>What both lights are like from a moment of a recording on.</summary>
/// <param name="AtMs">The moment, in ms since the recording began.</param>
/// <param name="IsGreenLit">Whether the green light is lit.</param>
/// <param name="IsRedLit">Whether the red light is lit.</param>
public readonly record struct LightTraceRow(long AtMs, bool IsGreenLit, bool IsRedLit);
