using System.Text;
using AedCabinet.Flash;
using AedCabinet.Formats;
using AedCabinet.Platform;

namespace AedCabinet.Parsing
{
    /// <summary>
    /// The settings changed from afar, kept apart from <c>cabinet.json</c>, which is never rewritten: what is on trial, what
    /// was confirmed before it, and for which file they were made. One record in two slots, so each step is whole or not at all.
    /// </summary>
    public sealed class RemoteSettings
    {
        /// <summary>The name of its slots on flash.</summary>
        public const string FileName = "settings";

        /// <summary>The most characters all remote settings together may have as JSON: what one command can bring, and some.</summary>
        public const int MaxLength = 4096;

        private const int HeadLength = 5;
        private const int CurrentPart = 1;
        private const int PreviousPart = 2;
        private const byte NothingYet = 0;
        private const byte Confirmed = 1;
        private const byte OnTrial = 2;
        private const byte Reverted = 3;

        // Every 5 s: what is spoilt still after ten minutes is given up.
        private const int MaxReads = 120;

        private readonly TwoSlotRecord _record;
        private byte _state;
        private long _fileCrc;
        private int _readsLeft;

        /// <summary>Initializes a new instance of the <see cref="RemoteSettings"/> class and reads what is on flash.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="file">The bytes of <c>cabinet.json</c>, none when it can't be read: settings made for another file don't
        /// count.</param>
        /// <param name="isDoubtful">Whether the file, or the settings that this boot runs with, could not be read.</param>
        public RemoteSettings(IStorage storage, byte[] file, bool isDoubtful = false)
        {
            _record = new TwoSlotRecord(storage, FileName);
            _fileCrc = Crc32.Of(file, 0, file.Length);
            Read();
            _readsLeft = isDoubtful || _record.IsDoubtful ? MaxReads : 0;
        }

        /// <summary>Gets a value indicating whether what is on flash may be other than what was read: nothing is written over it.</summary>
        public bool IsDoubtful => _readsLeft > 0;

        /// <summary>Reads the settings in force from flash; they are kept nowhere else.</summary>
        /// <returns>JSON; empty for none; <c>null</c> when flash can't be read.</returns>
        public string ReadOverlay() => Part(IsReverted ? PreviousPart : CurrentPart);

        /// <summary>Reads once more what is doubtful.</summary>
        /// <returns><c>true</c> when it can be read now, which may be other than what this boot runs with.</returns>
        public bool TryReadAgain()
        {
            byte[] content = Read();
            if (_record.IsDoubtful && --_readsLeft == 0)
            {
                // A power cut leaves one slot like that; whose file can't be read has no settings to write.
                _readsLeft = _fileCrc == 0 || (content != null && !_record.TryWriteTwice(content)) ? 1 : 0;
                return false;
            }

            _readsLeft = _record.IsDoubtful ? _readsLeft : 0;
            return _readsLeft == 0;
        }

        /// <summary>Gets the id of the command that brought the latest settings.</summary>
        public string CommandId { get; private set; } = string.Empty;

        /// <summary>Gets a value indicating whether the settings in force have not proved themselves yet.</summary>
        public bool IsOnTrial => _state == OnTrial;

        /// <summary>Gets a value indicating whether settings were taken back and nobody has been told yet.</summary>
        public bool IsReverted => _state == Reverted;

        /// <summary>Puts new settings on trial; those in force are kept.</summary>
        /// <param name="overlay">The new settings, as JSON.</param>
        /// <param name="commandId">The command that brought them.</param>
        /// <returns><c>false</c> when flash refused them: then nothing has changed.</returns>
        public bool TryBeginTrial(string overlay, string commandId)
        {
            // A trial on top of a trial falls back to what was confirmed last.
            string fallback = Part(IsOnTrial || IsReverted ? PreviousPart : CurrentPart);
            return TryWrite(OnTrial, overlay, fallback, commandId);
        }

        /// <summary>The settings on trial have proved themselves.</summary>
        /// <returns><c>false</c> when flash refused to note it.</returns>
        public bool TryConfirm() => TryWrite(Confirmed, Part(CurrentPart), string.Empty, CommandId);

        /// <summary>The settings on trial are taken back.</summary>
        /// <returns><c>false</c> when flash refused to note it.</returns>
        public bool TryRevert() => TryWrite(Reverted, string.Empty, Part(PreviousPart), CommandId);

        /// <summary>The reverting of settings has been told.</summary>
        /// <returns><c>false</c> when flash refused to note it.</returns>
        public bool TryNoteTold() => TryWrite(Confirmed, Part(PreviousPart), string.Empty, string.Empty);

        // null when flash can't be read; empty for nothing.
        private string Part(int part)
        {
            if (_state == NothingYet)
            {
                return string.Empty;
            }

            // The slot before, read for a moment instead of the latest, is of another command.
            string[] parts = _record.TryRead(out byte[] content) ? PartsOf(content) : null;
            return parts == null || parts[0] != CommandId ? null : parts[part];
        }

        private byte[] Read()
        {
            string[] parts = _record.TryRead(out byte[] content) ? PartsOf(content) : null;
            _state = parts == null ? NothingYet : content[0];
            CommandId = parts == null ? string.Empty : parts[0];
            return content;
        }

        private string[] PartsOf(byte[] content)
        {
            if (content.Length < HeadLength || LittleEndian.Get(content, 1, 4) != _fileCrc)
            {
                return null;
            }

            string[] parts = new string(Encoding.UTF8.GetChars(content, HeadLength, content.Length - HeadLength)).Split('\n');
            return parts.Length >= 3 ? parts : null;
        }

        private bool TryWrite(byte state, string current, string previous, string commandId)
        {
            if (IsDoubtful || current == null || previous == null)
            {
                // The settings to be kept can't be read just now.
                return false;
            }

            // JSON as written here has no line feed in it.
            byte[] text = Encoding.UTF8.GetBytes(commandId + "\n" + current + "\n" + previous);
            byte[] content = new byte[HeadLength + text.Length];
            content[0] = state;
            LittleEndian.Put(content, 1, 4, _fileCrc);
            text.CopyTo(content, HeadLength);
            if (!_record.TryWrite(content))
            {
                return false;
            }

            // In the other slot too: one that is misread alone beside one that was never written looks like nothing at all.
            _record.TryWrite(content);
            _state = state;
            CommandId = commandId;
            return true;
        }
    }
}
