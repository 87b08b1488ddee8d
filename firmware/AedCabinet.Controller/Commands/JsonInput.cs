namespace AedCabinet.Controller
{
    /// <summary>JSON text as UTF-8 bytes, and how far it has been read.</summary>
    public sealed class JsonInput
    {
        private byte[] _text = new byte[0];
        private int _at;

        /// <summary>Gets the byte that is next, −1 at the end.</summary>
        public int Here => _at < _text.Length ? _text[_at] : -1;

        /// <summary>Gets how many bytes were read.</summary>
        public int At => _at;

        /// <summary>Starts at the beginning of a text.</summary>
        /// <param name="text">The text.</param>
        public void Begin(byte[] text)
        {
            _text = text;
            _at = 0;
        }

        /// <summary>Lets the text go.</summary>
        public void End() => _text = new byte[0];

        /// <summary>Reads the next byte.</summary>
        /// <returns>The byte, −1 at the end.</returns>
        public int Next()
        {
            int b = Here;
            _at += b < 0 ? 0 : 1;
            return b;
        }

        /// <summary>Skips white space.</summary>
        /// <returns>The byte behind it, which is next; −1 at the end.</returns>
        public int SkipSpace()
        {
            while (Here == ' ' || Here == '\t' || Here == '\n' || Here == '\r')
            {
                _at++;
            }

            return Here;
        }

        /// <summary>Skips white space, and a character if it stands there.</summary>
        /// <param name="c">The character.</param>
        /// <returns><c>true</c> when it stood there.</returns>
        public bool Take(char c)
        {
            bool isThere = SkipSpace() == c;
            _at += isThere ? 1 : 0;
            return isThere;
        }
    }
}
