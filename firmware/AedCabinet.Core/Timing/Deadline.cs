namespace AedCabinet.Timing
{
    /// <summary>Times at which something needs attention next, in monotonic milliseconds.</summary>
    public static class Deadline
    {
        /// <summary>Nothing comes up by itself.</summary>
        public const long Never = long.MaxValue;

        /// <summary>The earlier of two deadlines.</summary>
        /// <param name="oneMs">A time in milliseconds, or <see cref="Never"/>.</param>
        /// <param name="otherMs">Another.</param>
        /// <returns>The earlier one.</returns>
        public static long Earlier(long oneMs, long otherMs) => oneMs < otherMs ? oneMs : otherMs;
    }
}
