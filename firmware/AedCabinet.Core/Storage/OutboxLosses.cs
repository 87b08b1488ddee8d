namespace AedCabinet
{
    /// <summary>Tells by <c>outbox.overflowed</c> what the outbox lost: at once the first time, and then at most every so often.</summary>
    public sealed partial class OutboxLosses
    {
        /// <summary>Losses are told at most this often, in milliseconds: a full log loses with every event.</summary>
        public const int TellEveryMs = 60 * 60 * 1000;

        private readonly NoticeQueue _notices;
        private int _toldLost;
        private int _toldSpoilt;
        private long _tellFromMs;

        /// <summary>Initializes a new instance of the <see cref="OutboxLosses"/> class.</summary>
        /// <param name="notices">Receives what is to become an event.</param>
        public OutboxLosses(NoticeQueue notices)
        {
            _notices = notices;
        }

        /// <summary>Tells what was not told yet, if it is time.</summary>
        /// <param name="lost">How many events were given up since the start, because too many waited.</param>
        /// <param name="spoilt">How many places on flash could not be read since the start.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Tell(int lost, int spoilt, long nowMs)
        {
            if ((lost == _toldLost && spoilt == _toldSpoilt) || nowMs < _tellFromMs)
            {
                return;
            }

            string data = "\"lost\":" + (lost - _toldLost).ToString() + ",\"spoilt\":" + (spoilt - _toldSpoilt).ToString();
            if (_notices.TryAdd(EventKind.OutboxOverflowed, data))
            {
                _toldLost = lost;
                _toldSpoilt = spoilt;
                _tellFromMs = nowMs + TellEveryMs;
            }
        }
    }
}
