namespace AedCabinet.Link
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class AttemptSchedule
    {
        /// <summary>Gets when the next attempt is due unless an emergency hastens it, in monotonic milliseconds.</summary>
        public long NextAttemptAtMs => _nextAttemptAtMs;
    }
}
