namespace AedCabinet.Formats
{
    /// <summary>
    /// A reason as it may stand in a JSON string and on flash: short printable ASCII without quotation marks and backslashes.
    /// </summary>
    public static class PlainReason
    {
        /// <summary>The longest reason, in characters.</summary>
        public const int MaxLength = 120;

        /// <summary>Makes a text plain.</summary>
        /// <param name="text">Any text, or <c>null</c>.</param>
        /// <returns>At most <see cref="MaxLength"/> characters; never <c>null</c>.</returns>
        public static string Of(string text)
        {
            if (text == null)
            {
                return string.Empty;
            }

            int length = text.Length > MaxLength ? MaxLength : text.Length;
            char[] plain = new char[length];
            for (int i = 0; i < length; i++)
            {
                char c = text[i];
                plain[i] = c == '"' ? '\'' : c == '\\' ? '/' : c < ' ' || c > '~' ? '?' : c;
            }

            return new string(plain);
        }
    }
}
