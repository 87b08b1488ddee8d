namespace AedCabinet.Controller
{
    /// <summary>Reads a string of JSON into UTF-8 bytes: its escapes resolved, and nothing let through that is no character.</summary>
    public sealed class JsonString
    {
        private const int MaxWordLength = 16;

        // Allocated only while a text is read: it takes a fiftieth of the device's heap.
        private byte[] _buffer;
        private JsonInput _input;

        /// <summary>Makes room for the strings of a text.</summary>
        /// <param name="bytes">The text's length in bytes: none of its strings is longer.</param>
        public void Begin(int bytes) => _buffer = new byte[bytes];

        /// <summary>Releases the memory; the string read last is gone.</summary>
        public void End() => _buffer = null;

        /// <summary>Gets the length in bytes of the string that was read last.</summary>
        public int Length { get; private set; }

        /// <summary>Reads a string.</summary>
        /// <param name="input">Where it begins with its quotation mark.</param>
        /// <returns><c>false</c> when it is malformed.</returns>
        public bool TryRead(JsonInput input)
        {
            _input = input;
            Length = 0;
            if (input.Next() != '"')
            {
                return false;
            }

            int b = input.Next();
            while (b >= ' ' && b != '"')
            {
                if (!(b == '\\' ? ReadEscape() : b < 0x80 ? Put(b) : CopyCharacter(b)))
                {
                    return false;
                }

                b = input.Next();
            }

            return b == '"';
        }

        /// <summary>The string that was read last.</summary>
        /// <returns>A copy of its bytes.</returns>
        public byte[] ToBytes()
        {
            byte[] bytes = new byte[Length];
            System.Array.Copy(_buffer, 0, bytes, 0, Length);
            return bytes;
        }

        /// <summary>The string that was read last, as a word to compare.</summary>
        /// <returns>Its text; empty when it is longer than any word of a command's, or not in ASCII.</returns>
        public string ToWord()
        {
            char[] word = new char[Length > MaxWordLength ? 0 : Length];
            for (int i = 0; i < word.Length; i++)
            {
                if (_buffer[i] >= 0x80)
                {
                    return string.Empty;
                }

                word[i] = (char)_buffer[i];
            }

            return new string(word);
        }

        private bool Put(int b)
        {
            _buffer[Length++] = (byte)b;
            return true;
        }

        private bool CopyCharacter(int first)
        {
            int more = first >= 0xC2 && first <= 0xDF ? 1 : first >= 0xE0 && first <= 0xEF ? 2 : first >= 0xF0 && first <= 0xF4 ? 3 : 0;
            if (more == 0)
            {
                return false;
            }

            int code = first & (0x3F >> more);
            for (int i = 0; i < more; i++)
            {
                int b = _input.Next();
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
            int c = _input.Next();
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
                if (_input.Next() != '\\' || _input.Next() != 'u')
                {
                    return false;
                }

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
                int c = _input.Next();
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

            return Put(0xF0 | (code >> 18)) && Put(0x80 | ((code >> 12) & 0x3F)) && Put(0x80 | ((code >> 6) & 0x3F))
                && Put(0x80 | (code & 0x3F));
        }
    }
}
