using System.Collections;

namespace AedCabinet.Settings
{
    /// <summary>
    /// Everything that is wrong with a configuration, each with the path of its place: all at once, so that it can be mended at once.
    /// </summary>
    public sealed class ConfigurationProblems
    {
        /// <summary>How many problems are kept: beyond that the file is not a configuration at all, and the heap is small.</summary>
        public const int MaxKept = 40;

        private readonly ArrayList _lines = new ArrayList();

        /// <summary>Gets how many problems were found, kept or not.</summary>
        public int Count { get; private set; }

        /// <summary>Adds a problem.</summary>
        /// <param name="path">Where, for example <c>door.openDebounceMs</c>; empty for the file as a whole.</param>
        /// <param name="what">What is wrong and what would be right. Never repeats a secret.</param>
        public void Add(string path, string what)
        {
            Count++;
            if (_lines.Count < MaxKept)
            {
                _lines.Add(path.Length == 0 ? what : path + ": " + what);
            }
        }

        /// <summary>The problems as lines.</summary>
        /// <returns>One line each, in the order found.</returns>
        public string[] ToLines()
        {
            string[] lines = new string[_lines.Count];
            for (int i = 0; i < lines.Length; i++)
            {
                lines[i] = (string)_lines[i];
            }

            return lines;
        }
    }
}
