using AedCabinet.Inputs;

namespace AedCabinet.Settings
{
    /// <summary>A probe's number as text: 16 hexadecimal digits in the order in which they go over the wire, family 28 first.</summary>
    public static class ProbeNumber
    {
        /// <summary>How many bytes a probe's number has: family, serial number, check sum.</summary>
        public const int Length = 8;

        /// <summary>What every DS18B20's number begins with.</summary>
        public const byte Family = 0x28;

        /// <summary>Reads a number.</summary>
        /// <param name="text">The text.</param>
        /// <param name="rom">Its bytes, or <c>null</c>.</param>
        /// <returns><c>false</c> when it is no DS18B20's number: wrong form, family or check sum.</returns>
        public static bool TryParse(string text, out byte[] rom)
        {
            rom = null;
            if (text.Length != 2 * Length)
            {
                return false;
            }

            byte[] bytes = new byte[Length];
            for (int i = 0; i < bytes.Length; i++)
            {
                int high = Digit(text[2 * i]);
                int low = Digit(text[(2 * i) + 1]);
                if (high < 0 || low < 0)
                {
                    return false;
                }

                bytes[i] = (byte)((high << 4) | low);
            }

            int last = bytes.Length - 1;
            if (bytes[0] != Family || Ds18b20Scratchpad.Crc8(bytes, last) != bytes[last])
            {
                return false;
            }

            rom = bytes;
            return true;
        }

        private static int Digit(char c) =>
            c >= '0' && c <= '9' ? c - '0'
            : c >= 'a' && c <= 'f' ? c - 'a' + 10
            : c >= 'A' && c <= 'F' ? c - 'A' + 10
            : -1;
    }
}
