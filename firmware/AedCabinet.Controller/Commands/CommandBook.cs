using System;
using System.Text;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The numbers of the commands accepted last and what each came to, on flash before a command runs (SPEC §14): none runs twice, and
    /// one that is sent again is answered as before. The link's thread only.
    /// </summary>
    public sealed class CommandBook
    {
        /// <summary>The name on flash.</summary>
        public const string FileName = "command";

        /// <summary>How far ahead of the clock a counter and an expiry may be, in milliseconds (SPEC §14): 24 h.</summary>
        public const int MaxAheadMs = 86400000;

        /// <summary>How many commands are known: what a registry may have under way with one cabinet, and some.</summary>
        public const int Capacity = 4;

        // Counter (8 bytes), CRC-32 of the id (4), what it came to (1); the latest first.
        private const int EntryLength = 13;
        private const int CounterLength = 8;
        private const int CrcLength = 4;
        private const int CodeAt = 12;
        private const string Codes = "unknown, done, accepted, failed";
        private const int CodeMask = 3;

        // Accepted while no clock could say that the counter is not far ahead; counts unless the clock says so later.
        private const int Unclocked = 4;

        // No command's: where a cabinet began that had lost its counter.
        private const int Beginning = 8;

        private readonly TwoSlotRecord _record;
        private byte[] _entries = new byte[0];

        /// <summary>Initializes a new instance of the <see cref="CommandBook"/> class and reads what is on flash.</summary>
        /// <param name="flash">The flash; this class alone writes the file.</param>
        public CommandBook(IStorage flash)
        {
            _record = new TwoSlotRecord(flash, FileName);
            if (_record.TryRead(out byte[] content) && content.Length >= CounterLength)
            {
                // Whatever its form, it begins with the counter of the latest.
                bool isOfThisForm = content.Length % EntryLength == 0 && content.Length <= Capacity * EntryLength;
                _entries = new byte[isOfThisForm ? content.Length : EntryLength];
                Array.Copy(content, 0, _entries, 0, isOfThisForm ? content.Length : CounterLength);
            }
        }

        /// <summary>
        /// The counter that a command must be above. A cabinet that has lost it begins at its clock's now, so that what was signed
        /// before is refused; call it often, for now is when the clock is first known.
        /// </summary>
        /// <param name="unixMs">The clock in milliseconds since 1970-01-01 UTC, negative when it is not known.</param>
        /// <returns>The greatest counter accepted; 0 for none.</returns>
        public long LastCounter(long unixMs)
        {
            long last = 0;
            bool isKnown = unixMs < 0;
            for (int at = 0; at < _entries.Length; at += EntryLength)
            {
                long counter = LittleEndian.Get(_entries, at, CounterLength);
                int flags = _entries[at + CodeAt] & (Unclocked | Beginning);

                // What no clock has judged must not lock everybody out for ever, nor a beginning by a clock that was ahead.
                if (flags == 0 || unixMs < 0 || counter <= unixMs + (flags == Beginning ? 0 : MaxAheadMs))
                {
                    last = counter > last ? counter : last;
                    isKnown = isKnown || flags != Unclocked;
                }
            }

            if (!isKnown)
            {
                last = unixMs > last ? unixMs : last;
                TryPut(last, 0, Beginning);
            }

            return last;
        }

        /// <summary>Notes that a command is about to be carried out.</summary>
        /// <param name="counter">Its counter, above <see cref="LastCounter"/>.</param>
        /// <param name="id">Its id.</param>
        /// <param name="isClockKnown">Whether a clock has judged the counter.</param>
        /// <returns><c>false</c> when flash refused: then nothing may be carried out.</returns>
        public bool TryAccept(long counter, byte[] id, bool isClockKnown) =>
            TryPut(counter, Crc32.Of(id, 0, id.Length), isClockKnown ? 0 : Unclocked);

        /// <summary>Notes what a command came to. That flash refuses it costs only the answer to the same command after a restart.</summary>
        /// <param name="id">The command's id.</param>
        /// <param name="code">The reply's code; the latest counts.</param>
        public void Note(string id, string code)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(id);
            long crc = Crc32.Of(utf8, 0, utf8.Length);
            for (int at = 0; at < _entries.Length; at += EntryLength)
            {
                if (LittleEndian.Get(_entries, at + CounterLength, CrcLength) == crc)
                {
                    _entries[at + CodeAt] = (byte)((_entries[at + CodeAt] & ~CodeMask) | Words.IndexOf(Codes, code));
                    _record.TryWrite(_entries);
                    return;
                }
            }
        }

        /// <summary>What a command came to that was accepted before.</summary>
        /// <param name="counter">Its counter.</param>
        /// <param name="id">Its id.</param>
        /// <returns>The reply's code; <c>null</c> when it was not accepted, or too long ago, or the power went away in the middle of it.</returns>
        public string CodeOf(long counter, byte[] id)
        {
            long crc = Crc32.Of(id, 0, id.Length);
            for (int at = 0; at < _entries.Length; at += EntryLength)
            {
                int code = _entries[at + CodeAt] & CodeMask;
                if (code > 0 && LittleEndian.Get(_entries, at, CounterLength) == counter && LittleEndian.Get(_entries, at + CounterLength, CrcLength) == crc)
                {
                    return Words.At(Codes, code);
                }
            }

            return null;
        }

        // Only what flash has taken counts, but for a beginning: that is in force until the next restart in any case.
        private bool TryPut(long counter, long crc, int flags)
        {
            int kept = _entries.Length < Capacity * EntryLength ? _entries.Length : (Capacity - 1) * EntryLength;
            byte[] entries = new byte[EntryLength + kept];
            LittleEndian.Put(entries, 0, CounterLength, counter);
            LittleEndian.Put(entries, CounterLength, CrcLength, crc);
            entries[CodeAt] = (byte)flags;
            Array.Copy(_entries, 0, entries, EntryLength, kept);
            if (!_record.TryWrite(entries) && flags != Beginning)
            {
                return false;
            }

            _entries = entries;
            return true;
        }
    }
}
