using AedCabinet.Platform;

namespace AedCabinet.Device.Tests
{
    /// <summary>A wall clock that the test sets; not set at first.</summary>
    public sealed class SettableClock : IWallClock
    {
        public long UnixMs { get; set; }

        public bool TryGetUtc(out long unixMs)
        {
            unixMs = UnixMs;
            return UnixMs != 0;
        }
    }
}
