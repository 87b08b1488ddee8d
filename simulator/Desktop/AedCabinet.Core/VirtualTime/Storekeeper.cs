using AedCabinet.Timing;

namespace AedCabinet.Storage
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class Storekeeper
    {
        /// <summary>When <see cref="Step"/> has something to do if the scan and the link have no news.</summary>
        /// <param name="nowMs">Monotonic time of the latest step in milliseconds.</param>
        /// <returns>Milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs) => Deadline.Earlier(_outbox.DeadlineMs(nowMs), _memory.DeadlineMs(nowMs));
    }
}
