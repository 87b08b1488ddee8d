namespace AedCabinet.Simulator.Fleet;

/// <summary>What the registry's database has of a fleet's events.</summary>
/// <param name="Present">How many of the events are there.</param>
/// <param name="Missing">How many are not.</param>
/// <param name="Doubled">How many are there more than once.</param>
/// <param name="ContactToCommit">The times from a contact to the commit, of events whose contact changed while the cabinet was online; at
/// most one poll of 20 ms too long.</param>
public sealed record FleetDatabaseReport(long Present, long Missing, long Doubled, FleetTimes ContactToCommit);
