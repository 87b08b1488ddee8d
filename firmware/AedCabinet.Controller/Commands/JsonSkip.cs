using AedCabinet.Formats;

namespace AedCabinet.Controller
{
    /// <summary>Reads over a value of JSON that nobody wants, and only over a well-formed one.</summary>
    public sealed class JsonSkip
    {
        private readonly JsonInput _input;
        private readonly JsonString _string;

        /// <summary>Initializes a new instance of the <see cref="JsonSkip"/> class.</summary>
        /// <param name="input">The text.</param>
        /// <param name="text">Reads the strings in it.</param>
        public JsonSkip(JsonInput input, JsonString text)
        {
            _input = input;
            _string = text;
        }

        /// <summary>Reads over the value that is next.</summary>
        /// <param name="depth">How many objects and arrays it is in.</param>
        /// <returns><c>false</c> when it is malformed or too deep.</returns>
        public bool TrySkip(int depth)
        {
            int c = _input.SkipSpace();
            if (c == '"')
            {
                return _string.TryRead(_input);
            }

            if (c == '{' || c == '[')
            {
                return depth < JsonLimits.MaxDepth && (c == '{' ? SkipObject(depth + 1) : SkipArray(depth + 1));
            }

            return c == '-' || IsDigit(c) ? SkipNumber() : SkipWord(c == 't' ? "true" : c == 'f' ? "false" : "null");
        }

        private static bool IsDigit(int c) => c >= '0' && c <= '9';

        private bool SkipObject(int depth)
        {
            _input.Next();
            if (_input.Take('}'))
            {
                return true;
            }

            do
            {
                _input.SkipSpace();
                if (!_string.TryRead(_input) || !_input.Take(':') || !TrySkip(depth))
                {
                    return false;
                }
            }
            while (_input.Take(','));
            return _input.Take('}');
        }

        private bool SkipArray(int depth)
        {
            _input.Next();
            if (_input.Take(']'))
            {
                return true;
            }

            do
            {
                if (!TrySkip(depth))
                {
                    return false;
                }
            }
            while (_input.Take(','));
            return _input.Take(']');
        }

        private bool SkipNumber()
        {
            SkipOne('-', '-');
            bool hasLeadingZero = _input.Here == '0';
            int digits = SkipDigits();
            if (digits == 0 || (hasLeadingZero && digits > 1))
            {
                return false;
            }

            if (SkipOne('.', '.') && SkipDigits() == 0)
            {
                return false;
            }

            if (!SkipOne('e', 'E'))
            {
                return true;
            }

            SkipOne('-', '+');
            return SkipDigits() > 0;
        }

        private bool SkipOne(char one, char other)
        {
            bool isThere = _input.Here == one || _input.Here == other;
            if (isThere)
            {
                _input.Next();
            }

            return isThere;
        }

        private int SkipDigits()
        {
            int count = 0;
            while (IsDigit(_input.Here))
            {
                _input.Next();
                count++;
            }

            return count;
        }

        private bool SkipWord(string word)
        {
            int i = 0;
            while (i < word.Length && _input.Here == word[i])
            {
                _input.Next();
                i++;
            }

            return i == word.Length;
        }
    }
}
