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
        private const byte Unread = 4;

        private readonly TwoSlotRecord _record;
        private byte _state;
        private long _fileCrc;

        /// <summary>Initializes a new instance of the <see cref="RemoteSettings"/> class and reads what is on flash.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="file">The bytes of <c>cabinet.json</c>: settings made for another file don't count.</param>
        public RemoteSettings(IStorage storage, byte[] file)
        {
            _record = new TwoSlotRecord(storage, FileName);
            _fileCrc = Crc32.Of(file, 0, file.Length);
            if (_record.TryRead(out byte[] content) && content.Length >= HeadLength && LittleEndian.Get(content, 1, 4) == _fileCrc)
            {
                string[] parts = PartsOf(content);
                _state = parts == null ? NothingYet : content[0];
                CommandId = parts == null ? string.Empty : parts[0];
            }
            else if (content == null && _record.IsDoubtful)
            {
                // What could not be read is not overwritten as if it were nothing.
                _state = Unread;
            }
        }

        /// <summary>Reads the settings in force from flash; they are kept nowhere else.</summary>
        /// <returns>JSON; empty for none, also when flash can't be read.</returns>
        public string ReadOverlay() => Part(IsReverted ? PreviousPart : CurrentPart) ?? string.Empty;

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

        /// <summary>That settings were taken back has been told.</summary>
        /// <returns><c>false</c> when flash refused to note it.</returns>
        public bool TryNoteTold() => TryWrite(Confirmed, Part(PreviousPart), string.Empty, string.Empty);

        // null when flash can't be read; empty for nothing.
        private string Part(int part)
        {
            if (_state == NothingYet)
            {
                return string.Empty;
            }

            string[] parts = _record.TryRead(out byte[] content) && content.Length >= HeadLength ? PartsOf(content) : null;
            return parts == null ? null : parts[part];
        }

        private static string[] PartsOf(byte[] content)
        {
            string[] parts = new string(Encoding.UTF8.GetChars(content, HeadLength, content.Length - HeadLength)).Split('\n');
            return parts.Length >= 3 ? parts : null;
        }

        private bool TryWrite(byte state, string current, string previous, string commandId)
        {
            if (current == null || previous == null)
            {
                // What is to be kept can't be read just now.
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

            _state = state;
            CommandId = commandId;
            return true;
        }
    }
}
