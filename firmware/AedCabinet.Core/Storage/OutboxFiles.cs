using System.Collections;
using AedCabinet.Events;
using AedCabinet.Formats;
using AedCabinet.Platform;
using AedCabinet.Settings;

namespace AedCabinet.Storage
{
    /// <summary>
    /// The files of one stream of the outbox, oldest first: events are only ever added to the last of them, and a file is deleted
    /// as a whole. Nothing is rewritten, so nothing that was whole can be spoilt by a power cut. Files that are done with stay until
    /// their place is needed; of those only the number of the oldest is kept in memory.
    /// </summary>
    public sealed class OutboxFiles
    {
        /// <summary>The key of the event stored last, 0 for none.</summary>
        public long LastKey;

        private readonly IStorage _storage;
        private readonly Severity _severity;
        private readonly ArrayList _segments = new ArrayList();
        private int _firstNumber;

        /// <summary>Initializes a new instance of the <see cref="OutboxFiles"/> class, empty.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="severity">The severity of the events.</param>
        public OutboxFiles(IStorage storage, Severity severity)
        {
            _storage = storage;
            _severity = severity;
        }

        /// <summary>Gets how many files there are that are not done with, and the last.</summary>
        public int Count => _segments.Count;

        /// <summary>Gets how many files that are done with stand before those.</summary>
        public int KeptCount => Count == 0 ? 0 : At(0).Number - _firstNumber;

        /// <summary>Gets the file that is added to; only when there is one.</summary>
        public OutboxSegment Last => At(Count - 1);

        /// <summary>One of the files.</summary>
        /// <param name="index">Its place, 0 for the oldest.</param>
        /// <returns>What is known of it.</returns>
        public OutboxSegment At(int index) => (OutboxSegment)_segments[index];

        /// <summary>The names of all files on flash.</summary>
        /// <param name="names">The names.</param>
        /// <returns><c>false</c> when they can't be listed.</returns>
        public bool TryList(out string[] names) => _storage.TryList(out names);

        /// <summary>Takes over those of the files on flash that belong here, by ascending number. They are still to be read.</summary>
        /// <param name="names">The names of all files.</param>
        /// <param name="doneKey">Up to where the stream is done with.</param>
        public void Open(string[] names, long doneKey)
        {
            _segments.Clear();
            LastKey = 0;
            for (int i = 0; i < names.Length; i++)
            {
                if (OutboxSegment.IsName(names[i], _severity))
                {
                    OutboxSegment segment = new OutboxSegment(_severity, OutboxSegment.NumberOf(names[i]));
                    int place = Count;
                    while (place > 0 && At(place - 1).Number > segment.Number)
                    {
                        place--;
                    }

                    _segments.Insert(place, segment);
                }
            }

            _firstNumber = Count == 0 ? 1 : At(0).Number;

            // A file is done with when the next begins with what is: so mostly one is read, however many are kept.
            int first = Count - 1;
            while (first > 0 && !BeginsWithin(At(first).Name, doneKey))
            {
                first--;
            }

            for (; first > 0; first--)
            {
                PassFirst();
            }
        }

        /// <summary>The oldest file is done with: it stays on flash until its place is needed.</summary>
        public void PassFirst() => _segments.RemoveAt(0);

        /// <summary>Deletes the oldest file of those that are done with; only when there is one.</summary>
        /// <returns><c>false</c> when flash refused it.</returns>
        public bool TryDeleteKept()
        {
            if (!_storage.TryDelete(OutboxSegment.NameOf(_severity, _firstNumber)))
            {
                return false;
            }

            _firstNumber++;
            return true;
        }

