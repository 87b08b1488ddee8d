using AedCabinet.Timing;

namespace AedCabinet.Storage
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class OutboxCursor
    {
        /// <summary>When <see cref="TryKeep"/> has something to write.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>Milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs) => !IsDirty ? Deadline.Never : _isWaiting ? _waitsSinceMs + Outbox.CursorDelayMs : nowMs;
    }
}
