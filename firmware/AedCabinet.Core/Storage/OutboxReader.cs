using AedCabinet.Events;
using AedCabinet.Formats;
using AedCabinet.Platform;

namespace AedCabinet.Storage
{
    /// <summary>
    /// Reads the records of one stream of the outbox in order, one file at a time in memory, over what is spoilt and past what
    /// can't be read.
    /// </summary>
    public sealed class OutboxReader
    {
        // Flash may answer the next time; what does not answer must not hold up what is behind it, and is read again later.
        private const int MaxFailedReads = 5;

        // Instead of the check sum of what reads wrong: none that is compared with this is the same.
        private const long Short = -1;

        /// <summary>
        /// Whether the files are read for the first time: their lengths are not known yet, and half a record
        /// at the end of one is what a power cut left, no loss.
        /// </summary>
        public bool IsOpening;

        private readonly IStorage _storage;
        private readonly OutboxFiles _files;
        private readonly OutboxBuffer _buffer;
        private byte[] _bytes;
        private int _index;
        private int _at;
        private int _failedReads;

        /// <summary>Initializes a new instance of the <see cref="OutboxReader"/> class, at the beginning.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="files">The stream's files.</param>
        /// <param name="buffer">Asked before a file is read.</param>
        public OutboxReader(IStorage storage, OutboxFiles files, OutboxBuffer buffer)
        {
            _buffer = buffer;
            _storage = storage;
            _files = files;
        }

        /// <summary>Gets the file that it stands in; only when there is one.</summary>
        public OutboxSegment Segment => _files.At(_index);

        /// <summary>Gets the key of the record that it stands at, after <see cref="TryFind"/>.</summary>
        public long Key { get; private set; }

        /// <summary>Gets the length in bytes of the record that it stands at, 0 when it stands at none.</summary>
        public int Length { get; private set; }

        /// <summary>Gets a value indicating whether nothing stands behind.</summary>
        public bool IsAtEnd => _files.Count == 0 || (_index == _files.Count - 1 && !IsInside(Segment));

        /// <summary>Moves on to the next whole record, unless it stands at one.</summary>
        /// <returns><c>false</c> at the end, or when flash can't be read just now.</returns>
        public bool TryFind()
        {
            // A record that nobody had the memory to take, and whose bytes were let go since, is read and found anew.
            Length = _bytes == null ? 0 : Length;
            while (Length == 0 && !IsAtEnd)
            {
                if (!IsInside(Segment))
                {
                    MoveTo(_index + 1);
                }
                else if (!TryReadFile(Segment))
                {
                    if (!MustPass(Segment))
                    {
                        return false;
                    }
                }
                else if (IsInside(Segment))
                {
                    FindHere(Segment);
                }
            }

            return Length > 0;
        }

        /// <summary>The event in the record that <see cref="TryFind"/> has just moved to.</summary>
        /// <returns>The event, or <c>null</c> when it is of a kind that this firmware doesn't know.</returns>
        public CabinetEvent Decode() => OutboxRecord.Decode(_bytes, _at, Length);

        /// <summary>Moves past the record that it stands at.</summary>
        public void Pass()
        {
            _at += Length;
            Length = 0;
            if (!IsOpening && IsAtEnd)
            {
                // Nothing more is to be read here until something is added: 4 KB less of the device's heap.
                _bytes = null;
            }
        }

        /// <summary>The record that it stands at, and what is behind it in its file, does not count.</summary>
        public void CutOff()
        {
            Segment.Bytes = _at;
            Segment.IsClosed = true;
            Length = 0;
        }

        /// <summary>Moves to the beginning.</summary>
        public void Rewind() => MoveTo(0);

        /// <summary>Lets the file go that is in memory. Not between <see cref="TryFind"/> and <see cref="Decode"/>.</summary>
        public void Release() => _bytes = null;

