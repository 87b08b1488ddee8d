using System.Collections;

namespace AedCabinet
{
    /// <summary>
    /// The files of one stream of the outbox, oldest first: events are only ever added to the last of them, and a file is deleted
    /// as a whole. Nothing is rewritten, so nothing that was whole can be spoilt by a power cut.
    /// </summary>
    public sealed class OutboxFiles
    {
        private readonly IStorage _storage;
        private readonly Severity _severity;
        private readonly ArrayList _segments = new ArrayList();

        /// <summary>Initializes a new instance of the <see cref="OutboxFiles"/> class, empty.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="severity">The severity of the events.</param>
        public OutboxFiles(IStorage storage, Severity severity)
        {
            _storage = storage;
            _severity = severity;
        }

        /// <summary>Gets how many files there are.</summary>
        public int Count => _segments.Count;

        /// <summary>Gets the key of the event stored last, 0 for none.</summary>
        public long LastKey { get; private set; }

        /// <summary>One of the files.</summary>
        /// <param name="index">Its place, 0 for the oldest.</param>
        /// <returns>What is known of it.</returns>
        public OutboxSegment At(int index) => (OutboxSegment)_segments[index];

        /// <summary>Takes over those of the files on flash that belong here, by ascending number. They are still to be read.</summary>
        /// <param name="names">The names of all files.</param>
        public void Open(string[] names)
        {
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
        }

        /// <summary>An event was found in a file that was taken over.</summary>
        /// <param name="segment">The file.</param>
        /// <param name="key">The event's key, above <see cref="LastKey"/>.</param>
        public void NoteFound(OutboxSegment segment, long key)
        {
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
                return false;
            }

            segment.IsClosed = false;

            segment.Bytes += record.Length;
            segment.LastKey = key;
            segment.IsBlank = false;
            LastKey = key;
            return true;
        }

        /// <summary>Deletes the oldest file.</summary>
        /// <returns><c>false</c> when flash refused it.</returns>
        public bool TryDeleteFirst()
        {
            if (!_storage.TryDelete(At(0).Name))
            {
                return false;
            }

            _segments.RemoveAt(0);
            return true;
        }

        private bool TryFindPlace(int length, out OutboxSegment segment)
        {
            segment = Count == 0 ? null : At(Count - 1);
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
