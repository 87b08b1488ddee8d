using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Platform;
using AedCabinet.Settings;

namespace AedCabinet.Storage
{
    /// <summary>
    /// The events that wait for the broker's acknowledgement, on flash (SPEC §11): the scan adds, the storage thread stores, the
    /// link takes in order of severity and removes what is acknowledged. <c>STORAGE.md</c> says how, and what it wears.
    /// </summary>
    /// <remarks>
    /// <see cref="Add"/> waits for nobody who is at the flash; the members of <see cref="IEventSource"/> may. An event goes out
    /// once it is stored, an emergency at once, and anything at once while flash refuses to store.
    /// <para>In memory: what is not stored yet (<see cref="EventQueue"/>), for each of four streams an index, and for one of
    /// them at a time a segment of 4 KB while it is being sent: 6 KB at the worst, some 2 KB when nothing waits.</para>
    /// </remarks>
    public sealed partial class Outbox : IEventSink, IEventSource
    {
        /// <summary>The most bytes of records that may wait on flash (SPEC §11): about 600 events.</summary>
        public const int MaxBytes = 64 * 1024;

        /// <summary>
        /// Acknowledgements wait this long at most, in milliseconds, before the cursor is written: one write for all of a burst.
        /// </summary>
        public const int CursorDelayMs = 1000;

        /// <summary>After flash refused something the next attempt waits this long, in milliseconds.</summary>
        public const int RetryMs = 5000;

        private const int MaxListings = 3;

        // As long as what reads the same is not believed (OutboxSegment).
        private const int ProvingMs = 600000;

        private readonly IStorage _storage;
        private readonly IWallClock _clock;
        private readonly OutboxLosses _losses;
        private readonly ILog _log;
        private readonly OutboxCursor _cursor;
        private readonly OutboxStreams _streams;
        private readonly FlashRefusal _refusal;
        private readonly EventQueue _fresh = new EventQueue();
        private readonly object _lock = new object();
        private readonly int _maxBytes;
        private int _countedLost;
        private int _countedSpoilt;
        private int _droppedStored;
        private long _doubtfulAtMs;
        private bool _isOpen;
        private bool _hasGivenUp;
        private bool _isUncounted;
        private bool _isUnmarked;

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
            _log = log;
            _cursor = new OutboxCursor(storage);
            _losses = new OutboxLosses(notices, _cursor);
            _streams = new OutboxStreams(storage, _cursor);
            _refusal = new FlashRefusal(log);
        }

        /// <summary>
        /// Gets the greatest number of a boot that has left anything here, this one's once it has; 0 for none. No later boot may have it
        /// again.
        /// </summary>
        public int HighestBoot { get; private set; }

        /// <inheritdoc/>
        public int Count
        {
            get
            {
                lock (_lock)
                {
                    return _fresh.Count + _streams.Count;
                }
            }
        }

        /// <inheritdoc/>
        public int DroppedCount => _droppedStored + _fresh.DroppedCount;

        /// <summary>Gets or sets a value indicating whether flash refuses what is kept beside the events.</summary>
        public bool IsMemoryAtFault { get; set; }

        /// <summary>Reads what is on flash. Once, before anything else. What can't be listed now is opened when it can.</summary>
        public void Open()
        {
            lock (_lock)
            {
                _cursor.Read();
                HighestBoot = (int)(_cursor.LastKey >> 32);
                for (int i = 0; i < MaxListings && !_isOpen; i++)
                {
                    TryOpen();
                }

                if (!_isOpen)
                {
                    _refusal.NoteAttempt(true, 0);
                }
            }
        }

        /// <summary>Flash has given up counting the boots: that stays a fault of the storage until the next start.</summary>
        public void NoteGivenUp()
        {
            _hasGivenUp = true;

            // Where the names could be listed, its number is above all that stands there, read or not.
            _isUncounted = !_isOpen;
            _isUnmarked = true;
        }

        /// <inheritdoc/>
        public void Add(CabinetEvent item)
        {
            _fresh.Add(item);
            HighestBoot = item.Boot;
            _losses.IsHeard = _losses.IsHeard || item.Kind == EventKind.OutboxOverflowed;
        }

