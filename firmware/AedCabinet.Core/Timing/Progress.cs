namespace AedCabinet.Timing
{
    /// <summary>
    /// A sign of life of one part of the firmware: noted by its thread each round, read by the supervisor. Allocates nothing.
    /// </summary>
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
