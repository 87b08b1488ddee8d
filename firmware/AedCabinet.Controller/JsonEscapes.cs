using System.Collections;
using System.Text;

namespace AedCabinet.Controller
{
    /// <summary>
    /// Writes the escapes <c>\u</c> and <c>\/</c> as the characters they stand for: the platform's parser refuses most of them
    /// and misreads others, and many libraries send Chinese text as nothing else. Of a character above U+FFFF it keeps one half;
    /// so each goes through it as four noncharacters of five bits each, U+FDD0 to U+FDEF, which no text has.
    /// </summary>
    public static class JsonEscapes
    {
        private const int HexDigits = 4;
        private const char FirstCarrier = '\uFDD0';
        private const char LastCarrier = '\uFDEF';
        private const int Carriers = 4;
        private const int BitsEach = 5;
        private const byte FirstOfFourBytes = 0xF0;

        /// <summary>Resolves them.</summary>
        /// <param name="text">JSON.</param>
        /// <param name="hasPairs">Whether what the parser makes of it is for <see cref="Restore"/>.</param>
        /// <returns>JSON that the platform's parser reads; <c>null</c> when an escape is wrong, a control character or half of a
        /// pair.</returns>
        public static string Resolve(string text, out bool hasPairs)
        {
            hasPairs = false;

            // An array: on the device a string's second half of a pair can't be read by its index.
            char[] chars = text.ToCharArray();
            StringBuilder resolved = new StringBuilder();
            for (int i = 0; i < chars.Length; i++)
            {
                bool isEscape = chars[i] == '\\' && i + 1 < chars.Length && chars[i + 1] == 'u';
                int code = isEscape ? CodeAt(chars, i) : chars[i];
                if (isEscape && code < ' ')
                {
                    return null;
                }

                if (!isEscape && code == '\\' && i + 1 < chars.Length)
                {
                    i++;
                    resolved.Append(chars[i] == '/' ? string.Empty : "\\");
                    resolved.Append(chars[i]);
                    continue;
                }

                i += isEscape ? HexDigits + 1 : 0;
                if (code >= 0xD800 && code <= 0xDBFF)
                {
                    bool isLowEscape = i + 2 < chars.Length && chars[i + 1] == '\\' && chars[i + 2] == 'u';
                    int low = i + 1 == chars.Length ? 0 : isLowEscape ? CodeAt(chars, i + 1) : chars[i + 1];
                    if (low < 0xDC00 || low > 0xDFFF)
                    {
                        return null;
                    }

                    hasPairs = true;
                    Carry(resolved, ((code - 0xD800) << 10) | (low - 0xDC00));
                    i += isLowEscape ? HexDigits + 2 : 1;
                    continue;
                }

                if ((code >= 0xDC00 && code <= 0xDFFF) || (code >= FirstCarrier && code <= LastCarrier))
                {
                    return null;
                }

                resolved.Append(isEscape && (code == '"' || code == '\\') ? "\\" : string.Empty);
                resolved.Append((char)code);
            }

            return resolved.ToString();
        }

        /// <summary>Whether a text has nothing for <see cref="Resolve"/>: then it needs no copy of the text either.</summary>
        /// <param name="utf8">JSON as UTF-8.</param>
        /// <returns><c>true</c> when there is neither an escape nor a character above U+FFFF in it.</returns>
        public static bool IsPlain(byte[] utf8)
        {
            bool isPlain = true;
            for (int i = 0; i < utf8.Length && isPlain; i++)
            {
                isPlain = utf8[i] != '\\' && utf8[i] < FirstOfFourBytes;
            }

            return isPlain;
        }

        /// <summary>Gives the characters above U+FFFF back to what was parsed.</summary>
        /// <param name="value">An object or a text as the parser made it of resolved JSON; anything else is left alone.</param>
        /// <returns>The same with them.</returns>
        public static object Restore(object value)
        {
            if (value is Hashtable members)
            {
                Hashtable restored = new Hashtable();
                foreach (DictionaryEntry member in members)
                {
                    restored[Restore(member.Key)] = Restore(member.Value);
                }

                return restored;
            }

            return value is string text ? RestoreText(text) : value;
        }

        // Those below U+10000 less it: 20 bits.
        private static void Carry(StringBuilder text, int offset)
        {
            for (int i = Carriers - 1; i >= 0; i--)
            {
                text.Append((char)(FirstCarrier + ((offset >> (i * BitsEach)) & 31)));
            }
        }

        private static string RestoreText(string text)
        {
            char[] chars = text.ToCharArray();
            int length = 0;
            for (int i = 0; i < chars.Length; i++)
            {
                if (chars[i] < FirstCarrier || chars[i] > LastCarrier)
                {
                    chars[length++] = chars[i];
                    continue;
                }

                int offset = 0;
                for (int end = i + Carriers; i < end; i++)
                {
                    offset = (offset << BitsEach) | (chars[i] - FirstCarrier);
                }

                i--;
                chars[length++] = (char)(0xD800 + (offset >> 10));
                chars[length++] = (char)(0xDC00 + (offset & 0x3FF));
            }

            return new string(chars, 0, length);
        }

        // The start of an escape with four digits; -1 for any other.
        private static int CodeAt(char[] text, int at)
        {
            if (at + 2 + HexDigits > text.Length)
            {
                return -1;
            }

            int code = 0;
            for (int i = at + 2; i < at + 2 + HexDigits; i++)
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
