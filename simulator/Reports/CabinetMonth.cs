using AedCabinet.Centre;

namespace AedCabinet.Reports;

/// <summary>One cabinet's month.</summary>
internal sealed record CabinetMonth
{
    /// <summary>Gets what is known of the cabinet.</summary>
    public required CabinetRecord Cabinet { get; init; }

    /// <summary>Gets for how long it was ready.</summary>
    public required AvailabilityRow Time { get; init; }

    /// <summary>Gets its faults.</summary>
    public IReadOnlyList<FaultRun> Faults { get; init; } = [];

    /// <summary>Gets a value indicating whether it asked for a human look when the month ended.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>Gets how often something happened, by the event's name.</summary>
    public IReadOnlyDictionary<string, int> Happened { get; init; } = new Dictionary<string, int>();

    /// <summary>Gets how many of its consumables expire soon after the month.</summary>
    public int ExpiriesComing { get; init; }

    /// <summary>Gets how many had expired by its end.</summary>
    public int ExpiriesPast { get; init; }
}
