namespace AedCabinet
{
    /// <summary>How long one part has made no progress while the supervisor was looking.</summary>
    internal sealed class StallWatch
    {
        private readonly Progress _progress;
        private readonly int _windowMs;
        private int _seenCount;
        private long _quietMs;

        public StallWatch(Progress progress, int windowMs)
        {
            _progress = progress;
            _windowMs = windowMs;
        }

        /// <summary>Gets a value indicating whether the part has stood still for its window; never for a part the cabinet doesn't have.</summary>
        public bool IsStalled => _progress != null && _quietMs >= _windowMs;

        public void Look(long elapsedMs)
        {
            if (_progress == null)
            {
                return;
            }

            int count = _progress.Count;
            _quietMs = count == _seenCount ? _quietMs + elapsedMs : 0;
            _seenCount = count;
        }
    }
}
