using AedCabinet.Flash;
using AedCabinet.Formats;
using AedCabinet.Platform;
using AedCabinet.Settings;

namespace AedCabinet.Storage
{
    /// <summary>
    /// How far each stream of the outbox is done with, and how many events were lost: the one thing of the outbox that is
    /// written anew instead of added, in two alternating slots.
    /// </summary>
    public sealed partial class OutboxCursor
    {
        /// <summary>The name of its slots on flash.</summary>
        public const string FileName = "cursor";

        /// <summary>How much of a byte says how what is doubtful reads; the rest counts boots.</summary>
        public const int LikenessMask = 15;

        private const int LikenessShift = 4;

        // Of what flash holds nothing is known: it is to be written.
        private const int Unknown = -1;

        private const int Streams = (int)Severity.Emergency + 1;
        private const int KeyLength = 8;
        private const int CountLength = 4;
        private const int FirstLength = (Streams * KeyLength) + CountLength;
        private const int DoubtsAt = FirstLength + CountLength;
        private const int Length = DoubtsAt + Streams;

        /// <summary>How many events were lost because too many waited, and nobody was told of yet.</summary>
        public int LostCount;

        /// <summary>How many were lost because they could not be read, and nobody was told of yet.</summary>
        public int SpoiltCount;

        private readonly TwoSlotRecord _record;
        private readonly long[] _keys = new long[Streams];
        private readonly long[] _storedKeys = new long[Streams];
        private readonly long[] _heldKeys = new long[Streams];
        private readonly byte[] _doubts = new byte[Streams];
        private int _storedLost;
        private int _storedSpoilt;
        private bool _isWaiting;
        private long _waitsSinceMs;

        /// <summary>Initializes a new instance of the <see cref="OutboxCursor"/> class.</summary>
        /// <param name="storage">The flash.</param>
        public OutboxCursor(IStorage storage)
        {
            _record = new TwoSlotRecord(storage, FileName);
        }

        /// <summary>Gets a value indicating whether flash holds less than is known here.</summary>
        public bool IsDirty
        {
            get
            {
                for (int i = 0; i < Streams; i++)
                {
                    if (Keepable(i) != _storedKeys[i])
                    {
                        return true;
                    }
                }

                return LostCount != _storedLost || SpoiltCount != _storedSpoilt;
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

        /// <summary>
        /// Reads it from flash; without a whole slot it stays at the beginning: everything in the log is then delivered again.
        /// </summary>
        public void Read()
        {
            if (!_record.TryRead(out byte[] content) || content.Length < FirstLength)
            {
                return;
            }

            for (int i = 0; i < Streams; i++)
            {
                _keys[i] = LittleEndian.Get(content, i * KeyLength, KeyLength);
            }

            // Before there were versions, all that was ever lost stood here, told or not.
            bool isCounted = content.Length >= Length;
            LostCount = isCounted ? (int)LittleEndian.Get(content, Streams * KeyLength, CountLength) : 0;
            SpoiltCount = isCounted ? (int)LittleEndian.Get(content, FirstLength, CountLength) : 0;
            for (int i = 0; i < Streams && isCounted; i++)
            {
                _doubts[i] = content[DoubtsAt + i];
            }

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

        /// <summary>
        /// Sets whether flash is told no more how far a stream is from here on: something may be owed behind that can't be read now.
        /// </summary>
        /// <param name="severity">The stream's severity.</param>
        /// <param name="isHeld">Whether it is so.</param>
        public void Hold(Severity severity, bool isHeld)
        {
            if (isHeld != IsHeld((int)severity))
            {
                _heldKeys[(int)severity] = isHeld ? _keys[(int)severity] + 1 : 0;
            }
        }

        /// <summary>Counts the boots in a row that found a stream doubtful and read the same.</summary>
        /// <param name="severity">The stream's severity.</param>
        /// <param name="isDoubtful">Whether this one did.</param>
        /// <param name="likeness">How it reads, 0 to <see cref="LikenessMask"/>.</param>
        /// <returns>How many, this one included, 15 for all above; 0 when it did not.</returns>
        public int CountDoubt(Severity severity, bool isDoubtful, int likeness)
        {
            int before = _doubts[(int)severity];
            int boots = before >> LikenessShift == likeness ? before & LikenessMask : 0;
            boots = !isDoubtful ? 0 : boots < LikenessMask ? boots + 1 : boots;
            int doubts = isDoubtful ? (likeness << LikenessShift) | boots : 0;
            if (doubts != before)
            {
                _doubts[(int)severity] = (byte)doubts;
                _storedLost = Unknown;
            }

            return boots;
        }

        /// <summary>A stream is taken up again from where flash may know that it is done with.</summary>
        /// <param name="severity">The stream's severity.</param>
        public void GoBack(Severity severity) => _keys[(int)severity] = Keepable((int)severity);

        private bool IsHeld(int stream) => _heldKeys[stream] > 0;

        private long Keepable(int stream) => IsHeld(stream) ? _heldKeys[stream] - 1 : _keys[stream];

        private bool TryWrite()
        {
            byte[] content = new byte[Length];
            for (int i = 0; i < Streams; i++)
            {
                LittleEndian.Put(content, i * KeyLength, KeyLength, Keepable(i));
            }

            LittleEndian.Put(content, Streams * KeyLength, CountLength, LostCount);
            LittleEndian.Put(content, FirstLength, CountLength, SpoiltCount);
            _doubts.CopyTo(content, DoubtsAt);
            if (!_record.TryWrite(content))
            {
                return false;
            }

            NoteStored();
            return true;
        }

        private void NoteStored()
        {
            for (int i = 0; i < Streams; i++)
            {
                _storedKeys[i] = Keepable(i);
            }

            _storedLost = LostCount;
            _storedSpoilt = SpoiltCount;
        }
    }
}
