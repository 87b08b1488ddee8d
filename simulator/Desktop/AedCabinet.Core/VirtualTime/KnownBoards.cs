using AedCabinet.Formats;

namespace AedCabinet.Settings
{
    /// <content>What only a desktop asks; no board carries it (SPEC §3).</content>
    public static partial class KnownBoards
    {
        /// <summary>Gets how many boards there are.</summary>
        public static int Count => Words.CountOf(Names);

        /// <summary>The name of a board, as in <c>hardware/boards</c>.</summary>
        /// <param name="index">0 to <see cref="Count"/> − 1.</param>
        /// <returns>The name.</returns>
        public static string NameAt(int index) => Words.At(Names, index);
    }
}
