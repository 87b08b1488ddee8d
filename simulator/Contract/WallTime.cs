namespace AedCabinet.Contract;

/// <summary>The time where real cabinets hang: the host's, as its clock is set from moment to moment.</summary>
/// <param name="clock">The host's clock.</param>
public sealed class WallTime(TimeProvider clock) : ICabinetTime
{
    /// <summary>The offset from UTC in Inner Mongolia: as all of China, it has one time all year.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <inheritdoc/>
    public DateTimeOffset Now => clock.GetUtcNow().ToOffset(Offset);

    /// <inheritdoc/>
    public double Speed => 1;
}
