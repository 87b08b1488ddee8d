using AedCabinet.Events;
using AedCabinet.Platform;
using AedCabinet.Settings;

namespace AedCabinet.Storage
{
    /// <summary>
    /// The stored events of one severity, oldest first: hands them out in order, knows which are done with and moves the cursor
    /// past those, never past one that is not.
    /// </summary>
    /// <remarks>
    /// In memory are only an entry for each file (about 100 bytes; at most some 20 files at 64 KiB), the bytes of the one
    /// file being sent, and the events under way. Not thread-safe: <see cref="Outbox"/> holds its lock around every call.
    /// </remarks>
    public sealed class OutboxStream
    {
        // A kit that wakes for seconds never waits until flash has read the same for long enough.
        private const int MaxDoubtfulBoots = 8;

        private readonly Severity _severity;
        private readonly OutboxCursor _cursor;
        private readonly OutboxFiles _files;
        private readonly OutboxReader _reader;
        private readonly OutboxDeliveries _deliveries = new OutboxDeliveries();

        // What waits to be handed out: too many rather than too few once flash is spoilt, until the end has been read. Too few, and
        // the cursor would pass what still waits.
        private int _waitingCount;
        private int _waitingBytes;
        private long _passedKey;
        private CabinetEvent _next;

        /// <summary>Initializes a new instance of the <see cref="OutboxStream"/> class, empty.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="severity">The severity of its events.</param>
        /// <param name="cursor">How far it is done with.</param>
        /// <param name="buffer">Shared by all streams.</param>
        public OutboxStream(IStorage storage, Severity severity, OutboxCursor cursor, OutboxBuffer buffer)
        {
            _severity = severity;
            _cursor = cursor;
            _files = new OutboxFiles(storage, severity);
            _reader = new OutboxReader(storage, _files, buffer);
        }

        /// <summary>Gets how many stored events are not done with, under way or not.</summary>
        public int Count => _waitingCount + _deliveries.Count;

        /// <summary>Gets how many bytes their records have.</summary>
        public int LiveBytes => _waitingBytes + _deliveries.Bytes;

        /// <summary>Gets how many events were lost because they could not be read, each counted once in a boot.</summary>
        public int SpoiltCount { get; private set; }

        /// <summary>Gets its files.</summary>
        public OutboxFiles Files => _files;

        /// <summary>Gets the key of the event stored last, 0 for none.</summary>
        public long LastKey => _files.LastKey;

        /// <summary>Gets a value indicating whether an event waits to be handed out.</summary>
        public bool HasWaiting => TryFindNext();

        /// <summary>Gets the key of the event that <see cref="TryTake"/> would hand out; only while <see cref="HasWaiting"/>.</summary>
        public long NextKey => _next.Key;

        /// <summary>
        /// Whether more may stand on flash than was found; also while that was not looked through to the end, for want of memory.
        /// </summary>
        /// <param name="isTornToo">Whether half a record at the end of a file counts, which a power cut leaves.</param>
        /// <returns><c>true</c> when it may.</returns>
        public bool HasDoubtful(bool isTornToo) => _reader.IsOpening || _files.HasDoubtful(isTornToo);

        /// <summary>Takes over what is found on flash.</summary>
        /// <param name="names">The names of all files.</param>
        /// <param name="freshKey">The least key in this boot that is not stored yet, 0 for none.</param>
        public void Open(string[] names, long freshKey)
        {
            long lastKey = _files.LastKey;
            _reader.IsOpening = true;
            _waitingCount = 0;
            _waitingBytes = 0;
            _deliveries.EndAll();
            _files.Open(names, _cursor.KeyOf(_severity));
            _reader.Rewind();
            _next = null;
            while (!_reader.IsAtEnd)
            {
                if (_reader.TryFind())
                {
                    if (_reader.Key >= freshKey && _reader.Key >> 32 == freshKey >> 32)
                    {
                        // What a write left that flash had refused; it is stored, sent and counted from memory.
                        _reader.CutOff();
                    }
                    else
                    {
                        NoteFound(_reader.Key, _reader.Length, lastKey);
                        _reader.Pass();
                    }
                }
            }

            _reader.IsOpening = false;
            Rewind();
            if (_files.LastKey < lastKey && _files.Count > 0)
            {
                // It ends before what was stored in it.
                _files.Doubt(_files.Last, 1);
                _files.LastKey = lastKey;
            }

            _cursor.Hold(_severity, _files.HasDoubtful(true));
        }

