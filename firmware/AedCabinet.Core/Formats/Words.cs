namespace AedCabinet.Formats
{
    /// <summary>
    /// Tables of words as one text each, with <c>", "</c> between the words. On the device an array of 46 names takes 1.2 KB of
    /// heap for as long as the board runs; a text takes nothing until somebody looks at it.
    /// </summary>
    public static class Words
    {
        /// <summary>The severities' names in the order of <c>Severity</c>, as they also stand in a configuration.</summary>
        public const string SeverityNames = "info, maintenance, urgent, emergency";

        private const int SeparatorLength = 2;

        /// <summary>One of the words.</summary>
        /// <param name="words">The words.</param>
        /// <param name="index">Its place, 0 for the first; there is such a place.</param>
        /// <returns>The word.</returns>
        public static string At(string words, int index)
        {
            int start = 0;
            for (int i = 0; i < index; i++)
            {
                start = words.IndexOf(',', start) + SeparatorLength;
            }

            int end = words.IndexOf(',', start);
            return end < 0 ? words.Substring(start) : words.Substring(start, end - start);
        }

        /// <summary>The place of a word.</summary>
        /// <param name="words">The words.</param>
        /// <param name="word">The one looked for.</param>
        /// <returns>0 for the first, −1 when it is not among them.</returns>
        public static int IndexOf(string words, string word)
        {
            int index = 0;
            int start = 0;
            while (start < words.Length)
            {
                int end = words.IndexOf(',', start);
                end = end < 0 ? words.Length : end;
                if (end - start == word.Length && words.IndexOf(word, start) == start)
                {
                    return index;
                }

                start = end + SeparatorLength;
                index++;
            }

            return -1;
        }

        /// <summary>How many words there are.</summary>
        /// <param name="words">The words, one at least.</param>
        /// <returns>Their number.</returns>
        public static int CountOf(string words)
        {
            int count = 1;
            for (int at = words.IndexOf(','); at >= 0; at = words.IndexOf(',', at + 1))
            {
                count++;
            }

            return count;
        }
    }
}
