using AedCabinet.Formats;
using AedCabinet.Platform;

namespace AedCabinet.Flash
{
    /// <summary>
    /// One number that survives a power cut at any moment, and one spoilt slot: it stands in both (<see cref="TwoSlotRecord"/>), for
    /// the number before it would be a wrong one.
    /// </summary>
    public sealed class TwoSlotNumber
    {
        private const int Length = 8;

        private readonly TwoSlotRecord _record;

        /// <summary>Initializes a new instance of the <see cref="TwoSlotNumber"/> class.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="name">The files' name, to which <c>.0</c> and <c>.1</c> are added.</param>
        public TwoSlotNumber(IStorage storage, string name)
        {
            _record = new TwoSlotRecord(storage, name);
        }

        /// <summary>
        /// Gets a value indicating whether none of the two could be read rightly, though there is one: the number is not known.
        /// </summary>
        public bool IsUnread { get; private set; }

        /// <summary>The number stored last.</summary>
        /// <returns>The number, or 0 when none is stored, or when <see cref="IsUnread"/>.</returns>
        public long Read()
        {
            bool isRead = _record.TryRead(out byte[] content) && content.Length >= Length;
            IsUnread = !isRead && _record.IsDoubtful;
            return isRead ? LittleEndian.Get(content, 0, Length) : 0;
        }

        /// <summary>Stores a number.</summary>
        /// <param name="value">The number.</param>
        /// <returns><c>false</c> when flash refused it.</returns>
        public bool TryWrite(long value)
        {
            byte[] content = new byte[Length];
            LittleEndian.Put(content, 0, Length, value);
            return _record.TryWriteTwice(content);
        }
    }
}
