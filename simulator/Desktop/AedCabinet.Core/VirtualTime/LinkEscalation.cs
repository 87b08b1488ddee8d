using AedCabinet.Timing;

namespace AedCabinet.Link
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class LinkEscalation
    {
        /// <summary>When it takes its next step if the link stays as it is.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>Milliseconds; <paramref name="nowMs"/> while it waits for an alarm to end, <see cref="Deadline.Never"/> while
        /// online.</returns>
        public long DeadlineMs(long nowMs)
        {
            if (!_hasRead)
            {
                return nowMs;
            }

            if (!_isInOutage || _restarts.IsAsked)
            {
                return Deadline.Never;
            }

            long networkMs = _isNetworkRestarted ? Deadline.Never : _outageSinceMs + LinkTimeouts.NetworkRestartMs;
            return Deadline.Earlier(networkMs, _outageSinceMs + BoardRestartAfterMs(_count));
        }
    }
}
