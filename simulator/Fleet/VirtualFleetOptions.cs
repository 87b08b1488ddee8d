namespace AedCabinet.Simulator.Fleet;

/// <summary>What a virtual fleet is to be.</summary>
public sealed record VirtualFleetOptions
{
    /// <summary>Gets how many cabinets there are.</summary>
    public required int Cabinets { get; init; }

    /// <summary>Gets how long they live, in milliseconds of virtual time.</summary>
    public required long LengthMs { get; init; }

    /// <summary>Gets the seed that decides everything.</summary>
    public required long Seed { get; init; }

    /// <summary>Gets what the fleet is put through.</summary>
    public required VirtualPlan Plan { get; init; }

    /// <summary>Gets within how many milliseconds after the beginning the boards get power.</summary>
    public int RampMs { get; init; } = 60_000;

    /// <summary>Gets how many threads live the cabinets' lives.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Gets a value indicating whether every scan is run, also those that the firmware does not need.</summary>
    public bool IsDense { get; init; }

    /// <summary>Gets the wall-clock time at which they begin, in Unix milliseconds: 2026-01-12 03:00 UTC.</summary>
    public long StartUnixMs { get; init; } = Virtual.VirtualClock.DefaultStartUnixMs;
}
