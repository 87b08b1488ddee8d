using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.State
{
    /// <summary>
    /// When the lock holds: only while somebody could ask to open it. Without a lock, without a link, in a drill or
    /// maintenance, during a rescue and for the time of an unlocking it is released.
    /// </summary>
    public sealed class LockControl
    {
        private readonly LockSettings _settings;
        private readonly TimedHold _unlocked = new TimedHold();

        /// <summary>Initializes a new instance of the <see cref="LockControl"/> class.</summary>
        /// <param name="settings">Whether there is a lock.</param>
        public LockControl(LockSettings settings)
        {
            _settings = settings;
        }

        /// <summary>Somebody entitled to it asked to open.</summary>
        /// <param name="durationMs">For how long, in milliseconds.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Unlock(long durationMs, long nowMs) => _unlocked.Start(durationMs, nowMs);

        /// <summary>When the pulse is over.</summary>
        /// <param name="nowMs">Monotonic time of the latest scan in milliseconds.</param>
        /// <returns>The time in milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs) => _unlocked.DeadlineMs(nowMs);

        /// <summary>Whether the lock is released now.</summary>
        /// <param name="isOnline">Whether the link is up.</param>
        /// <param name="mode">The mode.</param>
        /// <param name="isRescue">Whether an emergency is open.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when the door can be opened.</returns>
        public bool IsReleased(bool isOnline, OperatingMode mode, bool isRescue, long nowMs) =>
            !_settings.Fitted || !isOnline || mode != OperatingMode.Normal || isRescue || _unlocked.IsOn(nowMs);
    }
}
