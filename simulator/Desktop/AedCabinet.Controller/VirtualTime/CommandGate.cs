namespace AedCabinet.Controller
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class CommandGate
    {
        /// <inheritdoc/>
        public long DeadlineMs(long nowMs) => _outcome == null ? _executor.DeadlineMs(nowMs) : nowMs;
    }
}
