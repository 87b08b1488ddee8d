namespace AedCabinet.Simulator.Fleet;

/// <summary>What a live run of a fleet came to.</summary>
public sealed record FleetReport : FleetOutcome
{
    /// <summary>Gets when it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets the command line that repeats it.</summary>
    public required string Command { get; init; }

    /// <summary>Gets the machine: its processors, and its load when the run ended.</summary>
    public required string Machine { get; init; }

    /// <summary>Gets after how many seconds all were online, or asleep after their report; <c>null</c> when they never were.</summary>
    public required double? AllOnlineAfterSeconds { get; init; }

    /// <summary>Gets the events that never came, as <c>cabinet boot/seq</c>; the first ones when there are many.</summary>
    public required IReadOnlyList<string> EventsMissing { get; init; }

    /// <summary>
    /// Gets the cabinets that were neither online nor asleep after their report at the end, as <c>cabinet: why</c>; the first ones when
    /// there are many.
    /// </summary>
    public required IReadOnlyList<string> Absent { get; init; }

    /// <summary>Gets the times from a contact to its event: debouncing and scan.</summary>
    public required FleetTimes ContactToEvent { get; init; }

    /// <summary>Gets the times from an event to the observer, of events whose contact changed while the cabinet was online.</summary>
    public required FleetTimes EventToObserver { get; init; }

    /// <summary>Gets the times from a contact to the observer, of the same events.</summary>
    public required FleetTimes ContactToObserver { get; init; }

    /// <summary>Gets the longest time that an attempt to connect waited for one of the fleet's threads, in milliseconds.</summary>
    public required long LongestConnectWaitMs { get; init; }

    /// <summary>Gets the lateness of scans in milliseconds: half, 99 of 100, and all.</summary>
    public required IReadOnlyList<double> ScanLatenessMs { get; init; }

    /// <summary>Gets how many rounds of 20 ms were skipped because a thread was late.</summary>
    public required long SkippedRounds { get; init; }

    /// <summary>Gets the memory of a cabinet in bytes: all that the process has grown by.</summary>
    public required long ProcessBytesPerCabinet { get; init; }

    /// <summary>Gets what the storms did.</summary>
    public required IReadOnlyList<FleetStormReport> Storms { get; init; }

    /// <summary>
    /// Gets a value indicating whether <c>registry verify</c> found nothing at the end; <c>null</c> without a registry of the fleet's own.
    /// </summary>
    public bool? IsRegistryClean { get; init; }

    /// <summary>Gets what <c>registry verify</c> said, or <c>null</c>.</summary>
    public string? RegistryVerdict { get; init; }

    /// <summary>Gets the comparison with the registry's database, or <c>null</c> without one.</summary>
    public FleetDatabaseReport? Database { get; init; }

    /// <summary>Gets the run, second by second.</summary>
    public required IReadOnlyList<FleetSample> Samples { get; init; }

    /// <summary>Gets the times of <see cref="ContactToObserver"/> by tens of milliseconds, for a chart.</summary>
    public required IReadOnlyList<int> LatencyBins { get; init; }

    /// <inheritdoc/>
    public override bool HasLostNothing => base.HasLostNothing && IsRegistryClean is not false
        && Database is not { Missing: > 0 } and not { Doubled: > 0 };
}
