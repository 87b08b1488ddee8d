using AedCabinet.Platform;

namespace AedCabinet.Simulator.Virtual;

/// <summary>The board's wall clock: unknown after a start until the network has told the time, and stepped by faults.</summary>
/// <param name="timeline">Knows the virtual time.</param>
public sealed class VirtualClock(Timeline timeline) : IWallClock
{
    /// <summary>Where virtual time begins unless told otherwise: 2026-01-12 03:00 UTC.</summary>
    public const long DefaultStartUnixMs = 1768186800000;

    /// <summary>Gets the wall-clock time at which virtual time begins, in Unix milliseconds.</summary>
    public long StartUnixMs { get; init; } = DefaultStartUnixMs;

    /// <summary>Gets or sets by how much the clock is wrong, in milliseconds.</summary>
    public long ErrorMs { get; set; }

    /// <summary>Gets or sets a value indicating whether anybody has set it in this boot.</summary>
    public bool IsKnown { get; set; }

    /// <inheritdoc/>
    public bool TryGetUtc(out long unixMs)
    {
        unixMs = IsKnown ? StartUnixMs + timeline.NowMs + ErrorMs : 0;
        return IsKnown;
    }
}
