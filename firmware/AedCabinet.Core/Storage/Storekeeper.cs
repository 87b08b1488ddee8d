namespace AedCabinet
{
    /// <summary>Everything that is done at the flash off the scan, in the order in which it matters. One thread calls it.</summary>
    public sealed class Storekeeper
    {
        private readonly Outbox _outbox;

        /// <summary>Initializes a new instance of the <see cref="Storekeeper"/> class.</summary>
        /// <param name="outbox">The events.</param>
        public Storekeeper(Outbox outbox)
        {
            _outbox = outbox;
        }

        /// <summary>Stores what is new.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Step(long nowMs) => _outbox.Store(nowMs);

        /// <summary>Stores everything, without waiting for more: the board is about to stop.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void End(long nowMs) => _outbox.StoreAll(nowMs);
    }
}
