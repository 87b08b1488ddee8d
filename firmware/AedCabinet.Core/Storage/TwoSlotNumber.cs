namespace AedCabinet
{
    /// <summary>
    /// One number that survives a power cut at any moment: kept in two files written in turn, each with a CRC. A cut in the
    /// middle of a write can only spoil the slot that was being written, and the other still holds the number before.
    /// </summary>
    public sealed class TwoSlotNumber
    {
        private const int RecordLength = 8;

        private readonly IStorage _storage;
        private readonly string _name;

        /// <summary>Initializes a new instance of the <see cref="TwoSlotNumber"/> class.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="name">The files' name, to which <c>.0</c> and <c>.1</c> are added.</param>
        public TwoSlotNumber(IStorage storage, string name)
        {
            _storage = storage;
            _name = name;
        }

        /// <summary>The number stored last: the greater of the two slots, so the number may only ever grow.</summary>
        /// <returns>The number, or 0 when no slot is whole.</returns>
        public int Read()
        {
            int first = ReadSlot(0);
            int second = ReadSlot(1);
            return first > second ? first : second;
        }

        /// <summary>Stores a number.</summary>
        /// <param name="value">The number, greater than every one before it.</param>
        /// <returns><c>false</c> when flash refused it.</returns>
        public bool TryWrite(int value)
        {
            byte[] record = new byte[RecordLength];
            PutUInt32(record, 0, (uint)value);
            PutUInt32(record, 4, Crc32.Of(record, 0, 4));

            // The slot with the smaller number is the one that may be lost.
            return _storage.TryWrite(SlotName(ReadSlot(0) > ReadSlot(1) ? 1 : 0), record);
        }

        private int ReadSlot(int slot)
        {
            if (!_storage.TryRead(SlotName(slot), out byte[] record) || record.Length != RecordLength)
            {
                return 0;
            }

            return GetUInt32(record, 4) == Crc32.Of(record, 0, 4) ? (int)GetUInt32(record, 0) : 0;
        }

        private string SlotName(int slot) => _name + "." + slot.ToString();

        private static void PutUInt32(byte[] record, int start, uint value)
        {
            for (int i = 0; i < 4; i++)
            {
                record[start + i] = (byte)(value >> (8 * i));
            }
        }

        private static uint GetUInt32(byte[] record, int start)
        {
            uint value = 0;
            for (int i = 3; i >= 0; i--)
            {
                value = (value << 8) | record[start + i];
            }

            return value;
        }
    }
}