        /// <summary>An event was added to the last file.</summary>
        /// <param name="isFirst">Whether it is the stream's first one of this boot: files are read once more then.</param>
        public void NoteAppended(bool isFirst)
        {
            _bytes = _index == _files.Count - 1 ? null : _bytes;
            if (isFirst)
            {
                _buffer.GiveTo(null);
            }
        }

        private bool IsInside(OutboxSegment segment) =>
            !segment.IsUnread && (IsOpening && _bytes == null ? !segment.IsClosed : _at < segment.Bytes);

        private void MoveTo(int index)
        {
            _index = index;
            _at = 0;
            _bytes = null;
            Length = 0;
            _failedReads = 0;
        }

        private bool TryReadFile(OutboxSegment segment)
        {
            if (_bytes != null)
            {
                return true;
            }

            _buffer.GiveTo(this);
            FlashAnswer answer = _storage.Read(segment.Name, out _bytes);
            if (answer == FlashAnswer.Missing)
            {
                // Somebody has deleted it, or formatted the flash.
                segment.IsClosed = true;
                segment.Bytes = 0;
                return true;
            }

            if (answer == FlashAnswer.Found && IsWhole(segment))
            {
                segment.Bytes = IsOpening ? _bytes.Length : segment.Bytes;
                return true;
            }

            _bytes = null;
            return false;
        }

        // What ends short of what stands there would hide the events behind.
        private bool IsWhole(OutboxSegment segment)
        {
            if (!IsOpening)
            {
                if (!segment.IsClosed && _bytes.Length > segment.Bytes)
                {
                    // It ended short when it was opened: what was added since waits for nobody, and all is opened anew.
                    segment.Bytes = _bytes.Length;
                    segment.IsClosed = true;
                    segment.SpoiltCrc = Short;
                }

                if (segment.SpoiltCrc != 0 && !segment.IsDoubtful && Crc32.Of(_bytes, 0, _bytes.Length) != segment.SpoiltCrc)
                {
                    // What was believed to be spoilt was read wrong: more stands there than was counted, and all is opened anew.
                    segment.SameReads = 0;
                }

                return segment.IsClosed ? _bytes.Length >= segment.Bytes : _bytes.Length == segment.Bytes;
            }

            int length = _bytes.Length;
            _bytes = null;
            return _storage.Read(segment.Name, out _bytes) == FlashAnswer.Found && _bytes.Length == length;
        }

        // What can't be read now is no loss: it is passed for now, and nothing is added behind it.
        private bool MustPass(OutboxSegment segment)
        {
            if (++_failedReads < MaxFailedReads)
            {
                return false;
            }

            segment.IsUnread = true;
            segment.SameReads = 0;
            segment.IsClosed = true;
            return true;
        }

        private void FindHere(OutboxSegment segment)
        {
            int length = OutboxRecord.LengthOf(_bytes, _at);
            if (length > 0)
            {
                // The key first: with a length it stands at a record, and must not stand there under the key of another.
                Key = OutboxRecord.KeyAt(_bytes, _at);
                Length = length;
                _failedReads = 0;
                return;
            }

            int spoiltLength = OutboxRecord.StepOver(_bytes, _at);
            bool isTorn = IsOpening && spoiltLength == 0 && OutboxRecord.IsTorn(_bytes, _at);
            if (segment.SpoiltCrc == 0)
            {
                segment.IsTorn = isTorn;
                // Flash that reads wrong for a while is not flash that holds wrong: it is compared with what is read later.
                segment.SpoiltCrc = Crc32.Of(_bytes, 0, _bytes.Length);
                segment.IsClosed = true;
            }

            // Half a record at the end is what a power cut leaves, no loss. Later, what is missing of what was found counts.
            segment.SpoiltPlaces += IsOpening && !isTorn ? 1 : 0;
            if (spoiltLength == 0)
            {
                // What is behind can't be read and is not waited for.
                segment.Bytes = _at;
            }

            _at += spoiltLength;
        }
    }
}
