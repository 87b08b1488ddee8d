using System.Globalization;
using System.Text;

namespace nanoFramework.Json;

/// <summary>The device's way with strings, which is not quite JSON's.</summary>
internal static class DeviceString
{
    /// <summary>What a JSON string means to the device.</summary>
    /// <param name="raw">The string as it stands in the text, without its quotes.</param>
    /// <exception cref="DeserializationException">An escape the device does not know: \/ and most \u.</exception>
    internal static string Unescape(string raw)
    {
        var result = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            var ch = raw[at];
            if (ch == '\\')
            {
                at++;
                result.Append(raw[at] == 'u' ? UnescapeUnicode(raw, ref at) : UnescapeOne(raw[at]));
                continue;
            }

            result.Append(ch);
            if (char.IsHighSurrogate(ch))
            {
                // The device keeps the first half of a character beyond U+FFFF and loses the second.
                at++;
            }
        }

        // A value that begins with a quotation mark gets another one at each end.
        return result.Length > 0 && result[0] == '"' ? $"\"{result}\"" : result.ToString();
    }

    /// <summary>Escapes what the device escapes: seven characters, no control character beyond them.</summary>
    internal static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 2);
        foreach (var ch in text)
        {
            var letter = ch switch
            {
                '\n' => 'n',
                '\r' => 'r',
                '\b' => 'b',
                '\f' => 'f',
                '\t' => 't',
                '\\' => '\\',
                '"' => '"',
                _ => '\0',
            };
            if (letter == '\0')
            {
                result.Append(ch);
            }
            else
            {
                result.Append('\\').Append(letter);
            }
        }

        return result.ToString();
    }

    /// <summary>Takes the quotes off a string that still has them, as the device does for the target type string.</summary>
    /// <exception cref="InvalidOperationException">An unknown escape inside.</exception>
    internal static string Unquote(string text)
    {
        if (!text.StartsWith('"') && !text.EndsWith('"'))
        {
            return text;
        }

        var inner = text.Substring(1, text.Length - 2);
        var result = new StringBuilder(inner.Length);
        for (var at = 0; at < inner.Length; at++)
        {
            if (inner[at] == '\\' && at < inner.Length - 1)
            {
                at++;
                result.Append(TryUnescapeOne(inner[at], out var ch) ? ch : throw new InvalidOperationException());
            }
            else
            {
                result.Append(inner[at]);
            }
        }

        return result.ToString();
    }

    private static char UnescapeOne(char letter) =>
        TryUnescapeOne(letter, out var ch) ? ch : throw new DeserializationException();

    private static bool TryUnescapeOne(char letter, out char ch)
    {
        ch = letter switch
        {
            'n' => '\n',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            't' => '\t',
            '\\' => '\\',
            '"' => '"',
            _ => '\0',
        };
        return ch != '\0';
    }

    /// <summary>
    /// The device skips the first of the four digits, takes the second one twice, knows of the letters only E, and
    /// swallows a digit that follows. So \u0041 is right where no digit follows, \u4e25 is wrong, \u4e2d is refused.
    /// </summary>
    private static char UnescapeUnicode(string raw, ref int at)
    {
        const int Digits = 4;

        var taken = new StringBuilder(Digits);
        var next = at + 2;
        var digit = raw[next];
        while (taken.Length < Digits)
        {
            if (!IsNumberCharacter(digit))
            {
                throw new DeserializationException();
            }

            taken.Append(digit);
            digit = next < raw.Length ? raw[next] : '"';
            if (IsNumberCharacter(digit))
            {
                next++;
            }
        }

        at = next - 1;
        return (char)ushort.Parse(taken.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static bool IsNumberCharacter(char ch) => char.IsAsciiDigit(ch) || ch is '-' or '+' or '.' or 'e' or 'E';
}