        /// <summary>It was opened for the first time in this boot.</summary>
        public void BeginBoot()
        {
            if (_cursor.CountDoubt(_severity, _files.HasDoubtful(true), _files.Likeness) > MaxDoubtfulBoots)
            {
                _files.Believe();
                Settle();
            }
        }

        /// <summary>Reads once more what is doubtful or looked whole; for which the time has come.</summary>
        /// <param name="freshKey">The least key in this boot that is not stored yet, 0 for none.</param>
        /// <param name="boot">This boot.</param>
        public void ReadDoubtful(long freshKey, int boot)
        {
            bool wasDoubtful = HasDoubtful(true);
            if ((_reader.IsOpening || _files.ReadDoubtful(boot)) && _files.TryList(out string[] names))
            {
                // What was delivered since is delivered once more, under the same numbers.
                _cursor.GoBack(_severity);
                Open(names, freshKey);
            }

            if (wasDoubtful)
            {
                Settle();
            }
        }

        /// <summary>What could not be read for long is not waited for any more: its place is needed.</summary>
        /// <returns><c>false</c> when there is nothing of that kind.</returns>
        public bool TryGiveUp()
        {
            bool isGivenUp = _files.TryGiveUp();
            if (isGivenUp)
            {
                Settle();
            }

            return isGivenUp;
        }

        /// <summary>Stores an event behind the others.</summary>
        /// <param name="item">The event; its key is above that of every event stored before.</param>
        /// <param name="record">Its record.</param>
        /// <param name="isHandedOut">Whether the link has it already.</param>
        /// <returns><c>false</c> when flash refused it, or it proves to be below what stands there.</returns>
        public bool TryAppend(CabinetEvent item, byte[] record, bool isHandedOut)
        {
            bool isFirst = _files.LastKey >> 32 != item.Boot;
            if (!_files.TryAppend(item.Key, record))
            {
                return false;
            }

            _reader.NoteAppended(isFirst);
            if (isHandedOut)
            {
                _deliveries.Begin(item, record.Length);
            }
            else
            {
                NoteWaiting(1, record.Length);
            }

            if (isFirst)
            {
                _files.ProveLast(item.Boot);
                if (_files.HasDoubtful(true))
                {
                    // At once: an emergency waits for nobody.
                    ReadDoubtful(item.Key + 1, item.Boot);
                }
            }

            // Behind a greater key that was hidden it counts for nothing.
            return _files.LastKey == item.Key;
        }

        /// <summary>Hands out the oldest event that waits.</summary>
        /// <param name="item">The event, or <c>null</c>.</param>
        /// <returns><c>false</c> when none waits.</returns>
        public bool TryTake(out CabinetEvent item)
        {
            item = null;
            if (!TryFindNext())
            {
                return false;
            }

            item = _next;
            _deliveries.Begin(item, _reader.Length);
            PassNext();
            return true;
        }

        /// <summary>Gives up the oldest event that is not under way, because too many wait.</summary>
        /// <returns><c>false</c> when all of them are under way.</returns>
        public bool TryDrop()
        {
            if (!TryFindNext())
            {
                return false;
            }

            // Noted before it is passed: an event that was passed and not noted would let the cursor run past what still waits.
            _deliveries.NoteDone(_next.Key);
            PassNext();
            MoveCursor();
            return true;
        }

        /// <summary>An event was delivered; one that isn't under way is ignored.</summary>
        /// <param name="item">The event, as handed out.</param>
        /// <returns><c>false</c> when it was not under way here.</returns>
        public bool Acknowledge(CabinetEvent item)
        {
            bool wasUnderWay = _deliveries.TryEnd(item, true, out int _);
            if (wasUnderWay)
            {
                MoveCursor();
            }

            return wasUnderWay;
        }

