namespace AedCabinet.Controller
{
    /// <summary>
    /// How much of an answer a stranger gets: a flood of bad commands must neither fill the reply queue nor the outbox, nor
    /// keep real commands out.
    /// </summary>
    public sealed class StrangerLimit
    {
        /// <summary>Refusals of what is not signed are answered at most this often, in milliseconds.</summary>
        public const int ReplyEveryMs = 1000;

        /// <summary>Refusals are told as an event at most this often, in milliseconds.</summary>
        public const int TellEveryMs = 300000;

        private bool _hasReplied;
        private long _repliedAtMs;
        private bool _hasTold;
        private long _toldAtMs;
        private int _untold;

        /// <summary>Whether a refusal may be answered now.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> at most once in <see cref="ReplyEveryMs"/>.</returns>
        public bool MayReply(long nowMs)
        {
            if (_hasReplied && nowMs - _repliedAtMs < ReplyEveryMs)
            {
                return false;
            }

            _hasReplied = true;
            _repliedAtMs = nowMs;
            return true;
        }

        /// <summary>Whether a refusal may be told as an event now.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="untold">How many were not told since the last one.</param>
        /// <returns><c>true</c> at most once in <see cref="TellEveryMs"/>.</returns>
        public bool MayTell(long nowMs, out int untold)
        {
            untold = _untold;
            if (_hasTold && nowMs - _toldAtMs < TellEveryMs)
            {
                _untold += _untold < int.MaxValue ? 1 : 0;
                return false;
            }

            _hasTold = true;
            _toldAtMs = nowMs;
            _untold = 0;
            return true;
        }
    }
}
