namespace AedCabinet.Simulator.Fleet;

/// <summary>What one storm did to the fleet.</summary>
/// <param name="Name">What it was, as in the plan.</param>
/// <param name="AtSeconds">When it began, in seconds since the start.</param>
/// <param name="Cabinets">How many cabinets it struck.</param>
/// <param name="BackAfterSeconds">After how many seconds all were online again, or asleep after their report; <c>null</c> when they never
/// were.</param>
/// <param name="Asleep">How many of them were asleep then.</param>
/// <param name="MostAccepted">The most connections that the broker accepted in one second of it.</param>
/// <param name="Made">From the contact to the event, debouncing and scan, of the events that its contacts made.</param>
/// <param name="Beyond">From the event to the subscriber.</param>
/// <param name="Whole">From the contact to the subscriber.</param>
/// <param name="ToDisk">From the event to the registry's disk.</param>
public sealed record FleetStormReport(
    string Name, double AtSeconds, int Cabinets, double? BackAfterSeconds, int Asleep, long MostAccepted, FleetTimes Made,
    FleetTimes Beyond, FleetTimes Whole, FleetTimes ToDisk);