        /// <summary>An event was not sent after all; one that isn't under way is ignored.</summary>
        /// <param name="item">The event, as handed out.</param>
        public void Return(CabinetEvent item)
        {
            if (_deliveries.TryEnd(item, false, out int length))
            {
                NoteWaiting(1, length);
                Rewind();
            }
        }

        /// <summary>Nothing is under way any more.</summary>
        public void ReturnAll()
        {
            if (_deliveries.Count > 0)
            {
                NoteWaiting(_deliveries.Count, _deliveries.Bytes);
                _deliveries.EndAll();
                Rewind();
            }
        }

        /// <summary>Passes the files that the stored cursor is past, but the last; none before all were looked through.</summary>
        public void PassFinished()
        {
            while (!_reader.IsOpening && _files.Count > 1 && !_files.At(0).IsDoubtful
                && _files.At(0).LastKey <= _cursor.StoredKeyOf(_severity))
            {
                // Read anew from the beginning, whichever file that is then.
                Rewind();
                _files.PassFirst();
            }
        }

        // A record whose writing seemed to fail and did not was written once more: the second is no event of its own.
        private void NoteFound(long key, int length, long lastKey)
        {
            if (key > _files.LastKey)
            {
                // Of what this boot has begun itself it knows why.
                _files.NoteFound(_reader.Segment, key, key >> 32 == lastKey >> 32 ? OutboxSegment.MaxBytes : length);
                if (_deliveries.Holds(key))
                {
                    // Done with before older ones are.
                }
                else if (key > _cursor.KeyOf(_severity))
                {
                    NoteWaiting(1, length);
                }
                else
                {
                    // What is spoilt before it was done with as well.
                    _reader.Segment.SpoiltPlaces = 0;
                }
            }
        }

        private void NoteWaiting(int count, int bytes)
        {
            _waitingCount += count;
            _waitingBytes += bytes;
        }

        // Nothing is doubtful any more: what was not found is lost.
        private void Settle()
        {
            if (!HasDoubtful(true))
            {
                SpoiltCount += _files.TakeSpoiltPlaces();
                _cursor.Hold(_severity, false);
                TryFindNext();
            }
        }

        private void MoveCursor()
        {
            // Not on flash past what may be owed and can't be read.
            if (HasDoubtful(true))
            {
                _cursor.Hold(_severity, true);
            }

            // Events are handed out in order: whatever was passed and is not under way is done with.
            long doneKey = _deliveries.BeforeUnderWay(Count == 0 ? _files.LastKey : _passedKey);
            _cursor.Advance(_severity, doneKey);

            // What was handed out from memory was never read here: it must not be found on flash later and sent once more.
            _passedKey = doneKey > _passedKey ? doneKey : _passedKey;
            _deliveries.ForgetDone(_cursor.KeyOf(_severity));
        }

        private void Rewind()
        {
            _passedKey = _cursor.KeyOf(_severity);
            _reader.Rewind();
            _next = null;
        }

        private void PassNext()
        {
            _passedKey = _next.Key;
            NoteWaiting(-1, -_reader.Length);
            _reader.Pass();
            _next = null;
        }

        // Finds the next event that is neither under way nor done with, and stops where flash can't be read: what was not
        // read must never count as passed.
        private bool TryFindNext()
        {
            while (_next == null && _waitingCount > 0 && !_reader.IsOpening && _reader.TryFind())
            {
                Consider(_reader.Key);
            }

            if (_next == null && _waitingCount > 0 && _reader.IsAtEnd && !HasDoubtful(true))
            {
                SpoiltCount += _waitingCount;
                _waitingCount = 0;
                _waitingBytes = 0;
                MoveCursor();
            }

            return _next != null;
        }

        private void Consider(long key)
        {
            if (key > _passedKey && !_deliveries.Holds(key))
            {
                _next = _reader.Decode();
                if (_next != null)
                {
                    return;
                }

                // Of a newer firmware: this one can't say what happened.
                _deliveries.NoteDone(key);
                SpoiltCount++;
                _passedKey = key;
                NoteWaiting(-1, -_reader.Length);
                MoveCursor();
            }

            _passedKey = key > _passedKey ? key : _passedKey;
            _reader.Pass();

            // As far as it is certain: the cursor goes no further once something behind is not.
            MoveCursor();
        }
    }
}
