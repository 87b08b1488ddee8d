using System.Collections;

namespace AedCabinet
{
    /// <summary>
    /// The stored events of one severity, oldest first: a row of segment files, each only ever added to, and deleted when the
    /// stored cursor is past it. Nothing is rewritten, so nothing that was whole can be spoilt by a power cut.
    /// </summary>
    /// <remarks>
    /// In memory are only an entry for each segment (about 100 bytes; at most some 20 segments at 64 KiB), the bytes of the one
    /// segment being sent, and the events under way. Not thread-safe: <see cref="Outbox"/> holds its lock around every call.
    /// </remarks>
    public sealed class OutboxStream
    {
        private const string NamePrefix = "out-";
        private const int NumberDigits = 6;
        private const int MaxFailedReads = 5;

        private readonly IStorage _storage;
        private readonly Severity _severity;
        private readonly OutboxCursor _cursor;
        private readonly ArrayList _segments = new ArrayList();
        private readonly ArrayList _handedOut = new ArrayList();
        private readonly ArrayList _doneKeys = new ArrayList();
        private byte[] _bytes;
        private int _readSegment;
        private int _readAt;
        private long _takenKey;
        private long _lastKey;
        private CabinetEvent _next;
        private int _nextLength;
        private int _failedReads;

        /// <summary>Initializes a new instance of the <see cref="OutboxStream"/> class, empty.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="severity">The severity of its events.</param>
        /// <param name="cursor">How far it is done with.</param>
        public OutboxStream(IStorage storage, Severity severity, OutboxCursor cursor)
        {
            _storage = storage;
            _severity = severity;
            _cursor = cursor;
        }

        /// <summary>Gets how many stored events are not done with, under way or not.</summary>
        public int Count { get; private set; }

        /// <summary>Gets how many bytes their records have.</summary>
        public int LiveBytes { get; private set; }

        /// <summary>Gets how many places could not be read, when it was opened or later.</summary>
        public int SpoiltCount { get; private set; }

        /// <summary>Gets the key of the event stored last, 0 for none.</summary>
        public long LastKey => _lastKey;

        /// <summary>Gets a value indicating whether an event waits to be handed out.</summary>
        public bool HasWaiting => TryFindNext();

        /// <summary>Gets the key of the event that <see cref="TryTake"/> would hand out; only while <see cref="HasWaiting"/>.</summary>
        public long NextKey => _next.Key;

        /// <summary>Takes over a file that was found on flash. Files of one stream are handed in by ascending number.</summary>
        /// <param name="name">The file's name, for which <see cref="IsSegmentName"/> holds.</param>
        public void Open(string name)
        {
            OutboxSegment segment = new OutboxSegment(name, NumberOf(name));
            _segments.Add(segment);
            _takenKey = _cursor.KeyOf(_severity);
            if (!_storage.TryRead(name, out byte[] bytes))
            {
                segment.IsClosed = true;
                SpoiltCount++;
                return;
            }

            int at = 0;
            while (at < bytes.Length)
            {
                int length = OutboxRecord.LengthOf(bytes, at);
                if (length > 0)
                {
                    NoteFound(OutboxRecord.KeyAt(bytes, at), length);
                }
                else
                {
                    length = OutboxRecord.StepOver(bytes, at);
                    SpoiltCount += length > 0 || !OutboxRecord.IsTorn(bytes, at) ? 1 : 0;
                    if (length == 0)
                    {
                        break;
                    }
                }

                at += length;
            }

            segment.Bytes = at;
            segment.LastKey = _lastKey;
            segment.IsClosed = at < bytes.Length;
        }

