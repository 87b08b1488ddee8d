using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Link
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class Outgoing
    {
        /// <summary>Gets how many messages wait for the broker's acknowledgement.</summary>
        public int UnderWay => _inFlight.Count;

        /// <summary>Gets how many replies to commands wait.</summary>
        public int WaitingReplies => _replies.Count;

        /// <summary>When <see cref="SendWhatIsDue"/> has something to send, or a message has waited for too long.</summary>
        /// <param name="isOnline">Whether anything but the announcement may be sent.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>Milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(bool isOnline, long nowMs)
        {
            long oldestMs = IsWaiting ? nowMs - OldestAgeMs(nowMs) + LinkTimeouts.AcknowledgeMs : Deadline.Never;
            if (!isOnline)
            {
                return oldestMs;
            }

            long telemetryMs = _hasSentTelemetry ? _telemetrySentAtMs + LinkTimeouts.TelemetryIntervalMs : nowMs;
            oldestMs = Deadline.Earlier(oldestMs, telemetryMs);
            if (!_inFlight.HasRoom)
            {
                return oldestMs;
            }

            bool isDue = !_isAboutSent || (_replyUnderWay == null && _replies.Count > 0) || _events.HasWaiting(Severity.Info);
            return isDue ? nowMs : Deadline.Earlier(oldestMs, StateDeadlineMs(nowMs));
        }

        private long StateDeadlineMs(long nowMs)
        {
            int version = _mailbox.Version;
            return version == 0 ? Deadline.Never
                : _sentStateVersion == 0 ? nowMs
                : _stateSentAtMs + (version == _sentStateVersion ? LinkTimeouts.StateMaxIntervalMs : LinkTimeouts.StateMinIntervalMs);
        }
    }
}
