namespace AedCabinet.Simulator.Cabinets;

/// <summary>What a look and a thermometer would show of a simulated cabinet.</summary>
/// <param name="InsideC">Temperature inside, °C.</param>
/// <param name="OutsideC">Temperature outside, °C.</param>
/// <param name="IsGreenLit">The AED's green light is lit.</param>
/// <param name="IsRedLit">The AED's red light is lit.</param>
/// <param name="BatteryMv">Voltage at the battery, mV.</param>
/// <param name="BatteryChargeShare">The share of the battery's nominal energy that is in it, 0 to 1.</param>
public sealed record PhysicalPicture(double InsideC, double OutsideC, bool IsGreenLit, bool IsRedLit, int BatteryMv,
    double BatteryChargeShare);