        /// <summary>Stores an event behind the others.</summary>
        /// <param name="item">The event; its key is above that of every event stored before.</param>
        /// <param name="record">Its record.</param>
        /// <param name="isHandedOut">Whether the link has it already.</param>
        /// <returns><c>false</c> when flash refused it.</returns>
        public bool TryAppend(CabinetEvent item, byte[] record, bool isHandedOut)
        {
            OutboxSegment segment = _segments.Count == 0 ? null : (OutboxSegment)_segments[_segments.Count - 1];
            if (segment == null || segment.IsClosed || segment.Bytes + record.Length > OutboxSegment.MaxBytes)
            {
                int number = segment == null ? 1 : segment.Number + 1;
                segment = new OutboxSegment(NameOf(number), number);
                segment.LastKey = _lastKey;
                _segments.Add(segment);
            }

            if (!_storage.TryAppend(segment.Name, record))
            {
                // What stands at its end now is unknown.
                segment.IsClosed = true;
                return false;
            }

            segment.Bytes += record.Length;
            segment.LastKey = item.Key;
            _lastKey = item.Key;
            Count++;
            LiveBytes += record.Length;
            _bytes = _segments.Count - 1 == _readSegment ? null : _bytes;
            if (isHandedOut)
            {
                _handedOut.Add(item);
            }

            return true;
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
            _handedOut.Add(item);
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

            long key = _next.Key;
            int length = _nextLength;
            PassNext();
            Finish(key, length);
            return true;
        }

        /// <summary>An event was delivered.</summary>
        /// <param name="item">The event, as handed out.</param>
        /// <returns><c>false</c> when it isn't under way.</returns>
        public bool TryAcknowledge(CabinetEvent item)
        {
            if (!_handedOut.Contains(item))
            {
                return false;
            }

            _handedOut.Remove(item);
            Finish(item.Key, OutboxRecord.Encode(item, item.UnixMs).Length);
            return true;
        }

        /// <summary>An event was not sent after all.</summary>
        /// <param name="item">The event, as handed out.</param>
        public void Return(CabinetEvent item)
        {
            if (_handedOut.Contains(item))
            {
                _handedOut.Remove(item);
                Rewind();
            }
        }

        /// <summary>Nothing is under way any more.</summary>
        public void ReturnAll()
        {
            if (_handedOut.Count > 0)
            {
                _handedOut.Clear();
                Rewind();
            }
        }

        /// <summary>Deletes the files that the stored cursor is past.</summary>
        /// <returns><c>false</c> when flash refused it.</returns>
        public bool TryDeleteFinished()
        {
            while (_segments.Count > 1 && ((OutboxSegment)_segments[0]).LastKey <= _cursor.StoredKeyOf(_severity))
            {
                if (!_storage.TryDelete(((OutboxSegment)_segments[0]).Name))
                {
                    return false;
                }

                _segments.RemoveAt(0);
                if (_readSegment > 0)
                {
                    _readSegment--;
                }
                else
                {
                    _bytes = null;
                    _readAt = 0;
                    _next = null;
                }
            }

            return true;
        }

        /// <summary>Whether a file belongs to a stream of the outbox.</summary>
        /// <param name="name">The file's name.</param>
        /// <param name="severity">The stream's severity.</param>
        /// <returns><c>true</c> when it does.</returns>
        public static bool IsSegmentName(string name, Severity severity)
        {
            string prefix = PrefixOf(severity);
            if (name.Length != prefix.Length + NumberDigits || !name.StartsWith(prefix))
            {
                return false;
            }

            return int.TryParse(name.Substring(prefix.Length), out int number) && number > 0;
        }

        /// <summary>A file's place in the order of its stream.</summary>
        /// <param name="name">The file's name, for which <see cref="IsSegmentName"/> holds.</param>
        /// <returns>1 or more.</returns>
        public static int NumberOf(string name) => int.Parse(name.Substring(name.Length - NumberDigits));

        private static string PrefixOf(Severity severity) => NamePrefix + ((int)severity).ToString() + "-";

        private string NameOf(int number) => PrefixOf(_severity) + number.ToString().PadLeft(NumberDigits, '0');

        // A record whose writing seemed to fail and did not was written once more: the second is no event of its own.
        private void NoteFound(long key, int length)
        {
            if (key > _lastKey)
            {
                _lastKey = key;
                if (key > _cursor.KeyOf(_severity))
                {
                    Count++;
                    LiveBytes += length;
                }
            }
        }

        private void Finish(long key, int length)
        {
            Count--;
            LiveBytes -= length;
            _doneKeys.Add(key);

            // Events are handed out in order: whatever was passed and is not under way is done with.
            long doneKey = Count == 0 ? _lastKey : _takenKey;
            for (int i = 0; i < _handedOut.Count; i++)
            {
                long underWay = ((CabinetEvent)_handedOut[i]).Key;
                doneKey = underWay <= doneKey ? underWay - 1 : doneKey;
            }

            _cursor.Advance(_severity, doneKey);

            // What was handed out from memory was never read here: it must not be found on flash later and sent once more.
            _takenKey = doneKey > _takenKey ? doneKey : _takenKey;
            for (int i = _doneKeys.Count - 1; i >= 0; i--)
            {
                if ((long)_doneKeys[i] <= _cursor.KeyOf(_severity))
                {
                    _doneKeys.RemoveAt(i);
                }
            }
        }

