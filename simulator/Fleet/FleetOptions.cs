using AedCabinet.Contract;

namespace AedCabinet.Simulator.Fleet;

/// <summary>What a live run of a fleet was asked for.</summary>
public sealed record FleetOptions
{
    /// <summary>How many cabinets there are for 30 AEDs per 100,000 people of Inner Mongolia.</summary>
    public const int InnerMongolia = 7215;

    /// <summary>Gets how many cabinets.</summary>
    public int Cabinets { get; init; } = InnerMongolia;

    /// <summary>Gets the broker, or <c>null</c> for that of the deliveries' files.</summary>
    public BrokerAddress? Broker { get; init; } = new("127.0.0.1", 1883);

    /// <summary>Gets a value indicating whether the fleet starts Mosquitto at that address itself.</summary>
    public bool OwnsBroker { get; init; }

    /// <summary>Gets the folder that <c>provision</c> has made, or <c>null</c> for invented cabinets.</summary>
    public DirectoryInfo? Deliveries { get; init; }

    /// <summary>
    /// Gets where the broker of the <see cref="Deliveries"/> listens for the registry and others who read, or <c>null</c> for the port
    /// after the cabinets', as in the configuration that <c>provision</c> makes.
    /// </summary>
    public BrokerAddress? Readers { get; init; }

    /// <summary>Gets how many boards are switched on a second.</summary>
    public int RampPerSecond { get; init; } = 200;

    /// <summary>Gets what the fleet is put through.</summary>
    public IReadOnlyList<FleetPlanEntry> Plan { get; init; } = [];

    /// <summary>
    /// Gets for how long the run goes on after all are online, or <c>null</c>: until the plan is over and everything has calmed down.
    /// </summary>
    public long? DurationMs { get; init; }

    /// <summary>Gets the seed of everything random.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Gets how many threads step the cabinets.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Gets the bound of the first wait for a connection, in seconds, or <c>null</c> for the cabinets' own (60 s): only tests shorten it.
    /// </summary>
    public int? FirstAttemptSeconds { get; init; }

    /// <summary>
    /// Gets how long after the last board was switched on the run goes on without those that are not online, and how long at most it waits
    /// at the end for what is under way, in milliseconds: only tests shorten it. Boards start, wait up to a minute, and try again once.
    /// </summary>
    public int OnlinePatienceMs { get; init; } = 240000;

    /// <summary>
    /// Gets within how long the doors of a storm are opened, in milliseconds, and how long an outage of the mains lasts: only tests shorten
    /// it.
    /// </summary>
    public int StormMs { get; init; } = 10000;

    /// <summary>
    /// Gets how long to wait before the first board is switched on, in milliseconds: a registry that has no session at the broker yet would
    /// miss what comes before.
    /// </summary>
    public long WaitMs { get; init; }

    /// <summary>Gets the registry's database with which the run is compared, or <c>null</c>.</summary>
    public FileInfo? Database { get; init; }

    /// <summary>Gets a value indicating whether the fleet starts the registry of <see cref="Database"/> itself.</summary>
    public bool OwnsRegistry { get; init; }
}
