namespace AedCabinet.Simulator.Fleet;

/// <summary>What a live run of a fleet came to.</summary>
public sealed record FleetReport
{
    /// <summary>Gets when it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets the command line that repeats it.</summary>
    public required string Command { get; init; }

    /// <summary>Gets the machine: its processors, and its load when the run ended.</summary>
    public required string Machine { get; init; }

    /// <summary>Gets the seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Gets how many cabinets there were.</summary>
    public required int Cabinets { get; init; }

    /// <summary>Gets a value indicating whether it was ended before its time.</summary>
    public required bool WasCut { get; init; }

    /// <summary>Gets after how many seconds all were online first, <c>null</c> when they never were.</summary>
    public required double? AllOnlineAfterSeconds { get; init; }

    /// <summary>Gets how many events were made.</summary>
    public required long EventsMade { get; init; }

    /// <summary>Gets how many of them came at the observer.</summary>
    public required long EventsReceived { get; init; }

    /// <summary>Gets how often one came again: allowed, the registry removes them.</summary>
    public required long EventsDoubled { get; init; }

    /// <summary>Gets the events that never came, as <c>cabinet boot/seq</c>; the first ones when there are many.</summary>
    public required IReadOnlyList<string> EventsMissing { get; init; }

    /// <summary>Gets how many events came that no cabinet of this fleet made.</summary>
    public required long EventsOfStrangers { get; init; }

    /// <summary>Gets the times from a contact to its event: debouncing and scan.</summary>
    public required FleetTimes ContactToEvent { get; init; }

    /// <summary>Gets the times from an event to the observer, of events whose contact changed while the cabinet was online.</summary>
    public required FleetTimes EventToObserver { get; init; }

    /// <summary>Gets the times from a contact to the observer, of the same events.</summary>
    public required FleetTimes ContactToObserver { get; init; }

    /// <summary>Gets the most connections accepted in one second.</summary>
    public required long MostAccepted { get; init; }

    /// <summary>Gets the longest time that an attempt to connect waited for one of the fleet's threads, in milliseconds.</summary>
    public required long LongestConnectWaitMs { get; init; }

    /// <summary>Gets the lateness of scans in milliseconds: half, 99 of 100, and all.</summary>
    public required IReadOnlyList<double> ScanLatenessMs { get; init; }

    /// <summary>Gets how many scans were made.</summary>
    public required long Scans { get; init; }

    /// <summary>Gets how many rounds of 20 ms were left out because a thread was held up.</summary>
    public required long SkippedRounds { get; init; }

    /// <summary>Gets the memory of a cabinet in bytes: the runtime's heap after a collection, without the ledger.</summary>
    public required long ManagedBytesPerCabinet { get; init; }

    /// <summary>Gets the memory of a cabinet in bytes: all that the process has grown by.</summary>
    public required long ProcessBytesPerCabinet { get; init; }

    /// <summary>Gets what the storms did.</summary>
    public required IReadOnlyList<FleetStormReport> Storms { get; init; }

    /// <summary>Gets what the cabinets' logs complained of, with how often.</summary>
    public required IReadOnlyList<KeyValuePair<string, int>> Complaints { get; init; }

    /// <summary>Gets a value indicating whether <c>registry verify</c> found nothing at the end; <c>null</c> without a registry of the fleet's own.</summary>
    public bool? IsRegistryClean { get; init; }

    /// <summary>Gets what <c>registry verify</c> said, or <c>null</c>.</summary>
    public string? RegistryVerdict { get; init; }

    /// <summary>Gets the comparison with the registry's database, or <c>null</c> without one.</summary>
    public FleetDatabaseReport? Database { get; init; }

    /// <summary>Gets the run, second by second.</summary>
    public required IReadOnlyList<FleetSample> Samples { get; init; }

    /// <summary>Gets the times of <see cref="ContactToObserver"/> by tens of milliseconds, for a chart.</summary>
    public required IReadOnlyList<int> LatencyBins { get; init; }

    /// <summary>Gets a value indicating whether nothing was lost.</summary>
    public bool HasLostNothing => IsRegistryClean is not false && EventsReceived == EventsMade && Database is not { Missing: > 0 } and not { Doubled: > 0 };
}
