namespace AedCabinet.Simulator.Fleet;

/// <summary>What a virtual fleet did, in figures.</summary>
public sealed record VirtualFleetReport : FleetOutcome
{
    /// <summary>Gets how long they lived, in hours of virtual time.</summary>
    public required double VirtualHours { get; init; }

    /// <summary>Gets how long that took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Gets how many scans boards would have run.</summary>
    public required long ScansOfBoards { get; init; }

    /// <summary>Gets how many boots there were.</summary>
    public required long Boots { get; init; }

    /// <summary>Gets how many messages reached the broker.</summary>
    public required long Messages { get; init; }

    /// <summary>Gets how long their payloads were on average, in bytes.</summary>
    public required double MessageBytes { get; init; }

    /// <summary>Gets the bytes of the largest event.</summary>
    public required int LargestEventBytes { get; init; }

    /// <summary>Gets the bytes of the largest state.</summary>
    public required int LargestStateBytes { get; init; }

    /// <summary>Gets how many of the events that arrived were emergencies.</summary>
    public required long Emergencies { get; init; }

    /// <summary>Gets the share of the time in which cabinets were ready, 0 to 1.</summary>
    public required double Ready { get; init; }

    /// <summary>Gets the run's fingerprint: the same options have the same one.</summary>
    public required string Fingerprint { get; init; }
}
