using AedCabinet.Settings;

namespace AedCabinet.Storage
{
    /// <summary>Everything that is done at the flash off the scan, in the order in which it matters. One thread calls it.</summary>
    public sealed partial class Storekeeper
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

        /// <summary>Gets a value indicating whether an emergency waits for the broker.</summary>
        public bool HasUntold => _outbox.HasWaiting(Severity.Emergency);

        /// <summary>Stores what is new.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when flash holds all there is.</returns>
        public bool Step(long nowMs)
        {
            // Taken before the events are stored and written after them: never is a removal remembered that nobody is told of.
            _memory.Take();
            _outbox.IsMemoryAtFault = _isMemoryRefused;
            bool isStored = _outbox.Store(nowMs);
            if (isStored)
            {
                _memory.Step(nowMs);
                _isMemoryRefused = _memory.IsAtFault;
            }

            return isStored && !_isMemoryRefused;
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
