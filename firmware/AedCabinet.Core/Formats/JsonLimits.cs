namespace AedCabinet.Formats
{
    /// <summary>
    /// The limits a JSON text must keep before it is given to the platform's parser, which takes any size and any depth and
    /// would exhaust the device's heap.
    /// </summary>
    public static class JsonLimits
    {
        /// <summary>The most bytes: a full configuration is under 3 KB, and the parser needs several times its text in heap.</summary>
        public const int MaxBytes = 8192;

        /// <summary>The deepest nesting: a configuration uses two levels.</summary>
        public const int MaxDepth = 6;

        /// <summary>Whether a text keeps the limits.</summary>
        /// <param name="content">UTF-8 text.</param>
        /// <returns>What is wrong with it, or <c>null</c>.</returns>
        public static string WhyRefused(byte[] content)
        {
            if (content.Length == 0)
            {
                return "is empty";
            }

            if (content.Length > MaxBytes)
            {
                return "has " + content.Length.ToString() + " bytes, at most " + MaxBytes.ToString() + " are allowed";
            }

            int depth = 0;
            bool isInText = false;
            for (int i = 0; i < content.Length; i++)
            {
                byte b = content[i];
                if (isInText)
                {
                    if (b == '\\')
                    {
                        i++;
                    }

                    isInText = b != '"';
                }
                else if (b == '"')
                {
                    isInText = true;
                }
                else if (b == '\'')
                {
                    // The device's parser would take it, and what follows could hide its depth from this check.
                    return "has text in single quotation marks; JSON uses double ones";
                }
                else if (b == '{' || b == '[')
                {
                    if (++depth > MaxDepth)
                    {
                        return "is nested more than " + MaxDepth.ToString() + " levels deep";
                    }
                }
                else if (b == '}' || b == ']')
                {
                    depth--;
                }
            }

            return null;
        }
    }
}