        private void Rewind()
        {
            _takenKey = _cursor.KeyOf(_severity);
            _readSegment = 0;
            _readAt = 0;
            _bytes = null;
            _next = null;
        }

        private void PassNext()
        {
            _takenKey = _next.Key;
            _readAt += _nextLength;
            _next = null;
        }

        // Finds the next event that is neither under way nor done with, and stops where flash can't be read: what was not
        // read must never count as passed.
        private bool TryFindNext()
        {
            while (_next == null && Count > _handedOut.Count && TryReadHere())
            {
                OutboxSegment segment = (OutboxSegment)_segments[_readSegment];
                _nextLength = _readAt < segment.Bytes ? OutboxRecord.LengthOf(_bytes, _readAt) : 0;
                if (_nextLength > 0)
                {
                    Consider(OutboxRecord.KeyAt(_bytes, _readAt));
                }
                else if (_readAt < segment.Bytes)
                {
                    PassSpoilt(segment);
                }
                else if (_readSegment < _segments.Count - 1)
                {
                    _readSegment++;
                    _readAt = 0;
                    _bytes = null;
                }
                else
                {
                    return false;
                }
            }

            return _next != null;
        }

        private void Consider(long key)
        {
            if (key > _takenKey && !IsPassed(key))
            {
                _next = OutboxRecord.Decode(_bytes, _readAt, _nextLength);
                if (_next != null)
                {
                    return;
                }

                // Of a newer firmware: this one can't say what happened.
                SpoiltCount++;
                _takenKey = key;
                Finish(key, _nextLength);
            }

            _takenKey = key > _takenKey ? key : _takenKey;
            _readAt += _nextLength;
        }

        // What can't be read any more is not waited for.
        private void PassSpoilt(OutboxSegment segment)
        {
            int length = OutboxRecord.StepOver(_bytes, _readAt);
            if (length == 0)
            {
                SpoiltCount++;
                segment.IsClosed = true;
                segment.Bytes = _readAt;
            }

            _readAt += length;
            Recount();
        }

        private void Recount()
        {
            Count = 0;
            LiveBytes = 0;
            for (int i = 0; i < _segments.Count; i++)
            {
                OutboxSegment segment = (OutboxSegment)_segments[i];
                if (!_storage.TryRead(segment.Name, out byte[] bytes))
                {
                    continue;
                }

                int at = 0;
                while (at < segment.Bytes)
                {
                    int length = OutboxRecord.LengthOf(bytes, at);
                    if (length > 0 && OutboxRecord.KeyAt(bytes, at) > _cursor.KeyOf(_severity) && !IsDone(OutboxRecord.KeyAt(bytes, at)))
                    {
                        Count++;
                        LiveBytes += length;
                    }

                    length = length > 0 ? length : OutboxRecord.StepOver(bytes, at);
                    at = length > 0 ? at + length : segment.Bytes;
                }
            }
        }

        private bool TryReadHere()
        {
            if (_bytes != null)
            {
                return true;
            }

            if (_readSegment >= _segments.Count)
            {
                return false;
            }

            OutboxSegment segment = (OutboxSegment)_segments[_readSegment];
            if (segment.Bytes == 0)
            {
                _bytes = new byte[0];
                return true;
            }

            if (_storage.TryRead(segment.Name, out _bytes))
            {
                _failedReads = 0;
                return true;
            }

            // Flash may answer the next time; what never answers must not hold up what is behind it.
            if (++_failedReads < MaxFailedReads)
            {
                return false;
            }

            _failedReads = 0;
            _bytes = new byte[0];
            return true;
        }

        private bool IsPassed(long key)
        {
            for (int i = 0; i < _handedOut.Count; i++)
            {
                if (((CabinetEvent)_handedOut[i]).Key == key)
                {
                    return true;
                }
            }

            return IsDone(key);
        }

        private bool IsDone(long key)
        {
            for (int i = 0; i < _doneKeys.Count; i++)
            {
                if ((long)_doneKeys[i] == key)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
