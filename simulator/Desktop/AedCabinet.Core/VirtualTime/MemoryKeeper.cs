using AedCabinet.Supervision;
using AedCabinet.Timing;

namespace AedCabinet.Storage
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class MemoryKeeper
    {
        /// <summary>When <see cref="Step"/> has something to do if the scan leaves nothing new.</summary>
        /// <param name="nowMs">Monotonic time of the latest step in milliseconds.</param>
        /// <returns>Milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs)
        {
            if ((_isUnwritten || _mailbox.HasNews) && !_isUnread)
            {
                return nowMs;
            }

            long lifeMs = _isSurvivalKept ? Deadline.Never : nowMs < SupervisionTimeouts.LivedMs ? SupervisionTimeouts.LivedMs
                : SupervisionTimeouts.SurvivedMs;
            lifeMs = Deadline.Earlier(lifeMs, _isUnread || _boots.IsUnread ? _readAgainAtMs : Deadline.Never);
            return Deadline.Earlier(lifeMs, _boots.IsSafeMode ? _soundMs + MinuteMs : Deadline.Never);
        }
    }
}
