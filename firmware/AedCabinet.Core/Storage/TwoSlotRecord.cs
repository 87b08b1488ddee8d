using System;

namespace AedCabinet
{
    /// <summary>
    /// A few bytes that survive a power cut at any moment: kept in two files written in turn, each with a generation and a
    /// CRC. A cut in the middle of a write can only spoil the slot that was being written, and the other still holds the bytes
    /// before. Not thread-safe: one thread owns a record.
    /// </summary>
    public sealed class TwoSlotRecord
    {
        // Generation (4 bytes), the bytes themselves, CRC-32 over both (4 bytes).
        private const int GenerationLength = 4;
        private const int CrcLength = 4;

        private readonly IStorage _storage;
        private readonly string _name;
        private bool _isKnown;
        private long _generation;
        private int _nextSlot;

        /// <summary>Initializes a new instance of the <see cref="TwoSlotRecord"/> class.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="name">The files' name, to which <c>.0</c> and <c>.1</c> are added.</param>
        public TwoSlotRecord(IStorage storage, string name)
        {
            _storage = storage;
            _name = name;
        }

        /// <summary>Reads what was written last.</summary>
        /// <param name="content">The bytes, or <c>null</c>.</param>
        /// <returns><c>false</c> when no slot is whole.</returns>
        public bool TryRead(out byte[] content)
        {
            long first = ReadSlot(0, out byte[] firstContent);
            long second = ReadSlot(1, out byte[] secondContent);
            _isKnown = true;
            _generation = first > second ? first : second;
            _nextSlot = first > second ? 1 : 0;
            content = first > second ? firstContent : secondContent;
            return content != null;
        }

        /// <summary>Writes the bytes in place of those before.</summary>
        /// <param name="content">The bytes.</param>
        /// <returns><c>false</c> when flash refused them; what is read later is then either these bytes or those before.</returns>
        public bool TryWrite(byte[] content)
        {
            if (!_isKnown)
            {
                TryRead(out byte[] _);
            }

            byte[] slot = new byte[GenerationLength + content.Length + CrcLength];
            LittleEndian.Put(slot, 0, GenerationLength, _generation + 1);
            Array.Copy(content, 0, slot, GenerationLength, content.Length);
            int crcStart = GenerationLength + content.Length;
            LittleEndian.Put(slot, crcStart, CrcLength, Crc32.Of(slot, 0, crcStart));

            // The slot with the lower generation is the one that may be lost; after a failure it is written again.
            if (!_storage.TryWrite(SlotName(_nextSlot), slot))
            {
                return false;
            }

            _generation++;
            _nextSlot = 1 - _nextSlot;
            return true;
        }

        // Generations begin at 1; 0 stands for a slot that is not whole.
        private long ReadSlot(int slot, out byte[] content)
        {
            content = null;
            if (!_storage.TryRead(SlotName(slot), out byte[] stored) || stored.Length < GenerationLength + CrcLength)
            {
                return 0;
            }

            int crcStart = stored.Length - CrcLength;
            if (LittleEndian.Get(stored, crcStart, CrcLength) != Crc32.Of(stored, 0, crcStart))
            {
                return 0;
            }

            content = new byte[crcStart - GenerationLength];
            Array.Copy(stored, GenerationLength, content, 0, content.Length);
            return LittleEndian.Get(stored, 0, GenerationLength);
        }

        private string SlotName(int slot) => _name + "." + slot.ToString();
    }
}
