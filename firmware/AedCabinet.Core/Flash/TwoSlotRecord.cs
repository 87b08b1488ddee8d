using System;
using AedCabinet.Formats;
using AedCabinet.Platform;

namespace AedCabinet.Flash
{
    /// <summary>
    /// A few bytes that survive a power cut at any moment: kept in two files written in turn, each with a generation and a
    /// CRC. A cut in the middle of a write can only spoil the slot that was being written, and the other still holds the bytes
    /// before. Not thread-safe: one thread owns a record.
    /// </summary>
    /// <remarks>
    /// The bytes carry a version, which says when their form last changed. A form grows at its end only: a reader takes what it
    /// knows of a longer one, and of a shorter one what is there. Version 0 stood there before there were versions.
    /// </remarks>
    public sealed class TwoSlotRecord
    {
        /// <summary>The version of every form that this firmware writes.</summary>
        public const int Version = 1;

        // Generation (3 bytes), version (1 byte), the bytes themselves, CRC-32 over all of it (4 bytes).
        private const int GenerationLength = 3;
        private const int HeadLength = 4;
        private const int CrcLength = 4;

        // Instead of a generation, which begins at 1; 0 stands for a slot that is not there.
        private const long Failed = -2;
        private const long NotWhole = -1;

        // A read that was wrong once may be right when repeated at once; otherwise it is repeated later.
        private const int MaxReads = 3;

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

        /// <summary>
        /// Gets a value indicating whether a slot could not be read, or not rightly, when it was looked at: what was written last may be
        /// other than what was read, and may be read later.
        /// </summary>
        public bool IsDoubtful { get; private set; }

        /// <summary>Reads what was written last.</summary>
        /// <param name="content">The bytes, or <c>null</c>.</param>
        /// <returns><c>false</c> when no slot is whole; nothing was ever written unless <see cref="IsDoubtful"/>.</returns>
        public bool TryRead(out byte[] content)
        {
            long first = ReadSlot(0, out byte[] firstContent);
            long second = ReadSlot(1, out byte[] secondContent);
            _isKnown = true;

            // One that is not whole beside one that is not there is what a cut leaves of the very first write.
            IsDoubtful = (first < 0 || second < 0) && first + second != NotWhole;
            _generation = first > second ? first : second;
            _generation = _generation < 0 ? 0 : _generation;
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

            // A slot that could not be read may be of any generation: none is left that could be taken for the newer one.
            return IsDoubtful ? TryWriteTwice(content) : TryWriteNext(content);
        }

        /// <summary>Writes the bytes into both slots: whichever is spoilt later, these bytes are read, not those before.</summary>
        /// <param name="content">The bytes.</param>
        /// <returns><c>false</c> when flash refused one of the two; what is read later is then either these bytes or those
        /// before.</returns>
        public bool TryWriteTwice(byte[] content)
        {
            if (!_isKnown)
            {
                TryRead(out byte[] _);
            }

            if (!TryWriteNext(content) || !TryWriteNext(content))
            {
                return false;
            }

            IsDoubtful = false;
            return true;
        }

        private bool TryWriteNext(byte[] content)
        {
            byte[] slot = new byte[HeadLength + content.Length + CrcLength];
            LittleEndian.Put(slot, 0, GenerationLength, _generation + 1);
            slot[GenerationLength] = Version;
            Array.Copy(content, 0, slot, HeadLength, content.Length);
            int crcStart = HeadLength + content.Length;
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

        private long ReadSlot(int slot, out byte[] content)
        {
            content = null;
            long problem = 0;
            for (int i = 0; i < MaxReads; i++)
            {
                FlashAnswer answer = _storage.Read(SlotName(slot), out byte[] stored);
                if (answer == FlashAnswer.Missing)
                {
                    return 0;
                }

                problem = answer == FlashAnswer.Failed ? Failed : NotWhole;
                int crcStart = answer == FlashAnswer.Failed ? 0 : stored.Length - CrcLength;
                if (crcStart >= HeadLength && LittleEndian.Get(stored, crcStart, CrcLength) == Crc32.Of(stored, 0, crcStart))
                {
                    content = new byte[crcStart - HeadLength];
                    Array.Copy(stored, HeadLength, content, 0, content.Length);
                    return LittleEndian.Get(stored, 0, GenerationLength);
                }
            }

            return problem;
        }

        private string SlotName(int slot) => _name + "." + slot.ToString();
    }
}
