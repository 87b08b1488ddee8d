namespace AedCabinet.Simulator.Physics;

/// <summary>The weather at one moment, at the cabinet.</summary>
/// <param name="OutsideC">Air temperature in °C.</param>
/// <param name="SunWm2">Sun on the cabinet's front in W/m², 0 at night and in the shade.</param>
/// <param name="WindMPerS">Wind in m/s.</param>
public readonly record struct WeatherConditions(double OutsideC, double SunWm2, double WindMPerS);
