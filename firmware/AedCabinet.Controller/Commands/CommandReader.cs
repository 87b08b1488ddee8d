using AedCabinet.Formats;

namespace AedCabinet.Controller
{
    /// <summary>
    /// Reads a command's envelope exactly: the signature is over the values as sent, and the platform's parser turns text
    /// that looks like a time into one. Values stay UTF-8 bytes. Never throws.
    /// </summary>
    public sealed class CommandReader
    {
        /// <summary>The most bytes of a command (contract v1).</summary>
        public const int MaxBytes = 2048;

        private const int CounterPlace = 5;
        private const long MaxCounter = 9007199254740991;
        private const string MemberNames = "id, name, args, expires, mac, counter";

        private readonly byte[][] _values = new byte[5][];
        private readonly JsonInput _input = new JsonInput();
        private readonly JsonString _string = new JsonString();
        private readonly JsonSkip _skip;
        private int _place;

        /// <summary>Initializes a new instance of the <see cref="CommandReader"/> class.</summary>
        public CommandReader()
        {
            _skip = new JsonSkip(_input, _string);
        }

        /// <summary>The command's number, 1 to 2^53 - 1.</summary>
        public long Counter { get; private set; }

        /// <summary>The sender's id for it.</summary>
        public byte[] Id => _values[0];

        /// <summary>Its name.</summary>
        public byte[] Name => _values[1];

        /// <summary>Its arguments, JSON text.</summary>
        public byte[] Args => _values[2];

        /// <summary>The time it expires, as text.</summary>
        public byte[] Expires => _values[3];

        /// <summary>Its signature, 64 lower-case hexadecimal digits.</summary>
        public byte[] Mac => _values[4];

        /// <summary>Reads a command.</summary>
        /// <param name="text">The message, at most <see cref="MaxBytes"/>.</param>
        /// <returns>What is malformed in it, or <c>null</c>.</returns>
        public string WhyMalformed(byte[] text)
        {
            Forget();
            _input.Begin(text);
            _string.Begin(text.Length);
            bool isRead = ReadEnvelope() && _input.SkipSpace() < 0;
            string problem = isRead ? WhyIncomplete()
                : _place < 0 ? "no JSON object from byte " + _input.At.ToString() + " on"
                : _place == CounterPlace ? "counter: must be a whole number, 1 to 9007199254740991, and there once"
                : Words.At(MemberNames, _place) + ": must be text, and there once";
            _input.End();
            _string.End();
            return problem;
        }

        /// <summary>Releases the command read last: its arguments may take a fiftieth of the device's heap.</summary>
        public void Forget()
        {
            for (int i = 0; i < _values.Length; i++)
            {
                _values[i] = null;
            }

            Counter = 0;
            _place = -1;
        }

        private string WhyIncomplete()
        {
            for (int i = 0; i < _values.Length; i++)
            {
                if (_values[i] == null)
                {
                    return Words.At(MemberNames, i) + ": is missing";
                }
            }

            return Counter == 0 ? "counter: is missing"
                : Id.Length < 1 || Id.Length > 64 || !IsOf(Id, true) ? "id: must be 1 to 64 letters, digits, '.', '_' and '-'"
                : Name.Length < 1 || Name.Length > 64 ? "name: must be 1 to 64 bytes"
                : Args.Length < 2 || Args[0] != '{' || Args[Args.Length - 1] != '}' ? "args: must be a JSON object as text, {} for nothing"
                : Mac.Length != 64 || !IsOf(Mac, false) ? "mac: must be 64 hexadecimal digits in lower case"
                : null;
        }

        private static bool IsOf(byte[] value, bool isId)
        {
            for (int i = 0; i < value.Length; i++)
            {
                byte b = value[i];
                bool isAllowed = (b >= '0' && b <= '9') || (b >= 'a' && b <= (isId ? 'z' : 'f'))
                    || (isId && ((b >= 'A' && b <= 'Z') || b == '.' || b == '_' || b == '-'));
                if (!isAllowed)
                {
                    return false;
                }
            }

            return true;
        }

        private bool ReadEnvelope()
        {
            if (!_input.Take('{'))
            {
                return false;
            }

            if (_input.Take('}'))
            {
                return true;
            }

            do
            {
                _input.SkipSpace();
                if (!_string.TryRead(_input) || !_input.Take(':') || !ReadMember())
                {
                    return false;
                }
            }
            while (_input.Take(','));
            return _input.Take('}');
        }

        // The place stays at the member that could not be read.
        private bool ReadMember()
        {
            _place = Words.IndexOf(MemberNames, _string.ToWord());
            if (_place < 0)
            {
                return _skip.TrySkip(1);
            }

            _input.SkipSpace();
            bool isRead = _place == CounterPlace ? Counter == 0 && ReadCounter() : _values[_place] == null && _string.TryRead(_input);
            if (isRead && _place != CounterPlace)
            {
                _values[_place] = _string.ToBytes();
            }

            _place = isRead ? -1 : _place;
            return isRead;
        }

        private bool ReadCounter()
        {
            if (_input.SkipSpace() == '0')
            {
                return false;
            }

            while (_input.Here >= '0' && _input.Here <= '9')
            {
                Counter = (Counter * 10) + (_input.Next() - '0');
                if (Counter > MaxCounter)
                {
                    return false;
                }
            }

            int next = _input.SkipSpace();
            return Counter > 0 && (next == ',' || next == '}');
        }
    }
}
