using AedCabinet.Platform;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>A cabinet's time of day in <see cref="SimulatedTime"/>, set by the network before its first scan.</summary>
/// <param name="time">The time of the run.</param>
/// <param name="pace">The cabinet's way through it.</param>
public sealed class PacedWallClock(SimulatedTime time, CabinetPace pace) : IWallClock
{
    /// <inheritdoc/>
    public bool TryGetUtc(out long unixMs)
    {
        unixMs = time.At(pace.NowMs).ToUnixTimeMilliseconds();
        return true;
    }
}
