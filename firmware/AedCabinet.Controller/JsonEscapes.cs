using System.Text;

namespace AedCabinet.Controller
{
    /// <summary>
    /// Writes the escapes <c>\u</c> and <c>\/</c> as the characters they stand for: the platform's parser refuses most of them
    /// and misreads others, and many libraries send Chinese text as nothing else.
    /// </summary>
    public static class JsonEscapes
    {
        private const int HexDigits = 4;

        /// <summary>Resolves them.</summary>
        /// <param name="text">JSON.</param>
        /// <returns>The same JSON without them, or <c>null</c> when one is wrong, a control character or half of a pair.</returns>
        public static string Resolve(string text)
        {
            if (text.IndexOf('\\') < 0)
            {
                return text;
            }

            StringBuilder resolved = new StringBuilder();
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (c != '\\' || i + 1 == text.Length)
                {
                    resolved.Append(c);
                    continue;
                }

                c = text[++i];
                if (c == '/')
                {
                    resolved.Append(c);
                }
                else if (c != 'u')
                {
                    resolved.Append('\\');
                    resolved.Append(c);
                }
                else
                {
                    int code = CodeAt(text, i + 1);
                    if (code < ' ' || (code >= 0xD800 && code <= 0xDFFF))
                    {
                        return null;
                    }

                    if (code == '"' || code == '\\')
                    {
                        resolved.Append('\\');
                    }

                    resolved.Append((char)code);
                    i += HexDigits;
                }
            }

            return resolved.ToString();
        }

        private static int CodeAt(string text, int at)
        {
            if (at + HexDigits > text.Length)
            {
                return -1;
            }

            int code = 0;
            for (int i = at; i < at + HexDigits; i++)
            {
                char c = text[i];
                int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
                if (digit < 0)
                {
                    return -1;
                }

                code = (code << 4) | digit;
            }

            return code;
        }
    }
}