        /// <summary>Stores what was added, notes what was acknowledged, and makes room. For the storage thread.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>true</c> when everything that was added is on flash.</returns>
        public bool Store(long nowMs)
        {
            lock (_lock)
            {
                // What was read short at the start, just where a record ends, looked whole: for ten minutes it is read again too.
                if (_isOpen && nowMs >= _doubtfulAtMs && (nowMs < ProvingMs || _streams.HasDoubtful(true)))
                {
                    _doubtfulAtMs = nowMs + RetryMs;
                    _streams.ReadDoubtful(_fresh.TryHold(out CabinetEvent item, out bool _) ? item.Key : 0, HighestBoot);
                    _fresh.Release();
                }

                bool isStored = _refusal.MayTry(nowMs) && Work(nowMs, false);
                CountLosses();
                _losses.Tell(_refusal.IsOn || _streams.HasDoubtful(false) || _hasGivenUp || IsMemoryAtFault, nowMs);
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
                return _streams.HasWaiting(severity) || _fresh.HasWaiting(_refusal.IsOn ? severity : Severity.Emergency);
            }
        }

        /// <inheritdoc/>
        public bool TryTake(out CabinetEvent item)
        {
            lock (_lock)
            {
                // What is in memory of one severity is younger than what is stored.
                return _streams.Of(Severity.Emergency).TryTake(out item)
                    || _fresh.TryTake(Severity.Emergency, out item)
                    || _streams.Of(Severity.Urgent).TryTake(out item)
                    || (_refusal.IsOn && _fresh.TryTake(Severity.Urgent, out item))
                    || _streams.TryTakeBelowUrgent(out item)
                    || (_refusal.IsOn && _fresh.TryTake(Severity.Info, out item));
            }
        }

        /// <inheritdoc/>
        public void Acknowledge(CabinetEvent item)
        {
            lock (_lock)
            {
                // What the broker has before flash had it need not be stored any more.
                _fresh.Acknowledge(item);
                _streams.Of(item.Severity).Acknowledge(item);
            }
        }

        /// <inheritdoc/>
        /// <remarks>One that is not stored yet waits until it is: only then is it kept although nobody has it.</remarks>
        public void SetAside(CabinetEvent item)
        {
            lock (_lock)
            {
                if (_streams.Of(item.Severity).Acknowledge(item))
                {
                    _losses.TellSetAside(item);
                }
                else
                {
                    _fresh.Return(item);
                }
            }
        }

        /// <inheritdoc/>
        public void Return(CabinetEvent item)
        {
            lock (_lock)
            {
                _fresh.Return(item);
                _streams.Of(item.Severity).Return(item);
            }
        }

        /// <inheritdoc/>
        public void ReturnUnacknowledged()
        {
            lock (_lock)
            {
                _fresh.ReturnUnacknowledged();
                _streams.ReturnAll();
            }
        }

        /// <summary>
        /// Reads an event from flash again, acknowledged or not, for the command <c>resend</c>. Acknowledged ones stay until their place is
        /// needed. It changes nothing here: whoever hands the event on sees to its delivery. Up to 20 files of 4 KB are read for
        /// one event: for the link's thread, never for the scan.
        /// </summary>
        /// <param name="boot">The boot that made it.</param>
        /// <param name="from">The lowest number within that boot that will do.</param>
        /// <param name="to">The highest.</param>
        /// <param name="item">The event with the lowest number of those, or <c>null</c>.</param>
        /// <returns>Whether there is one; <see cref="FlashAnswer.Failed"/> when it may be there and could not be read: ask again
        /// later.</returns>
        public FlashAnswer ReadAgain(int boot, int from, int to, out CabinetEvent item)
        {
            lock (_lock)
            {
                // Before it is known what stands there, nothing is missing.
                item = null;
                return _isOpen ? _streams.ReadAgain(CabinetEvent.KeyOf(boot, from), CabinetEvent.KeyOf(boot, to), out item)
                    : FlashAnswer.Failed;
            }
        }

        // What the names say when nothing can be read. Of the marks of boots the greatest will do.
        private void NoteNames(string[] names)
        {
            int last = 0;
            for (int i = 0; i < names.Length; i++)
            {
                if (names[i].StartsWith(BootCounter.BlockName)
                    && int.TryParse(names[i].Substring(BootCounter.BlockName.Length), out int block))
                {
                    int stale = block < last ? block : last;
                    last = block > last ? block : last;
                    if (stale > 0)
                    {
                        _storage.TryDelete(BootCounter.BlockName + stale.ToString());
                    }
                }
            }

            last <<= BootCounter.BlockBits;
            HighestBoot = last > HighestBoot ? last : HighestBoot;
        }

