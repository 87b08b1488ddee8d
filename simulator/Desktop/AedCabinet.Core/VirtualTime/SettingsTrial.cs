using AedCabinet.Timing;

namespace AedCabinet.Commands
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class SettingsTrial
    {
        /// <summary>When <see cref="Step"/> has something to do.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><paramref name="nowMs"/> while settings are on trial or their end is still to be told, or
        /// <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs) => _hasEnded ? Deadline.Never : nowMs;
    }
}
