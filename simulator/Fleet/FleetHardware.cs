using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Timing;

namespace AedCabinet.Simulator.Fleet;

/// <summary>What a fleet's cabinet runs on; it outlives the boots. Nothing of it has a thread.</summary>
public sealed class FleetHardware
{
    /// <summary>Gets the flash.</summary>
    public required IStorage Flash { get; init; }

    /// <summary>Gets the connection to the broker.</summary>
    public required IBrokerConnection Connection { get; init; }

    /// <summary>Gets the wall clock.</summary>
    public required IWallClock Clock { get; init; }

    /// <summary>Gets the network.</summary>
    public required INetwork Network { get; init; }

    /// <summary>Gets the source of jitter.</summary>
    public required Random Random { get; init; }

    /// <summary>Gets the serial log.</summary>
    public required ILog Log { get; init; }

    /// <summary>
    /// Gets how long the link may go without a step, in milliseconds, for a connection that keeps itself alive in them;
    /// <see cref="Deadline.Never"/> for one that doesn't.
    /// </summary>
    public long ConnectionPollMs { get; init; } = Deadline.Never;

    /// <summary>Gets who is told of every event in the scan in which it happens, or <c>null</c>.</summary>
    public IFleetWitness? Witness { get; init; }
}
