using System.Collections;

namespace AedCabinet
{
    /// <summary>
    /// The events that wait for the broker's acknowledgement, on flash (SPEC §11): the scan adds, the storage thread stores, the
    /// link takes in order of severity and removes what is acknowledged. <c>STORAGE.md</c> says how, and what it wears.
    /// </summary>
    /// <remarks>
    /// <see cref="Add"/> waits for nobody who is at the flash; the members of <see cref="IEventSource"/> may. An event goes out
    /// once it is stored, an emergency at once, and anything at once while flash refuses to store.
    /// <para>In memory: what is not stored yet (<see cref="EventQueue"/>), and for each of four streams an index and at most
    /// one segment of 4 KB while it is being sent: 18 KB at the very worst, some 2 KB when nothing waits.</para>
    /// </remarks>
    public sealed class Outbox : IEventSink, IEventSource
    {
        /// <summary>The most bytes of records that may wait on flash (SPEC §11): about 600 events.</summary>
        public const int MaxBytes = 64 * 1024;

        /// <summary>Acknowledgements wait this long at most, in milliseconds, before the cursor is written: one write for all of a burst.</summary>
        public const int CursorDelayMs = 1000;

        /// <summary>After flash refused something the next attempt waits this long, in milliseconds.</summary>
        public const int RetryMs = 5000;

        private const int StreamCount = (int)Severity.Emergency + 1;

        private readonly IStorage _storage;
        private readonly IWallClock _clock;
        private readonly OutboxLosses _losses;
        private readonly ILog _log;
        private readonly OutboxCursor _cursor;
        private readonly OutboxStream[] _streams = new OutboxStream[StreamCount];
        private readonly EventQueue _fresh = new EventQueue();
        private readonly object _lock = new object();
        private readonly int _maxBytes;
        private int _lostAtOpen;
        private int _droppedStored;
        private bool _isRefusing;
        private long _retryAtMs;
        private bool _isCursorWaiting;
        private long _cursorSinceMs;

        /// <summary>Initializes a new instance of the <see cref="Outbox"/> class; <see cref="Open"/> reads what is on flash.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="clock">Dates what is stored.</param>
        /// <param name="notices">Told of losses.</param>
        /// <param name="log">Told when flash begins to refuse, not every time it does.</param>
        public Outbox(IStorage storage, IWallClock clock, NoticeQueue notices, ILog log)
            : this(storage, clock, notices, log, MaxBytes)
        {
        }

        /// <summary>Initializes a new instance of the <see cref="Outbox"/> class with a bound of its own.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="clock">Dates what is stored.</param>
        /// <param name="notices">Told of losses.</param>
        /// <param name="log">Told when flash begins to refuse, not every time it does.</param>
        /// <param name="maxBytes">The most bytes of records that may wait, at least <see cref="OutboxRecord.MaxLength"/>.</param>
        public Outbox(IStorage storage, IWallClock clock, NoticeQueue notices, ILog log, int maxBytes)
        {
            _maxBytes = maxBytes;
            _storage = storage;
            _clock = clock;
            _losses = new OutboxLosses(notices);
            _log = log;
            _cursor = new OutboxCursor(storage);
            for (int i = 0; i < StreamCount; i++)
            {
                _streams[i] = new OutboxStream(storage, (Severity)i, _cursor);
            }
        }

        /// <summary>Gets the greatest number of a boot that has left anything here; 0 for none. No later boot may have it again.</summary>
        public int HighestBoot { get; private set; }

        /// <summary>Gets a value indicating whether nothing was found on flash: a new board, or one whose flash was formatted.</summary>
        public bool IsNew { get; private set; }

        /// <inheritdoc/>
        public int Count
        {
            get
            {
                lock (_lock)
                {
                    int count = _fresh.Count;
                    for (int i = 0; i < StreamCount; i++)
                    {
                        count += _streams[i].Count;
                    }

                    return count;
                }
            }
        }

        /// <inheritdoc/>
        public int DroppedCount => _droppedStored + _fresh.DroppedCount;

