namespace AedCabinet.Formats
{
    /// <summary>CRC-32 as in IEEE 802.3 (polynomial 0x04C11DB7 reflected, as zip and Ethernet use it).</summary>
    public static class Crc32
    {
        private const uint ReflectedPolynomial = 0xEDB88320;

        /// <summary>The check sum of some bytes.</summary>
        /// <param name="bytes">The bytes.</param>
        /// <param name="start">The index of the first.</param>
        /// <param name="count">How many.</param>
        /// <returns>The CRC; 0xCBF43926 for the ASCII text <c>123456789</c>.</returns>
        public static uint Of(byte[] bytes, int start, int count)
        {
            // Bit by bit: a table would cost 1 KB of a small heap to save microseconds on a path that waits for flash.
            uint crc = 0xFFFFFFFF;
            for (int i = start; i < start + count; i++)
            {
                crc ^= bytes[i];
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ ReflectedPolynomial : crc >> 1;
                }
            }

            return ~crc;
        }
    }
}
