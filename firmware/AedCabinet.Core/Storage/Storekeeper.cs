namespace AedCabinet
{
    /// <summary>Everything that is done at the flash off the scan, in the order in which it matters. One thread calls it.</summary>
    public sealed class Storekeeper
    {
        private readonly Outbox _outbox;
        private readonly MemoryKeeper _memory;
        private bool _isMemoryRefused;

        /// <summary>Initializes a new instance of the <see cref="Storekeeper"/> class.</summary>
        /// <param name="outbox">The events.</param>
        /// <param name="memory">What else survives a restart.</param>
        public Storekeeper(Outbox outbox, MemoryKeeper memory)
        {
            _outbox = outbox;
            _memory = memory;
        }

        /// <summary>When <see cref="Step"/> has something to do if the scan and the link have no news.</summary>
        /// <param name="nowMs">Monotonic time of the latest step in milliseconds.</param>
        /// <returns>Milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs) => Deadline.Earlier(_outbox.DeadlineMs(nowMs), _memory.DeadlineMs(nowMs));

        /// <summary>Stores what is new.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Step(long nowMs)
        {
            // Taken before the events are stored and written after them: never is a removal remembered that nobody is told of.
            _memory.Take();
            _outbox.IsMemoryAtFault = _isMemoryRefused;
            if (_outbox.Store(nowMs))
            {
                _memory.Step(nowMs);
                _isMemoryRefused = _memory.IsAtFault;
            }
        }

        /// <summary>Stores everything, without waiting for more: the board is about to stop.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void End(long nowMs)
        {
            _memory.Take();
            if (_outbox.StoreAll(nowMs))
            {
                _memory.Step(nowMs);
            }
        }
    }
}
