namespace nanoFramework.Json;

/// <summary>
/// Chooses the exception of the device for text that is not JSON: its parser looks one byte ahead inside numbers,
/// literals and escapes, so text which ends there runs off the end of its buffer instead of being refused.
/// </summary>
internal static class BadText
{
    /// <param name="rest">The text from the last token understood.</param>
    internal static Exception Explain(ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(" \t\r\n,:{["u8);
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
            _ => false,
        };
    }

    private static bool IsCutShort(ReadOnlySpan<byte> token, ReadOnlySpan<byte> literal) =>
        token.Length < literal.Length &&
        System.Text.Ascii.EqualsIgnoreCase(token, literal[..token.Length]);

    private static bool EndsInsideEscape(ReadOnlySpan<byte> token)
    {
        for (var i = 1; i < token.Length; i++)
        {
            if (token[i] == '"')
            {
                return false;
            }

            if (token[i] != '\\')
            {
                continue;
            }

            i++;
            if (i >= token.Length)
            {
                return true;
            }

            if (token[i] == 'u' && token[(i + 1)..].IndexOfAnyExcept("+-.0123456789eE"u8) < 0)
            {
                return true;
            }
        }

        return false;
    }
}
