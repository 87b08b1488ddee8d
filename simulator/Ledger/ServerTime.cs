namespace AedCabinet.Ledger;

/// <summary>
/// The database's time of day on this computer: a worker whose own clock is wrong by hours writes the same times as any other. What is
/// measured, and timers, go by this computer's own steady clock.
/// </summary>
/// <param name="own">This computer's time.</param>
public sealed class ServerTime(TimeProvider own) : TimeProvider
{
    // Less is the way there and back, and would make the time jump for nothing.
    private static readonly TimeSpan s_slack = TimeSpan.FromMilliseconds(250);

    private long _aheadTicks;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => own.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => own.TimestampFrequency;

    /// <summary>Sets it by the database's.</summary>
    /// <param name="now">The database's time now.</param>
    public void Set(DateTimeOffset now)
    {
        TimeSpan ahead = now - own.GetUtcNow();
        if ((ahead - TimeSpan.FromTicks(Volatile.Read(ref _aheadTicks))).Duration() > s_slack)
        {
            Volatile.Write(ref _aheadTicks, ahead.Ticks);
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => own.GetUtcNow().AddTicks(Volatile.Read(ref _aheadTicks));

    /// <inheritdoc/>
    public override long GetTimestamp() => own.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        own.CreateTimer(callback, state, dueTime, period);
}
