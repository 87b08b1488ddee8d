namespace AedCabinet.Simulator.Cabinets;

/// <summary>How warm it was, and how much the heater did about it, in one simulated minute.</summary>
/// <param name="At">The end of the minute, local time.</param>
/// <param name="InsideC">Temperature inside then, °C.</param>
/// <param name="OutsideC">Temperature outside then, °C.</param>
/// <param name="HeaterShare">The share of the minute in which the heater was driven, 0 to 1.</param>
public readonly record struct TemperatureSample(DateTimeOffset At, double InsideC, double OutsideC, double HeaterShare);
