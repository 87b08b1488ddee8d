namespace AedCabinet
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
        /// <returns><c>false</c> when it is malformed.</returns>
        public bool TryRead(byte[] text)
        {
            Forget();
            if (text.Length > MaxBytes)
            {
                return false;
            }

            _input.Begin(text);
            _string.Begin(text.Length);
            bool isRead = ReadEnvelope() && _input.SkipSpace() < 0 && IsComplete();
            _input.End();
            _string.End();
            return isRead;
        }

        /// <summary>Lets what was read go: a command's arguments may be a fiftieth of the device's heap.</summary>
        public void Forget()
        {
            for (int i = 0; i < _values.Length; i++)
            {
                _values[i] = null;
            }

            Counter = 0;
        }

        private bool IsComplete()
        {
            return Id != null && Name != null && Args != null && Expires != null && Mac != null && Counter > 0
                && Id.Length >= 1 && Id.Length <= 64 && IsOf(Id, true) && Name.Length >= 1 && Name.Length <= 64
                && Args.Length >= 2 && Args[0] == '{' && Args[Args.Length - 1] == '}' && Mac.Length == 64 && IsOf(Mac, false);
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

        private bool ReadMember()
        {
            int place = Words.IndexOf(MemberNames, _string.ToWord());
            if (place < 0)
            {
                return _skip.TrySkip(1);
            }

            if (place == CounterPlace)
            {
                return Counter == 0 && ReadCounter();
            }

            _input.SkipSpace();
            if (_values[place] != null || !_string.TryRead(_input))
            {
                return false;
            }

            _values[place] = _string.ToBytes();
            return true;
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

            return Counter > 0;
        }
    }
}
