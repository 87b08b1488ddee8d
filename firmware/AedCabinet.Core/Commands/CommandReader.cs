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
        private static readonly string[] Members = { "id", "name", "args", "expires", "mac", "counter" };

        private readonly byte[][] _values = new byte[5][];

        // Made for the first command: most cabinets never get one, and it is a fortieth of the device's heap.
        private byte[] _buffer;
        private byte[] _text;
        private int _at;
        private int _length;

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
            for (int i = 0; i < _values.Length; i++)
            {
                _values[i] = null;
            }

            Counter = 0;
            _buffer = _buffer ?? new byte[MaxBytes];
            _text = text;
            _at = 0;
            return text.Length <= MaxBytes && ReadObject(1, true) && Peek() == 0 && _at == text.Length && IsComplete();
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

        private int Peek()
        {
            while (_at < _text.Length && (_text[_at] == ' ' || _text[_at] == '\t' || _text[_at] == '\n' || _text[_at] == '\r'))
            {
                _at++;
            }

            return _at < _text.Length ? _text[_at] : 0;
        }

        private bool Take(char c)
        {
            bool isThere = Peek() == c;
            _at += isThere ? 1 : 0;
            return isThere;
        }

        private bool ReadObject(int depth, bool isEnvelope)
        {
            if (depth > JsonLimits.MaxDepth || !Take('{'))
            {
                return false;
            }

            if (Take('}'))
            {
                return true;
            }

            do
            {
                Peek();
                if (!ReadText() || !Take(':') || !(isEnvelope ? ReadMember(depth) : Skip(depth)))
                {
                    return false;
                }
            }
            while (Take(','));
            return Take('}');
        }

        private bool ReadMember(int depth)
        {
            int place = 0;
            while (place < Members.Length && !IsName(Members[place]))
            {
                place++;
            }

            if (place == Members.Length)
            {
                return Skip(depth);
            }

            if (place == CounterPlace)
            {
                return Counter == 0 && ReadCounter();
            }

            Peek();
            if (_values[place] != null || !ReadText())
            {
                return false;
            }

            byte[] value = new byte[_length];
            System.Array.Copy(_buffer, 0, value, 0, _length);
            _values[place] = value;
            return true;
        }

        private bool IsName(string name)
        {
            bool isSame = name.Length == _length;
            for (int i = 0; isSame && i < _length; i++)
            {
                isSame = name[i] == _buffer[i];
            }

            return isSame;
        }

        private bool ReadCounter()
        {
            if (Peek() == '0')
            {
                return false;
            }

            while (_at < _text.Length && _text[_at] >= '0' && _text[_at] <= '9')
            {
                Counter = (Counter * 10) + (_text[_at++] - '0');
                if (Counter > MaxCounter)
                {
                    return false;
                }
            }

            return Counter > 0;
        }

        private bool Skip(int depth)
        {
            int c = Peek();
            if (c == '"')
            {
                return ReadText();
            }

            if (c == '{')
            {
                return ReadObject(depth + 1, false);
            }

            if (c == '[')
            {
                return SkipArray(depth + 1);
            }

            return c == '-' || (c >= '0' && c <= '9') ? SkipNumber() : SkipWord("true") || SkipWord("false") || SkipWord("null");
        }

        private bool SkipNumber()
        {
            _at += _text[_at] == '-' ? 1 : 0;
            bool hasLeadingZero = _at < _text.Length && _text[_at] == '0';
            int digits = SkipDigits();
            if (digits == 0 || (hasLeadingZero && digits > 1))
            {
                return false;
            }

            if (_at < _text.Length && _text[_at] == '.')
            {
                _at++;
                if (SkipDigits() == 0)
                {
                    return false;
                }
            }

            if (_at >= _text.Length || (_text[_at] != 'e' && _text[_at] != 'E'))
            {
                return true;
            }

            _at++;
            _at += _at < _text.Length && (_text[_at] == '-' || _text[_at] == '+') ? 1 : 0;
            return SkipDigits() > 0;
        }

        private int SkipDigits()
        {
            int from = _at;
            while (_at < _text.Length && _text[_at] >= '0' && _text[_at] <= '9')
            {
                _at++;
            }

            return _at - from;
        }

        private bool SkipWord(string word)
        {
            for (int i = 0; i < word.Length; i++)
            {
                if (_at + i >= _text.Length || _text[_at + i] != word[i])
                {
                    return false;
                }
            }

            _at += word.Length;
            return true;
        }

        private bool SkipArray(int depth)
        {
            _at++;
            if (depth > JsonLimits.MaxDepth)
            {
                return false;
            }

            if (Take(']'))
            {
                return true;
            }

            do
            {
                if (!Skip(depth))
                {
                    return false;
                }
            }
            while (Take(','));
            return Take(']');
        }

        private bool ReadText()
        {
            _length = 0;
            if (_at >= _text.Length || _text[_at++] != '"')
            {
                return false;
            }

            while (_at < _text.Length)
            {
                byte b = _text[_at++];
                if (b == '"')
                {
                    return true;
                }

                if (b < ' ' || !(b == '\\' ? ReadEscape() : b < 0x80 ? Put(b) : CopyCharacter(b)))
                {
                    return false;
                }
            }

            return false;
        }

        private bool Put(int b)
        {
            _buffer[_length++] = (byte)b;
            return true;
        }

        private bool CopyCharacter(int first)
        {
            int more = first >= 0xC2 && first <= 0xDF ? 1 : first >= 0xE0 && first <= 0xEF ? 2 : first >= 0xF0 && first <= 0xF4 ? 3 : 0;
            if (more == 0 || _at + more > _text.Length)
            {
                return false;
            }

            int code = first & (0x3F >> more);
            for (int i = 0; i < more; i++)
            {
                int b = _text[_at++];
                if ((b & 0xC0) != 0x80)
                {
                    return false;
                }

                code = (code << 6) | (b & 0x3F);
            }

            bool isShortest = more == 1 || (more == 2 ? code >= 0x800 : code >= 0x10000);
            return isShortest && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF) && PutCode(code);
        }

        private bool ReadEscape()
        {
            int c = _at < _text.Length ? _text[_at++] : 0;
            switch (c)
            {
                case '"': case '\\': case '/': return Put(c);
                case 'b': return Put(8);
                case 'f': return Put(12);
                case 'n': return Put(10);
                case 'r': return Put(13);
                case 't': return Put(9);
                case 'u': break;
                default: return false;
            }

            int code = ReadHex();
            if (code >= 0xD800 && code <= 0xDBFF)
            {
                if (_at + 2 > _text.Length || _text[_at] != '\\' || _text[_at + 1] != 'u')
                {
                    return false;
                }

                _at += 2;
                int low = ReadHex();
                return low >= 0xDC00 && low <= 0xDFFF && PutCode(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
            }

            return code >= 0 && (code < 0xDC00 || code > 0xDFFF) && PutCode(code);
        }

        private int ReadHex()
        {
            int code = 0;
            for (int i = 0; i < 4; i++)
            {
                int c = _at < _text.Length ? _text[_at++] : 0;
                int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
                if (digit < 0)
                {
                    return -1;
                }

                code = (code << 4) | digit;
            }

            return code;
        }

        private bool PutCode(int code)
        {
            if (code < 0x80)
            {
                return Put(code);
            }

            if (code < 0x800)
            {
                return Put(0xC0 | (code >> 6)) && Put(0x80 | (code & 0x3F));
            }

            if (code < 0x10000)
            {
                return Put(0xE0 | (code >> 12)) && Put(0x80 | ((code >> 6) & 0x3F)) && Put(0x80 | (code & 0x3F));
            }

            return Put(0xF0 | (code >> 18)) && Put(0x80 | ((code >> 12) & 0x3F)) && Put(0x80 | ((code >> 6) & 0x3F)) && Put(0x80 | (code & 0x3F));
        }
    }
}
