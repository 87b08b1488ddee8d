using AedCabinet.Timing;

namespace AedCabinet.Supervision
{
    /// <summary>How long one part has made no progress while the supervisor was looking.</summary>
    public sealed class StallWatch
    {
        private readonly Progress _progress;
        private readonly int _windowMs;
        private int _seenCount;
        private long _quietMs;

        /// <summary>Initializes a new instance of the <see cref="StallWatch"/> class.</summary>
        /// <param name="progress">The part's, or <c>null</c> for a part the cabinet doesn't have.</param>
        /// <param name="windowMs">How long it may stand still, in milliseconds.</param>
        public StallWatch(Progress progress, int windowMs)
        {
            _progress = progress;
            _windowMs = windowMs;
        }

        /// <summary>
        /// Gets a value indicating whether the part has stood still for its window; never for a part the cabinet doesn't have.
        /// </summary>
        public bool IsStalled => _progress != null && _quietMs >= _windowMs;

        /// <summary>Looks once.</summary>
        /// <param name="elapsedMs">Milliseconds since the last look, at most what may count of them.</param>
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
