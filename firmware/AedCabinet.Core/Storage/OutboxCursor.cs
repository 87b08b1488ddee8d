namespace AedCabinet
{
    /// <summary>
    /// How far each stream of the outbox is done with, and how many events were lost: the one thing of the outbox that is
    /// written anew instead of added, in two alternating slots.
    /// </summary>
    public sealed partial class OutboxCursor
    {
        /// <summary>The name of its slots on flash.</summary>
        public const string FileName = "cursor";

        private const int Streams = (int)Severity.Emergency + 1;
        private const int KeyLength = 8;
        private const int CountLength = 4;
        private const int Length = (Streams * KeyLength) + CountLength;

        private readonly TwoSlotRecord _record;
        private readonly long[] _keys = new long[Streams];
        private readonly long[] _storedKeys = new long[Streams];
        private int _storedLost;
        private bool _isWaiting;
        private long _waitsSinceMs;

        /// <summary>Initializes a new instance of the <see cref="OutboxCursor"/> class.</summary>
        /// <param name="storage">The flash.</param>
        public OutboxCursor(IStorage storage)
        {
            _record = new TwoSlotRecord(storage, FileName);
        }

        /// <summary>Gets or sets how many events were lost because too many waited, ever.</summary>
        public int LostCount { get; set; }

        /// <summary>Gets a value indicating whether flash holds less than is known here.</summary>
        public bool IsDirty
        {
            get
            {
                for (int i = 0; i < Streams; i++)
                {
                    if (_keys[i] != _storedKeys[i])
                    {
                        return true;
                    }
                }

                return LostCount != _storedLost;
            }
        }

        /// <summary>Gets the greatest key that a stream is done with, 0 for none.</summary>
        public long LastKey
        {
            get
            {
                long key = 0;
                for (int i = 0; i < Streams; i++)
                {
                    key = _keys[i] > key ? _keys[i] : key;
                }

                return key;
            }
        }

        /// <summary>Reads it from flash; without a whole slot it stays at the beginning: everything in the log is then delivered again.</summary>
        public void Read()
        {
            if (!_record.TryRead(out byte[] content) || content.Length != Length)
            {
                return;
            }

            for (int i = 0; i < Streams; i++)
            {
                _keys[i] = LittleEndian.Get(content, i * KeyLength, KeyLength);
            }

            LostCount = (int)LittleEndian.Get(content, Streams * KeyLength, CountLength);
            NoteStored();
        }

        /// <summary>Writes it to flash <see cref="Outbox.CursorDelayMs"/> after it was first found to have changed.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="isEnding">Whether the board is about to stop: nothing more is waited for.</param>
        /// <returns><c>false</c> when flash refused it.</returns>
        public bool TryKeep(long nowMs, bool isEnding)
        {
            if (!IsDirty)
            {
                return true;
            }

            _waitsSinceMs = _isWaiting ? _waitsSinceMs : nowMs;
            _isWaiting = true;
            if (!isEnding && nowMs - _waitsSinceMs < Outbox.CursorDelayMs)
            {
                return true;
            }

            _isWaiting = !TryWrite();
            return !_isWaiting;
        }

        /// <summary>Up to where a stream is done with.</summary>
        /// <param name="severity">The stream's severity.</param>
        /// <returns>The key of the last event that need not be delivered any more, 0 for none.</returns>
        public long KeyOf(Severity severity) => _keys[(int)severity];

        /// <summary>Up to where flash knows that a stream is done with.</summary>
        /// <param name="severity">The stream's severity.</param>
        /// <returns>The key, 0 for none.</returns>
        public long StoredKeyOf(Severity severity) => _storedKeys[(int)severity];

        /// <summary>A stream is done with up to an event.</summary>
        /// <param name="severity">The stream's severity.</param>
        /// <param name="key">The event's key; a lower one than before is ignored.</param>
        public void Advance(Severity severity, long key)
        {
            if (key > _keys[(int)severity])
            {
                _keys[(int)severity] = key;
            }
        }

        private bool TryWrite()
        {
            byte[] content = new byte[Length];
            for (int i = 0; i < Streams; i++)
            {
                LittleEndian.Put(content, i * KeyLength, KeyLength, _keys[i]);
            }

            LittleEndian.Put(content, Streams * KeyLength, CountLength, LostCount);
            if (!_record.TryWrite(content))
            {
                return false;
            }

            NoteStored();
            return true;
        }

        private void NoteStored()
        {
            _keys.CopyTo(_storedKeys, 0);
            _storedLost = LostCount;
        }
    }
}
