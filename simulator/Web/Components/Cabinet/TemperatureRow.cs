namespace AedCabinet.Simulator.Web.Components.Cabinet;

/// <summary>A line of the table that says what the chart shows.</summary>
/// <param name="At">The end of its time.</param>
/// <param name="InsideC">Temperature inside then, °C.</param>
/// <param name="OutsideC">Temperature outside then, °C.</param>
/// <param name="HeaterMinutes">For how long the heater was on in its time, in minutes.</param>
public sealed record TemperatureRow(DateTimeOffset At, double InsideC, double OutsideC, double HeaterMinutes);
