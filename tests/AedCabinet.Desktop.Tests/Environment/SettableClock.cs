using AedCabinet.Platform;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>A time of day that a test sets: nobody has set it at first.</summary>
internal sealed class SettableClock : IWallClock
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _setTo;
    private long _setAtMs;

    /// <summary>Sets it; it goes on from there.</summary>
    /// <param name="now">The time now.</param>
    public void Set(DateTimeOffset now)
    {
        lock (_lock)
        {
            _setTo = now;
            _setAtMs = System.Environment.TickCount64;
        }
    }

    /// <inheritdoc/>
    public bool TryGetUtc(out long unixMs)
    {
        lock (_lock)
        {
            unixMs = _setTo is { } time ? time.ToUnixTimeMilliseconds() + System.Environment.TickCount64 - _setAtMs : 0;
            return _setTo is not null;
        }
    }
}
