using AedCabinet.Timing;

namespace AedCabinet.Commands
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class CommandExecutor
    {
        /// <inheritdoc/>
        public long DeadlineMs(long nowMs) => _resendId != null ? nowMs
            : Deadline.Earlier(_trial.DeadlineMs(nowMs), _restartReason == null ? Deadline.Never : _restartAtMs);
    }
}