        /// <summary>Reads what is on flash. Once, before anything else.</summary>
        public void Open()
        {
            lock (_lock)
            {
                _cursor.Read();
                _lostAtOpen = _cursor.LostCount;
                string[] names = _storage.List();
                IsNew = true;
                for (int i = 0; i < StreamCount; i++)
                {
                    OpenStream((Severity)i, names);
                    NoteBoot(_streams[i].LastKey);
                    NoteBoot(_cursor.KeyOf((Severity)i));
                }

                if (SpoiltCount() > 0)
                {
                    _log.Error("outbox: " + SpoiltCount().ToString() + " place(s) on flash can't be read; the events in them are lost, the others are kept");
                }

                if (Count > 0)
                {
                    _log.Info("outbox: " + Count.ToString() + " event(s) of earlier boots wait");
                }
            }
        }

        /// <inheritdoc/>
        public void Add(CabinetEvent item) => _fresh.Add(item);

        /// <summary>When <see cref="Store"/> has something to do if nothing happens and the broker acknowledges nothing.</summary>
        /// <param name="nowMs">Monotonic time of the latest <see cref="Store"/> in milliseconds.</param>
        /// <returns>Milliseconds, or <see cref="Deadline.Never"/>.</returns>
        public long DeadlineMs(long nowMs)
        {
            lock (_lock)
            {
                long lossesMs = _losses.DeadlineMs(DroppedCount, SpoiltCount());
                long storeMs = _isRefusing ? _retryAtMs
                    : _fresh.Count > 0 ? nowMs
                    : !_cursor.IsDirty ? Deadline.Never
                    : _isCursorWaiting ? _cursorSinceMs + CursorDelayMs
                    : nowMs;
                return Deadline.Earlier(lossesMs, storeMs);
            }
        }

        /// <summary>Stores what was added, notes what was acknowledged, and makes room. For the storage thread.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when everything that was added is on flash.</returns>
        public bool Store(long nowMs)
        {
            lock (_lock)
            {
                bool isStored = (!_isRefusing || nowMs >= _retryAtMs) && Work(nowMs, false);
                _losses.Tell(DroppedCount, SpoiltCount(), nowMs);
                return isStored;
            }
        }

        /// <summary>Stores everything, the acknowledgements too, without waiting for more of them: the board is about to stop.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when everything that was added is on flash.</returns>
        public bool StoreAll(long nowMs)
        {
            lock (_lock)
            {
                return Work(nowMs, true);
            }
        }

        /// <inheritdoc/>
        public bool HasWaiting(Severity severity)
        {
            lock (_lock)
            {
                for (int i = (int)severity; i < StreamCount; i++)
                {
                    if (_streams[i].HasWaiting)
                    {
                        return true;
                    }
                }

                return _fresh.HasWaiting(LowestAtOnce(severity));
            }
        }

        /// <inheritdoc/>
        public bool TryTake(out CabinetEvent item)
        {
            lock (_lock)
            {
                return _streams[(int)Severity.Emergency].TryTake(out item)
                    || _fresh.TryTake(Severity.Emergency, out item)
                    || _streams[(int)Severity.Urgent].TryTake(out item)
                    || TryTakeOlder(_streams[(int)Severity.Maintenance], _streams[(int)Severity.Info], out item)
                    || (_isRefusing && _fresh.TryTake(Severity.Info, out item));
            }
        }

        /// <inheritdoc/>
        public void Acknowledge(CabinetEvent item)
        {
            lock (_lock)
            {
                // What the broker has before flash had it need not be stored any more.
                _fresh.Acknowledge(item);
                _streams[(int)item.Severity].TryAcknowledge(item);
            }
        }

        /// <inheritdoc/>
        public void Return(CabinetEvent item)
        {
            lock (_lock)
            {
                _fresh.Return(item);
                _streams[(int)item.Severity].Return(item);
            }
        }

        /// <inheritdoc/>
        public void ReturnUnacknowledged()
        {
            lock (_lock)
            {
                _fresh.ReturnUnacknowledged();
                for (int i = 0; i < StreamCount; i++)
                {
                    _streams[i].ReturnAll();
                }
            }
        }

        private static bool TryTakeOlder(OutboxStream one, OutboxStream other, out CabinetEvent item)
        {
            bool isOther = other.HasWaiting && (!one.HasWaiting || other.NextKey < one.NextKey);
            return isOther ? other.TryTake(out item) : one.TryTake(out item);
        }

        private Severity LowestAtOnce(Severity severity) => _isRefusing ? severity : Severity.Emergency;

