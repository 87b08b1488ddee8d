namespace AedCabinet.Contract;

/// <summary>The temperatures a cabinet reports.</summary>
/// <param name="InsideDeciC">Inside, in tenths of a degree Celsius; <c>null</c> while the probe doesn't work.</param>
/// <param name="OutsideDeciC">Outside, in tenths of a degree Celsius; <c>null</c> while the probe doesn't work or there is none.</param>
/// <param name="Health">The probe's health: <c>ok</c>, <c>fault</c> or <c>unknown</c>.</param>
public sealed record ReportedTemperature(long? InsideDeciC, long? OutsideDeciC, string? Health);
