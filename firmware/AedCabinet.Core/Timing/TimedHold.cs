namespace AedCabinet.Timing
{
    /// <summary>Something that holds from one moment on until it is ended, or until its time is over.</summary>
    public sealed class TimedHold
    {
        private bool _hasStarted;
        private long _sinceMs;
        private long _durationMs;

        /// <summary>Starts it, or starts its time anew.</summary>
        /// <param name="durationMs">How long it holds at most, in milliseconds; 0 or less holds not at all.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Start(long durationMs, long nowMs)
        {
            _hasStarted = true;
            _sinceMs = nowMs;
            _durationMs = durationMs;
        }

        /// <summary>Ends it before its time.</summary>
        public void End() => _hasStarted = false;

        /// <summary>Whether it holds: from the moment of its start to just before its time is over.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> while it holds.</returns>
        public bool IsOn(long nowMs) => _hasStarted && nowMs - _sinceMs < _durationMs;

        /// <summary>When it will end by itself.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>The time in milliseconds, or <see cref="Deadline.Never"/> when it doesn't hold.</returns>
        public long DeadlineMs(long nowMs) => IsOn(nowMs) ? _sinceMs + _durationMs : Deadline.Never;
    }
}
