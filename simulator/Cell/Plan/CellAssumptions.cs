namespace AedCabinet.Cell.Plan;

/// <summary>What a plan assumes of the cabinets and of the machines.</summary>
/// <param name="EventsPerDay">Events of a cabinet a day.</param>
/// <param name="StatesPerDay">States of a cabinet a day: hourly (the contract).</param>
/// <param name="Years">For how many years events are kept.</param>
/// <param name="BacklogDays">For how many days the brokers hold what no worker reads.</param>
/// <param name="MemoryGibibytes">The memory of a machine.</param>
public sealed record CellAssumptions(int EventsPerDay, int StatesPerDay, int Years, int BacklogDays, double MemoryGibibytes)
{
    /// <summary>
    /// Gets the usual ones. 200 events a day are SPEC §11's upper bound for flash, so disk is reckoned on the safe side; 10 years are §21's
    /// life of a cabinet.
    /// </summary>
    public static CellAssumptions Usual { get; } = new(200, 24, 10, 3, 16);
}