        /// <summary>Reads an event again, whether it is done with or not.</summary>
        /// <param name="fromKey">The lowest key that will do.</param>
        /// <param name="toKey">The highest.</param>
        /// <param name="item">The event with the lowest key of those; untouched when there is none.</param>
        /// <param name="hidden">Where something that is no record was read in which one may stand; 0 for nowhere.</param>
        /// <returns>Whether there is one; <see cref="FlashAnswer.Failed"/> when a file in which it may stand can't be read.</returns>
        public FlashAnswer ReadAgain(long fromKey, long toKey, ref CabinetEvent item, out int hidden)
        {
            // Not before the last file that begins with what comes before it.
            int lastNumber = Count == 0 ? 0 : Last.Number;
            int number = lastNumber;
            while (number > _firstNumber && !BeginsWithin(OutboxSegment.NameOf(_severity, number), fromKey))
            {
                number--;
            }

            hidden = 0;
            long key = 0;
            for (; number <= lastNumber; number++)
            {
                FlashAnswer answer = _storage.Read(OutboxSegment.NameOf(_severity, number), out byte[] bytes);
                if (answer == FlashAnswer.Failed)
                {
                    return answer;
                }

                for (int at = 0; answer == FlashAnswer.Found && at < bytes.Length;)
                {
                    int length = OutboxRecord.LengthOf(bytes, at);
                    key = length == 0 ? key : OutboxRecord.KeyAt(bytes, at);
                    if (key > toKey)
                    {
                        return FlashAnswer.Missing;
                    }

                    hidden = length == 0 ? bytes.Length + at + 1 : key > fromKey ? hidden : 0;
                    CabinetEvent found = length == 0 || key < fromKey ? null : OutboxRecord.Decode(bytes, at, length);
                    if (found != null)
                    {
                        item = found;
                        return FlashAnswer.Found;
                    }

                    length = length == 0 ? OutboxRecord.StepOver(bytes, at) : length;
                    at = length == 0 ? bytes.Length : at + length;
                }
            }

            return FlashAnswer.Missing;
        }

