using AedCabinet.Timing;

namespace AedCabinet.Commands
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public partial interface ICommandExecutor
    {
        /// <summary>When <see cref="Step"/> has something to do if nothing comes.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>Milliseconds, or <see cref="Deadline.Never"/>.</returns>
        long DeadlineMs(long nowMs);
    }
}
