namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>The host's time, but for waiting: a wait is over so many times sooner.</summary>
/// <param name="factor">How many times.</param>
internal sealed class FastTime(int factor) : TimeProvider
{
    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    private TimeSpan Shorten(TimeSpan time) => time > TimeSpan.Zero ? time / factor : time;
}
