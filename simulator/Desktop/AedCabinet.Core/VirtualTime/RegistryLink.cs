using AedCabinet.Timing;

namespace AedCabinet.Link
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class RegistryLink
    {
        /// <summary>Gets how many messages wait for the broker's acknowledgement.</summary>
        public int UnderWay => _outgoing.UnderWay;

        /// <summary>Gets how many replies to commands wait.</summary>
        public int WaitingReplies => _outgoing.WaitingReplies;

        /// <summary>
        /// When <see cref="Step"/> has something to do if the connection brings nothing and the scan and the storage have no news: whoever
        /// lives in virtual time may leave out the steps before.
        /// </summary>
        /// <param name="nowMs">Monotonic time of the latest step in milliseconds.</param>
        /// <returns>Milliseconds, not later than <paramref name="nowMs"/> while something is waited for that has no time.</returns>
        public long DeadlineMs(long nowMs)
        {
            if (!_hasStarted || _isStopping || State == LinkState.Network || State == LinkState.Clock)
            {
                return nowMs;
            }

            long deadlineMs = Deadline.Earlier(_escalation.DeadlineMs(nowMs),
                _commands == null ? Deadline.Never : _commands.DeadlineMs(nowMs));
            if (State == LinkState.Offline)
            {
                return Deadline.Earlier(deadlineMs, _attempts.NextAttemptAtMs);
            }

            if (State == LinkState.Broker)
            {
                return Deadline.Earlier(deadlineMs, _stateSinceMs + LinkTimeouts.SubscribeMs);
            }

            bool isOnline = State == LinkState.Online;
            long stableMs = isOnline && nowMs - _stateSinceMs < LinkTimeouts.StableMs ? _stateSinceMs + LinkTimeouts.StableMs
                : Deadline.Never;
            return Deadline.Earlier(deadlineMs, Deadline.Earlier(stableMs, _outgoing.DeadlineMs(isOnline, nowMs)));
        }
    }
}
