using System;
using System.Text;
using AedCabinet.Flash;
using AedCabinet.Formats;
using AedCabinet.Platform;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The numbers of the commands accepted last and what each came to, on flash before a command runs (SPEC §14): none runs twice, and
    /// one that is sent again is answered as before, with its reason. The link's thread only.
    /// </summary>
    public sealed class CommandBook
    {
        /// <summary>The name on flash.</summary>
        public const string FileName = "command";

        /// <summary>How far ahead of the clock a counter and an expiry may be, in milliseconds (SPEC §14): 24 h.</summary>
        public const int MaxAheadMs = 86400000;

        /// <summary>How many commands are known: what a registry may have under way with one cabinet, and some.</summary>
        public const int Capacity = 4;

        // Counter (8 bytes), CRC-32 of the id (4), what it came to (1); the latest first. Behind all of them, in their order, the reasons
        // of those that have one: the length in bytes (2), UTF-8. A firmware that knows no reasons takes the first counter.
        private const int EntryLength = 13;
        private const int EntriesLength = Capacity * EntryLength;
        private const int ReasonHead = 2;
        private const int CounterLength = 8;
        private const int CrcLength = 4;
        private const int CodeAt = 12;
        private const string Codes = "unknown, done, accepted, failed";
        private const int CodeMask = 3;

        // Accepted without a clock to check that the counter is not far ahead; counts unless a clock says so later.
        private const int Unclocked = 4;

        // Belongs to no command: the counter at which a cabinet began anew after losing its own.
        private const int Beginning = 8;

        private const int HasReason = 16;

        // A place without a command.
        private const int None = 32;

        // An unreadable file is read again at every fiftieth call (about 5 s) and taken as lost after ten minutes.
        private const int CallsARead = 50;
        private const int MaxUnread = 6000;

        private readonly TwoSlotRecord _record;
        private byte[] _entries = new byte[EntriesLength];

        // Calls since flash could not be read; 0 once the content is known.
        private int _unread;

        /// <summary>Initializes a new instance of the <see cref="CommandBook"/> class and reads what is on flash.</summary>
        /// <param name="flash">The flash; this class alone writes the file.</param>
        public CommandBook(IStorage flash)
        {
            _record = new TwoSlotRecord(flash, FileName);
            Read();
        }

        /// <summary>
        /// The counter that a command must be above. A cabinet that has lost it begins at its clock's now, so that what was signed
        /// before is refused; call it often, for now is when the clock is first known.
        /// </summary>
        /// <param name="unixMs">The clock in milliseconds since 1970-01-01 UTC, negative when it is not known.</param>
        /// <returns>The greatest counter accepted; 0 for none.</returns>
        public long LastCounter(long unixMs)
        {
            if (_unread > 0 && ++_unread % CallsARead == 0)
            {
                Read();
                _unread = _unread > MaxUnread ? 0 : _unread;
            }

            long last = 0;
            bool isKnown = unixMs < 0 || _unread > 0;
            for (int at = 0; at < EntriesLength; at += EntryLength)
            {
                long counter = LittleEndian.Get(_entries, at, CounterLength);
                int flags = _entries[at + CodeAt] & (Unclocked | Beginning | None);

                // A counter that no clock has checked must not lock everybody out for ever, nor one that began by a clock that ran ahead.
                if (flags != None && (flags == 0 || unixMs < 0 || counter <= unixMs + (flags == Beginning ? 0 : MaxAheadMs)))
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
        /// <returns><c>false</c> when flash refused, or can't tell what was accepted before: then nothing may be carried out.</returns>
        public bool TryAccept(long counter, byte[] id, bool isClockKnown) =>
            _unread == 0 && TryPut(counter, Crc32.Of(id, 0, id.Length), isClockKnown ? 0 : Unclocked);

        /// <summary>
        /// Notes the outcome of a command. If flash refuses it, only the answer to the same command after a restart is lost.
        /// </summary>
        /// <param name="id">The command's id.</param>
        /// <param name="code">The reply's code; the latest counts.</param>
        /// <param name="reason">The reply's reason, or <c>null</c>.</param>
        public void Note(string id, string code, string reason)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(id);
            long crc = Crc32.Of(utf8, 0, utf8.Length);
            for (int at = 0; at < EntriesLength; at += EntryLength)
            {
                if (LittleEndian.Get(_entries, at + CounterLength, CrcLength) == crc)
                {
                    int start = ReasonAt(at);
                    int end = ReasonAt(at + EntryLength);
                    byte[] text = Encoding.UTF8.GetBytes(reason ?? string.Empty);
                    int length = reason == null ? 0 : ReasonHead + text.Length;
                    byte[] entries = new byte[_entries.Length - (end - start) + length];
                    Array.Copy(_entries, 0, entries, 0, start);
                    Array.Copy(_entries, end, entries, start + length, _entries.Length - end);
                    int flags = (entries[at + CodeAt] & ~(CodeMask | HasReason)) | Words.IndexOf(Codes, code);
                    if (length > 0)
                    {
                        flags |= HasReason;
                        LittleEndian.Put(entries, start, ReasonHead, text.Length);
                        text.CopyTo(entries, start + ReasonHead);
                    }

                    entries[at + CodeAt] = (byte)flags;
                    _entries = entries;
                    _record.TryWrite(entries);
                    return;
                }
            }
        }

        /// <summary>What a command came to that was accepted before.</summary>
        /// <param name="counter">Its counter.</param>
        /// <param name="id">Its id.</param>
        /// <param name="reason">The reply's reason, or <c>null</c>.</param>
        /// <returns>The reply's code; <c>null</c> when it was not accepted, or too long ago, or the power went away in the middle of
        /// it.</returns>
        public string CodeOf(long counter, byte[] id, out string reason)
        {
            reason = null;
            long crc = Crc32.Of(id, 0, id.Length);
            for (int at = 0; at < EntriesLength; at += EntryLength)
            {
                int code = _entries[at + CodeAt] & CodeMask;
                if (code > 0 && LittleEndian.Get(_entries, at, CounterLength) == counter
                    && LittleEndian.Get(_entries, at + CounterLength, CrcLength) == crc)
                {
                    int start = ReasonAt(at) + ReasonHead;
                    int length = ReasonAt(at + EntryLength) - start;
                    reason = length < 0 ? null : new string(Encoding.UTF8.GetChars(_entries, start, length));
                    return Words.At(Codes, code);
                }
            }

            return null;
        }

        private void Read()
        {
            int length = 0;
            if (_record.TryRead(out byte[] content) && content.Length >= CounterLength)
            {
                // Every form begins with the latest counter.
                length = content.Length % EntryLength == 0 || content.Length > EntriesLength ? content.Length : CounterLength;
                _entries = new byte[length < EntriesLength ? EntriesLength : length];
                Array.Copy(content, 0, _entries, 0, length);
            }

            for (int at = 0; at < EntriesLength; at += EntryLength)
            {
                _entries[at + CodeAt] |= (byte)(at < length ? 0 : None);
            }

            // A counter that can't be read is not a lost one.
            _unread = length > 0 || !_record.IsDoubtful ? 0 : _unread + 1;
        }

        // Where the reason of an entry stands, or would stand.
        private int ReasonAt(int entryAt)
        {
            int at = EntriesLength;
            for (int i = CodeAt; i < entryAt; i += EntryLength)
            {
                at += (_entries[i] & HasReason) == 0 ? 0 : ReasonHead + (int)LittleEndian.Get(_entries, at, ReasonHead);
            }

            return at;
        }

        // Only a counter on flash counts, except a beginning: that one holds until the next restart in any case.
        private bool TryPut(long counter, long crc, int flags)
        {
            // The oldest entry is dropped with its reason, which is the last one.
            byte[] entries = new byte[ReasonAt(EntriesLength - EntryLength)];
            LittleEndian.Put(entries, 0, CounterLength, counter);
            LittleEndian.Put(entries, CounterLength, CrcLength, crc);
            entries[CodeAt] = (byte)flags;
            Array.Copy(_entries, 0, entries, EntryLength, EntriesLength - EntryLength);
            Array.Copy(_entries, EntriesLength, entries, EntriesLength, entries.Length - EntriesLength);
            if (!_record.TryWrite(entries) && flags != Beginning)
            {
                return false;
            }

            _entries = entries;
            return true;
        }
    }
}