        private void TryOpen()
        {
            if (!_storage.TryList(out string[] names))
            {
                return;
            }

            _streams.Open(names);
            _isOpen = true;
            NoteNames(names);
            HighestBoot = (int)(_streams.LastKey >> 32) > HighestBoot ? (int)(_streams.LastKey >> 32) : HighestBoot;
            if (_streams.HasDoubtful(false))
            {
                _log.Error("outbox: some of it can't be read on flash just now, or is spoilt; trying again every 5 s, the rest is sent");
            }

            if (Count > 0)
            {
                _log.Info("outbox: " + Count.ToString() + " event(s) of earlier boots wait");
            }
        }

        private bool Work(long nowMs, bool isEnding)
        {
            if (!_isOpen)
            {
                TryOpen();
            }

            // Nothing new is stored before it is known what stands there: it would be taken for older than that.
            if (!_isOpen)
            {
                _refusal.NoteAttempt(true, nowMs);
                return false;
            }

            // Asked before: what is heard of while the others are stored may not be stored.
            bool isHeard = _losses.IsHeard;
            bool isStored = StoreFresh(nowMs);
            if (isStored && isHeard)
            {
                _losses.Forget();
            }

            bool isKept = KeepCursor(nowMs, isEnding);
            _refusal.NoteAttempt(!isStored || !isKept, nowMs);
            return isStored;
        }

        private bool StoreFresh(long nowMs)
        {
            while (_fresh.TryHold(out CabinetEvent item, out bool wasHandedOut))
            {
                bool isDated = _clock.TryGetUtc(out long unixMs);
                byte[] record = OutboxRecord.Encode(item, isDated ? unixMs - (nowMs - item.AtMs) : CabinetEvent.UnknownTime);

                // Taken out last, when flash has it: whatever is thrown before leaves it here. Nobody is handed anything meanwhile.
                if (!HasRoom(item.Severity, record.Length) && !wasHandedOut)
                {
                    _droppedStored++;
                }
                else if ((_isUnmarked && !TryMark()) || IsBelow(_streams.Of(item.Severity), item.Key)
                    || !_streams.Of(item.Severity).TryAppend(item, record, wasHandedOut))
                {
                    _fresh.Release();
                    return false;
                }

                _fresh.Remove(item);
            }

            return true;
        }

        // Before anything of a boot stands on flash that was not counted: where the next one can't read it, the name says that it comes
        // after it.
        private bool TryMark()
        {
            string mark = BootCounter.BlockName + ((HighestBoot >> BootCounter.BlockBits) + 1).ToString();
            _isUnmarked = _storage.Read(mark, out byte[] _) != FlashAnswer.Found && !_storage.TryWrite(mark, new byte[1]);
            return !_isUnmarked;
        }

        // Behind a greater key an event would be taken for one that was written twice: it is kept and sent from memory, as if flash
        // refused it. A boot that flash neither counted nor listed its files for may be below what stands there and can't be read.
        private bool IsBelow(OutboxStream stream, long key) => key < stream.LastKey || (_isUncounted && stream.HasDoubtful(true));

        // The oldest info goes first, then maintenance, then urgent; an emergency only for another (SPEC §11). What is under
        // way to the broker is not dropped: a few records more than the limit do no harm.
        private bool HasRoom(Severity severity, int length)
        {
            while (_streams.LiveBytes + length > _maxBytes && _streams.TryDrop(severity))
            {
                _droppedStored++;
            }

            return severity == Severity.Emergency || _streams.LiveBytes + length <= _maxBytes;
        }

        private void CountLosses()
        {
            _cursor.LostCount += DroppedCount - _countedLost;
            _countedLost = DroppedCount;
            _hasGivenUp = _hasGivenUp || _streams.SpoiltCount > 0;
            _cursor.SpoiltCount += _streams.SpoiltCount - _countedSpoilt;
            _countedSpoilt = _streams.SpoiltCount;
        }

        // Only what the broker has acknowledged, or what was given up, has moved the cursor; and only what the stored cursor is
        // past is deleted, when its place is needed.
        private bool KeepCursor(long nowMs, bool isEnding)
        {
            CountLosses();
            return _cursor.TryKeep(nowMs, isEnding) && (_cursor.IsDirty || _streams.TryMakePlace(_maxBytes / OutboxSegment.MaxBytes));
        }
    }
}