        private void OpenStream(Severity severity, string[] names)
        {
            ArrayList mine = new ArrayList();
            for (int i = 0; i < names.Length; i++)
            {
                IsNew = IsNew && !names[i].StartsWith(OutboxCursor.FileName);
                if (OutboxStream.IsSegmentName(names[i], severity))
                {
                    int place = mine.Count;
                    while (place > 0 && OutboxStream.NumberOf((string)mine[place - 1]) > OutboxStream.NumberOf(names[i]))
                    {
                        place--;
                    }

                    mine.Insert(place, names[i]);
                }
            }

            IsNew = IsNew && mine.Count == 0;
            for (int i = 0; i < mine.Count; i++)
            {
                _streams[(int)severity].Open((string)mine[i]);
            }
        }

        private void NoteBoot(long key)
        {
            int boot = (int)(key >> 32);
            HighestBoot = boot > HighestBoot ? boot : HighestBoot;
        }

        private bool Work(long nowMs, bool isEnding)
        {
            bool isStored = StoreFresh(nowMs);
            if (KeepCursor(nowMs, isEnding) && isStored)
            {
                NoteSuccess();
            }
            else
            {
                NoteRefusal(nowMs);
            }

            return isStored;
        }

        private bool StoreFresh(long nowMs)
        {
            while (_fresh.TryPeek(out CabinetEvent item))
            {
                bool isDated = _clock.TryGetUtc(out long unixMs);
                byte[] record = OutboxRecord.Encode(item, isDated ? unixMs - (nowMs - item.AtMs) : CabinetEvent.UnknownTime);

                // Taken out first, so that nobody is handed it a second time, and put back when flash refuses.
                if (!_fresh.Remove(item, out bool wasHandedOut))
                {
                    continue;
                }

                if (!HasRoom(item.Severity, record.Length) && !wasHandedOut)
                {
                    _droppedStored++;
                    continue;
                }

                if (!_streams[(int)item.Severity].TryAppend(item, record, wasHandedOut))
                {
                    _fresh.Restore(item, wasHandedOut);
                    return false;
                }
            }

            return true;
        }

        // The oldest info goes first, then maintenance, then urgent; an emergency only for another (SPEC §11). What is under
        // way to the broker is not dropped: a few records more than the limit do no harm.
        private bool HasRoom(Severity severity, int length)
        {
            for (int i = 0; i <= (int)severity && LiveBytes() + length > _maxBytes; i++)
            {
                while (LiveBytes() + length > _maxBytes && _streams[i].TryDrop())
                {
                    _droppedStored++;
                }
            }

            return severity == Severity.Emergency || LiveBytes() + length <= _maxBytes;
        }

        private int SpoiltCount()
        {
            int count = 0;
            for (int i = 0; i < StreamCount; i++)
            {
                count += _streams[i].SpoiltCount;
            }

            return count;
        }

        private int LiveBytes()
        {
            int bytes = 0;
            for (int i = 0; i < StreamCount; i++)
            {
                bytes += _streams[i].LiveBytes;
            }

            return bytes;
        }

        private bool KeepCursor(long nowMs, bool isEnding)
        {
            _cursor.LostCount = _lostAtOpen + DroppedCount;
            if (_cursor.IsDirty)
            {
                _cursorSinceMs = _isCursorWaiting ? _cursorSinceMs : nowMs;
                _isCursorWaiting = true;
                if (!isEnding && nowMs - _cursorSinceMs < CursorDelayMs)
                {
                    return true;
                }

                // Only what the broker has acknowledged, or what was given up, has moved the cursor.
                if (!_cursor.TryWrite())
                {
                    return false;
                }

                _isCursorWaiting = false;
            }

            // And only what the stored cursor is past is deleted.
            return TryDeleteFinished();
        }

        private bool TryDeleteFinished()
        {
            bool isDone = true;
            for (int i = 0; i < StreamCount; i++)
            {
                isDone = _streams[i].TryDeleteFinished() && isDone;
            }

            return isDone;
        }

        private void NoteSuccess()
        {
            if (_isRefusing)
            {
                _isRefusing = false;
                _log.Info("outbox: flash stores again");
            }
        }

        private void NoteRefusal(long nowMs)
        {
            _retryAtMs = nowMs + RetryMs;
            if (!_isRefusing)
            {
                _isRefusing = true;
                _log.Error("outbox: flash refuses to store; events are kept in memory and sent from there, trying again every " + (RetryMs / 1000).ToString() + " s");
            }
        }
    }
}
