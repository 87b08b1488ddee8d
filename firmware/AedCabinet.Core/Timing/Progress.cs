namespace AedCabinet.Timing
{
    /// <summary>That one part of the firmware is alive: noted by its own thread each round, read by the supervisor. Allocates nothing.</summary>
    public sealed class Progress
    {
        private readonly object _lock = new object();
        private int _count;

        /// <summary>Gets how often progress was noted; wraps.</summary>
        public int Count
        {
            get
            {
                lock (_lock)
                {
                    return _count;
                }
            }
        }

        /// <summary>A round was done.</summary>
        public void Note()
        {
            lock (_lock)
            {
                _count++;
            }
        }
    }
}
