using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Timing;

namespace AedCabinet.Storage
{
    /// <summary>
    /// Tells by <c>outbox.overflowed</c> what the outbox lost, at once the first time, and then at most every so often; and by
    /// <c>storage.fault</c> and <c>storage.ok</c> whether flash does what is asked of it.
    /// </summary>
    /// <remarks>What was told counts as told once the event has come back to be stored: until then the cursor keeps it over
    /// restarts.</remarks>
    public sealed class OutboxLosses
    {
        /// <summary>Losses are told at most this often, in milliseconds: a full log loses with every event.</summary>
        public const int TellEveryMs = 60 * 60 * 1000;

        /// <summary>Whether the event that tells has come from the scan, and waits to be stored.</summary>
        public bool IsHeard;

        private readonly NoticeQueue _notices;
        private readonly OutboxCursor _cursor;
        private int _toldLost;
        private int _toldSpoilt;
        private long _tellFromMs;
        private bool _isFaultTold;

        /// <summary>Initializes a new instance of the <see cref="OutboxLosses"/> class.</summary>
        /// <param name="notices">Receives what is to become an event.</param>
        /// <param name="cursor">Keeps what was lost and not told.</param>
        public OutboxLosses(NoticeQueue notices, OutboxCursor cursor)
        {
            _notices = notices;
            _cursor = cursor;
        }

        /// <summary>When losses are to be told.</summary>
        /// <returns>Milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs() => _cursor.LostCount == _toldLost && _cursor.SpoiltCount == _toldSpoilt ? Deadline.Never : _tellFromMs;

        /// <summary>Tells what was not told yet, if it is time.</summary>
        /// <param name="isFault">Whether flash refuses, or gave something up.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Tell(bool isFault, long nowMs)
        {
            if (isFault != _isFaultTold && _notices.TryAdd(isFault ? EventKind.StorageFault : EventKind.StorageOk, null))
            {
                _isFaultTold = isFault;
            }

            if (DeadlineMs() > nowMs)
            {
                return;
            }

            string data = EventData.Losses(_cursor.LostCount - _toldLost, _cursor.SpoiltCount - _toldSpoilt);
            if (_notices.TryAdd(EventKind.OutboxOverflowed, data))
            {
                _toldLost = _cursor.LostCount;
                _toldSpoilt = _cursor.SpoiltCount;
                _tellFromMs = nowMs + TellEveryMs;
            }
        }

        /// <summary>Tells which event is kept and not sent any more.</summary>
        /// <param name="item">The event.</param>
        public void TellSetAside(CabinetEvent item) => _notices.TryAdd(EventKind.StorageFault, EventData.SetAside(item));

        /// <summary>Everything that came from the scan is stored: what was told need not be kept any more.</summary>
        public void Forget()
        {
            IsHeard = false;
            _cursor.LostCount -= _toldLost;
            _cursor.SpoiltCount -= _toldSpoilt;
            _toldLost = 0;
            _toldSpoilt = 0;
        }
    }
}
