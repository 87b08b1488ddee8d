using AedCabinet.Timing;

namespace AedCabinet.Storage
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class Outbox
    {
        /// <summary>Gets how many events flash does not hold yet.</summary>
        public int FreshCount => _fresh.Count;

        /// <summary>When <see cref="Store"/> has something to do if nothing happens and the broker acknowledges nothing.</summary>
        /// <param name="nowMs">Monotonic time of the latest <see cref="Store"/> in milliseconds.</param>
        /// <returns>Milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs)
        {
            lock (_lock)
            {
                long lossesMs = Deadline.Earlier(_losses.DeadlineMs(), _streams.HasDoubtful(true) ? _doubtfulAtMs : Deadline.Never);
                long storeMs = _refusal.IsOn ? _refusal.RetryAtMs : _fresh.Count > 0 ? nowMs : _cursor.DeadlineMs(nowMs);
                return Deadline.Earlier(lossesMs, storeMs);
            }
        }
    }
}
