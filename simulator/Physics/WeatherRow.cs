namespace AedCabinet.Simulator.Physics;

/// <summary>One row of a weather file.</summary>
/// <param name="AtMs">Time of day in ms since midnight.</param>
/// <param name="Conditions">The weather then.</param>
public readonly record struct WeatherRow(long AtMs, WeatherConditions Conditions);
