namespace AedCabinet.Formats
{
    /// <summary>Whole numbers as the bytes of a record on flash, the lowest byte first.</summary>
    public static class LittleEndian
    {
        /// <summary>Writes the low bytes of a number.</summary>
        /// <param name="target">Receives them.</param>
        /// <param name="start">The index of the first.</param>
        /// <param name="count">How many, 1 to 8.</param>
        /// <param name="value">The number.</param>
        public static void Put(byte[] target, int start, int count, long value)
        {
            for (int i = 0; i < count; i++)
            {
                target[start + i] = (byte)(value >> (8 * i));
            }
        }

        /// <summary>Reads a number that was written with fewer than eight bytes as one that is not negative.</summary>
        /// <param name="source">The bytes.</param>
        /// <param name="start">The index of the first.</param>
        /// <param name="count">How many, 1 to 8; with 8 the number may be negative.</param>
        /// <returns>The number.</returns>
        public static long Get(byte[] source, int start, int count)
        {
            long value = 0;
            for (int i = count - 1; i >= 0; i--)
            {
                value = (value << 8) | source[start + i];
            }

            return value;
        }
    }
}
