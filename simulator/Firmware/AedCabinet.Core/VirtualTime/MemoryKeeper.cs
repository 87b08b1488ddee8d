namespace AedCabinet
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class MemoryKeeper
    {
        /// <summary>When <see cref="Step"/> has something to do if the scan leaves nothing new.</summary>
        /// <param name="nowMs">Monotonic time of the latest step in milliseconds.</param>
        /// <returns>Milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs)
        {
            if (_isUnwritten || _mailbox.HasNews)
            {
                return nowMs;
            }

            long survivedMs = _isSurvivalKept ? Deadline.Never : SupervisionTimeouts.SurvivedMs;
            return Deadline.Earlier(survivedMs, _boots.IsSafeMode && !_isSafeModeLeft ? SupervisionTimeouts.HealthyMs : Deadline.Never);
        }
    }
}