        /// <summary>Whether more may stand in one of them than was found.</summary>
        /// <param name="isTornToo">Whether half a record at the end counts, which a power cut leaves.</param>
        /// <returns><c>true</c> when it may.</returns>
        public bool HasDoubtful(bool isTornToo)
        {
            for (int i = 0; i < Count; i++)
            {
                if (At(i).IsDoubtful && (isTornToo || At(i).IsUnread || !At(i).IsTorn))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>
        /// Gets four bits of how what is doubtful reads: where it reads otherwise in the next boot, that one knows no more than this.
        /// </summary>
        public int Likeness
        {
            get
            {
                int likeness = 0;
                for (int i = 0; i < Count; i++)
                {
                    likeness ^= At(i).IsDoubtful ? At(i).Number ^ (int)At(i).SpoiltCrc : 0;
                }

                return likeness & OutboxCursor.LikenessMask;
            }
        }

        /// <summary>What is doubtful is what it reads like; what can't be read at all may be given up from now on.</summary>
        public void Believe()
        {
            for (int i = 0; i < Count; i++)
            {
                At(i).SameReads = At(i).IsDoubtful ? OutboxSegment.MaxSameReads : At(i).SameReads;
            }
        }

        /// <summary>What could not be read for long is given up: each file is worth one event at least.</summary>
        /// <returns><c>false</c> when there is nothing of that kind. What failed a moment ago will be read yet.</returns>
        public bool TryGiveUp()
        {
            bool isGivenUp = false;
            for (int i = 0; i < Count; i++)
            {
                OutboxSegment segment = At(i);
                if (segment.IsHopeless)
                {
                    segment.SpoiltPlaces += segment.LastKey == 0 ? 1 : 0;
                    segment.Bytes = 0;
                    segment.Believe();
                    isGivenUp = true;
                }
            }

            return isGivenUp;
        }

        /// <summary>
        /// A file may have more in it than was found: it is read again until it reads otherwise, or long enough the same.
        /// </summary>
        /// <param name="segment">The file.</param>
        /// <param name="places">How many events at least are lost if it stays the same.</param>
        public void Doubt(OutboxSegment segment, int places)
        {
            segment.IsClosed = true;
            if (segment.SpoiltCrc == 0)
            {
                segment.IsUnread = !IsAsLong(segment, out byte[] bytes);
                segment.SpoiltCrc = segment.IsUnread ? 0 : Crc32.Of(bytes, 0, bytes.Length);
                segment.IsTorn = places == 0;
                segment.SpoiltPlaces += places;
            }
        }

        /// <summary>
        /// The first event of a boot was added to the last file: one that was read short just where a record ends looked whole, and is
        /// longer now than it must be. Where flash had refused that event before and left a part of it, the file before may be the one.
        /// </summary>
        /// <param name="boot">The boot.</param>
        public void ProveLast(int boot)
        {
            OutboxSegment segment = Last;
            segment.IsUnread = true;
            segment.IsUnread = !IsAsLong(segment, out byte[] _);
            segment.IsClosed = segment.IsUnread;
            OutboxSegment before = Count > 1 ? At(Count - 2) : segment;
            if (before.IsClosed && !before.IsUnread && before.SpoiltCrc == 0)
            {
                before.IsUnread = _storage.Read(before.Name, out byte[] bytes) != FlashAnswer.Found || Hides(before, bytes, boot);
            }
        }

        /// <summary>How many events could not be read when the files were opened, each told once.</summary>
        /// <returns>Their number, at least.</returns>
        public int TakeSpoiltPlaces()
        {
            int places = 0;
            for (int i = 0; i < Count; i++)
            {
                places += At(i).SpoiltPlaces;
                At(i).SpoiltPlaces = 0;
            }

            return places;
        }

        /// <summary>Reads once more what could not be read, was spoilt, or looked whole.</summary>
        /// <param name="boot">This boot.</param>
        /// <returns><c>true</c> when flash says something else now: all of it is to be opened anew.</returns>
        public bool ReadDoubtful(int boot)
        {
            for (int i = 0; i < Count; i++)
            {
                OutboxSegment segment = At(i);
                bool isDoubtful = segment.IsDoubtful;
                FlashAnswer answer = _storage.Read(segment.Name, out byte[] bytes);
                if (answer == FlashAnswer.Found
                    && (segment.IsUnread
                        || (isDoubtful ? Crc32.Of(bytes, 0, bytes.Length) != segment.SpoiltCrc : Hides(segment, bytes, boot))))
                {
                    return true;
                }

                if (!isDoubtful)
                {
                    continue;
                }

                if (answer == FlashAnswer.Missing)
                {
                    segment.Believe();
                }

                segment.SameReads += answer == FlashAnswer.Found || segment.IsUnread ? 1 : 0;
            }

            return false;
        }

        /// <summary>An event was found in a file that was taken over.</summary>
        /// <param name="segment">The file.</param>
        /// <param name="key">The event's key, above <see cref="LastKey"/>.</param>
        /// <param name="length">The room that the file before must not have had for it, in bytes.</param>
        public void NoteFound(OutboxSegment segment, long key, int length)
        {
            int before = segment.LastKey > 0 ? -1 : _segments.IndexOf(segment) - 1;
            if (before >= 0 && !At(before).IsClosed && At(before).Bytes + length <= OutboxSegment.MaxBytes)
            {
                // It had room for this one: flash refused that then, or it ends short now, just where a record ends.
                Doubt(At(before), 0);
            }

            segment.LastKey = key;
            LastKey = key;
        }

        /// <summary>Stores an event behind the others.</summary>
        /// <param name="key">Its key, above <see cref="LastKey"/>.</param>
        /// <param name="record">Its record.</param>
        /// <returns><c>false</c> when flash refused it.</returns>
        public bool TryAppend(long key, byte[] record)
        {
            if (!TryFindPlace(record.Length, out OutboxSegment segment))
            {
                return false;
            }

            // Until it is known to be whole, what stands at its end is unknown: also when there is no memory to say so.
            segment.IsClosed = true;
            if (!_storage.TryAppend(segment.Name, record))
            {
                segment.IsClosed = !IsAsLong(segment, out byte[] _);
                return false;
            }

            segment.IsClosed = false;
            segment.Bytes += record.Length;
            segment.LastKey = key;
            segment.IsBlank = false;
            LastKey = key;
            return true;
        }

        private bool IsAsLong(OutboxSegment segment, out byte[] bytes) =>
            _storage.Read(segment.Name, out bytes) == FlashAnswer.Found && bytes.Length == segment.Bytes;

        // A record of an earlier boot behind what was found: the file was read short then. One of this boot is what a refused write left.
        private static bool Hides(OutboxSegment segment, byte[] bytes, int boot) =>
            bytes.Length > segment.Bytes && OutboxRecord.LengthOf(bytes, segment.Bytes) > 0
                && OutboxRecord.KeyAt(bytes, segment.Bytes) >> 32 != boot;

        private bool BeginsWithin(string name, long key) =>
            _storage.Read(name, out byte[] bytes) == FlashAnswer.Found && OutboxRecord.LengthOf(bytes, 0) > 0
                && OutboxRecord.KeyAt(bytes, 0) <= key;

        private bool TryFindPlace(int length, out OutboxSegment segment)
        {
            segment = Count == 0 ? null : Last;
            if (segment != null && segment.IsClosed && segment.IsBlank)
            {
                // Flash that refuses for days must not be filled with the leftovers of every attempt.
                segment.IsClosed = !_storage.TryDelete(segment.Name);
                return !segment.IsClosed;
            }

            if (segment == null || segment.IsClosed || segment.Bytes + length > OutboxSegment.MaxBytes)
            {
                segment = new OutboxSegment(_severity, segment == null ? 1 : segment.Number + 1);
                segment.LastKey = LastKey;
                segment.IsBlank = true;
                _segments.Add(segment);
            }

            return true;
        }
    }
}
