namespace nanoFramework.Json;

/// <summary>
/// Chooses the exception of the device for text that is not JSON: its parser looks one byte ahead inside numbers,
/// literals and escapes, so text which ends there runs off the end of its buffer instead of being refused.
/// </summary>
internal static class BadText
{
    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    /// <param name="rest">The text after the last token understood, or from it where it is a number that ends the text.</param>
    internal static Exception Explain(ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(WhiteSpace);
        if (rest.Length > 0 && rest[0] is (byte)',' or (byte)':')
        {
            rest = rest[1..].TrimStart(WhiteSpace);
        }

        return rest.Length > 0 && EndsInside(rest) ? new IndexOutOfRangeException() : new DeserializationException();
    }

    private static bool EndsInside(ReadOnlySpan<byte> token)
    {
        if ("+-.0123456789"u8.Contains(token[0]))
        {
            return token.IndexOfAnyExcept("+-.0123456789eE"u8) < 0;
        }

        return token[0] switch
        {
            (byte)'t' or (byte)'T' => IsCutShort(token, "true"u8),
            (byte)'f' or (byte)'F' => IsCutShort(token, "false"u8),
            (byte)'n' or (byte)'N' => IsCutShort(token, "null"u8),
            (byte)'"' => EndsInsideEscape(token),
            (byte)'\\' => token.Length == 1,
            _ => false,
        };
    }

    private static bool IsCutShort(ReadOnlySpan<byte> token, ReadOnlySpan<byte> literal) =>
        token.Length < literal.Length &&
        System.Text.Ascii.EqualsIgnoreCase(token, literal[..token.Length]);

    private static bool EndsInsideEscape(ReadOnlySpan<byte> token)
    {
        const int UnicodeDigits = 4;

        for (var i = 1; i < token.Length && token[i] != '"'; i++)
        {
            if (token[i] != '\\')
            {
                continue;
            }

            i++;
            if (i >= token.Length)
            {
                return true;
            }

            if (!"\\\"nrbftu"u8.Contains(token[i]))
            {
                return false;
            }

            if (token[i] == 'u')
            {
                var digits = token[(i + 1)..].IndexOfAnyExcept("+-.0123456789eE"u8);
                if (digits < UnicodeDigits)
                {
                    return digits < 0;
                }
            }
        }

        return false;
    }
}
