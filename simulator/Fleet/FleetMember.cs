namespace AedCabinet.Simulator.Fleet;

/// <summary>A cabinet of a live fleet with its connection.</summary>
/// <param name="Cabinet">The cabinet.</param>
/// <param name="Connection">Its connection.</param>
public sealed record FleetMember(FleetCabinet Cabinet, FleetConnection Connection);
