namespace AedCabinet.Inputs
{
    /// <summary>
    /// The nine bytes a DS18B20 answers with: temperature (2), alarm limits (2), configuration, reserved (3), check sum.
    /// Source of the layout and the numbers: the maker's data sheet.
    /// </summary>
    public static class Ds18b20Scratchpad
    {
        /// <summary>How many bytes there are.</summary>
        public const int Length = 9;

        /// <summary>The coldest the probe measures, tenths of °C.</summary>
        public const int MinDeciC = -550;

        /// <summary>The hottest the probe measures, tenths of °C.</summary>
        public const int MaxDeciC = 1250;

        // 85.0 °C in sixteenths.
        private const int PowerOnSixteenths = 0x0550;

        // The configuration byte is 0rr11111 with the resolution in rr: 9, 10, 11 or 12 bits. Clones leave the ones out; a DS18S20,
        // which counts in halves of a degree, has nothing but ones there.
        private const int ConfigurationIndex = 4;
        private const int ConfigurationFixedMask = 0x9F;
        private const int ConfigurationFixedBits = 0x1F;
        private const int ConfigurationResolutionShift = 5;
        private const int FullResolution = 3;
        private const int NoConfiguration = 0xFF;

        /// <summary>Judges an answer and takes the temperature out of it.</summary>
        /// <param name="scratchpad">The answer, <see cref="Length"/> bytes in the order they came.</param>
        /// <param name="deciC">
        /// The temperature in tenths of °C, rounded half away from zero, when the result is <see cref="ProbeReading.Ok"/> or
        /// <see cref="ProbeReading.PowerOnValue"/>; 0 otherwise.
        /// </param>
        /// <returns>What the answer is worth.</returns>
        public static ProbeReading Parse(byte[] scratchpad, out int deciC)
        {
            deciC = 0;
            if (IsAll(scratchpad, 0xFF))
            {
                return ProbeReading.Disconnected;
            }

            if (IsAll(scratchpad, 0x00))
            {
                return ProbeReading.BusError;
            }

            if (Crc8(scratchpad, Length - 1) != scratchpad[Length - 1])
            {
                return ProbeReading.CrcError;
            }

            if (scratchpad[ConfigurationIndex] == NoConfiguration)
            {
                return ProbeReading.OtherDevice;
            }

            int sixteenths = Sixteenths(scratchpad);
            if (sixteenths < MinDeciC * 16 / 10 || sixteenths > MaxDeciC * 16 / 10)
            {
                return ProbeReading.OutOfRange;
            }

            deciC = ToDeciC(sixteenths);
            return sixteenths == PowerOnSixteenths ? ProbeReading.PowerOnValue : ProbeReading.Ok;
        }

        /// <summary>Whether the configuration's reserved bits are as the maker's data sheet has them; a clone's may differ.</summary>
        /// <param name="scratchpad">The answer.</param>
        /// <returns><c>true</c> when they are.</returns>
        public static bool IsAsInDataSheet(byte[] scratchpad) =>
            (scratchpad[ConfigurationIndex] & ConfigurationFixedMask) == ConfigurationFixedBits;

        /// <summary>The check sum of 1-Wire devices: CRC-8 with the polynomial x⁸ + x⁵ + x⁴ + 1, low bits first, starting from 0.</summary>
        /// <param name="bytes">What to sum.</param>
        /// <param name="count">How many of its bytes, from the first.</param>
        /// <returns>The check sum.</returns>
        public static byte Crc8(byte[] bytes, int count)
        {
            // x⁵ + x⁴ + 1 with its bits in the order they are sent.
            const int ReversedPolynomial = 0x8C;

            int crc = 0;
            for (int i = 0; i < count; i++)
            {
                crc ^= bytes[i];
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ ReversedPolynomial : crc >> 1;
                }
            }

            return (byte)crc;
        }

        private static int Sixteenths(byte[] scratchpad)
        {
            int sixteenths = (short)(scratchpad[0] | (scratchpad[1] << 8));

            // At a lower resolution the last bits are not defined.
            int resolution = (scratchpad[ConfigurationIndex] >> ConfigurationResolutionShift) & FullResolution;
            return sixteenths & ~((1 << (FullResolution - resolution)) - 1);
        }

        private static int ToDeciC(int sixteenths)
        {
            // A sixteenth is 0.625 tenths: five eighths.
            int eighths = sixteenths * 5;
            return eighths < 0 ? -((4 - eighths) / 8) : (eighths + 4) / 8;
        }

        private static bool IsAll(byte[] scratchpad, byte value)
        {
            for (int i = 0; i < Length; i++)
            {
                if (scratchpad[i] != value)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
