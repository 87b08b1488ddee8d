namespace AedCabinet.Ledger;

/// <summary>Text as PostgreSQL can keep it: without NUL, and no half of a character.</summary>
internal static class PostgresText
{
    /// <summary>Puts the replacement character where something can't be kept.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text, almost always itself.</returns>
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
        {
            // Runes are whole characters; a half becomes U+FFFD.
            text = string.Concat(text.EnumerateRunes());
        }

        return text.Replace('\0', '\uFFFD');
    }
}
