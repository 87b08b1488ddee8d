namespace AedCabinet.Timing
{
    /// <summary>That one part of the firmware is alive: noted by its own thread each round, read by the supervisor. Allocates nothing.</summary>
    public sealed class Progress
    {
        private readonly object _lock = new object();
        private long _latestMs;
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

        /// <summary>Gets when it was noted last, in monotonic milliseconds.</summary>
        public long LatestMs
        {
            get
            {
                lock (_lock)
                {
                    return _latestMs;
                }
            }
        }

        /// <summary>A round was done.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Note(long nowMs)
        {
            lock (_lock)
            {
                _latestMs = nowMs;
                _count++;
            }
        }
    }
}
