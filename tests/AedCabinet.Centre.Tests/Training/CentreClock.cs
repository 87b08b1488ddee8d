using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Centre.Tests.Training;

/// <summary>The centre's clock: it goes with the cabinets' time, however fast that passes, and may be set wrong.</summary>
/// <param name="time">The cabinets' time.</param>
internal sealed class CentreClock(SimulatedTime time) : TimeProvider
{
    private long _stepTicks;

    /// <summary>Gets or sets by how much it is ahead of the cabinets' time.</summary>
    public TimeSpan Step
    {
        get => new(Volatile.Read(ref _stepTicks));
        set => Volatile.Write(ref _stepTicks, value.Ticks);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => time.Now.ToUniversalTime() + Step;
}
