using AedCabinet.Platform;

namespace AedCabinet.Simulator.Fleet;

/// <summary>The time of one virtual cabinet: its wall clock, which the network has set, and the time since the fleet began.</summary>
/// <param name="startUnixMs">The wall-clock time at which the fleet begins, in Unix milliseconds.</param>
public sealed class VirtualTime(long startUnixMs) : IWallClock
{
    /// <summary>Gets or sets the time since the fleet began, in milliseconds.</summary>
    public long NowMs { get; set; }

    /// <inheritdoc/>
    public bool TryGetUtc(out long unixMs)
    {
        unixMs = startUnixMs + NowMs;
        return true;
    }
}
