using AedCabinet.Inputs;

namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>Scratchpads as a DS18B20 would send them.</summary>
    internal static class ScratchpadBytes
    {
        /// <summary>A data sheet's word of temperature, 12 bits, with a right check sum.</summary>
        public static byte[] Of(int word) => Of(word, 0x7F);

        /// <summary>The same with another configuration byte.</summary>
        public static byte[] Of(int word, byte configuration)
        {
            byte[] bytes = { (byte)(word & 0xFF), (byte)((word >> 8) & 0xFF), 0x4B, 0x46, configuration, 0xFF, 0x0C, 0x10, 0 };
            bytes[8] = Ds18b20Scratchpad.Crc8(bytes, 8);
            return bytes;
        }
    }
}
