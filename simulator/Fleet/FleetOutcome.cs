namespace AedCabinet.Simulator.Fleet;

/// <summary>What a run of a fleet came to, live or in virtual time.</summary>
public abstract record FleetOutcome
{
    /// <summary>Gets the seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Gets how many cabinets there were.</summary>
    public required int Cabinets { get; init; }

    /// <summary>Gets how many of them are battery kits, which sleep between their reports.</summary>
    public required int BatteryKits { get; init; }

    /// <summary>Gets how many slept at the end, after a report of which the broker has everything.</summary>
    public required int Asleep { get; init; }

    /// <summary>Gets what they were put through, each with its time.</summary>
    public required IReadOnlyList<string> Plan { get; init; }

    /// <summary>Gets a value indicating whether it was stopped early.</summary>
    public required bool WasCut { get; init; }

    /// <summary>Gets how many events were made.</summary>
    public required long EventsMade { get; init; }

    /// <summary>Gets how many of them arrived.</summary>
    public required long EventsArrived { get; init; }

    /// <summary>Gets how many arrived more than once: allowed, the registry removes duplicates.</summary>
    public required long EventsDoubled { get; init; }

    /// <summary>Gets how many have not arrived and wait on their cabinet's flash.</summary>
    public required long EventsWaiting { get; init; }

    /// <summary>Gets how many neither arrived nor wait, that is, were lost: must be 0.</summary>
    public required long EventsLost { get; init; }

    /// <summary>Gets how many events came that no cabinet of this fleet made.</summary>
    public required long EventsOfStrangers { get; init; }

    /// <summary>Gets how often cabinets tried to connect.</summary>
    public required long Attempts { get; init; }

    /// <summary>Gets how many of the attempts the broker accepted.</summary>
    public required long Connections { get; init; }

    /// <summary>
    /// Gets the most connections accepted in one second; in virtual time after the first two minutes, in which the fleet is switched on.
    /// </summary>
    public required long MostAccepted { get; init; }

    /// <summary>Gets how many scans were made.</summary>
    public required long Scans { get; init; }

    /// <summary>Gets the memory of a cabinet in bytes, its flash included: the runtime's heap after a collection.</summary>
    public required long ManagedBytesPerCabinet { get; init; }

    /// <summary>Gets how many errors the cabinets logged.</summary>
    public required int Errors { get; init; }

    /// <summary>Gets what the cabinets' logs complained of, with how often.</summary>
    public required IReadOnlyList<KeyValuePair<string, int>> Complaints { get; init; }

    /// <summary>Gets a value indicating whether nothing was lost.</summary>
    public virtual bool HasLostNothing => EventsLost == 0;
}
