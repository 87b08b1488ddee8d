namespace AedCabinet
{
    /// <summary>One number that survives a power cut at any moment (<see cref="TwoSlotRecord"/>).</summary>
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

        /// <summary>The number stored last.</summary>
        /// <returns>The number, or 0 when none is stored.</returns>
        public long Read() => _record.TryRead(out byte[] content) && content.Length == Length ? LittleEndian.Get(content, 0, Length) : 0;

        /// <summary>Stores a number.</summary>
        /// <param name="value">The number.</param>
        /// <returns><c>false</c> when flash refused it.</returns>
        public bool TryWrite(long value)
        {
            byte[] content = new byte[Length];
            LittleEndian.Put(content, 0, Length, value);
            return _record.TryWrite(content);
        }
    }
}
