using AedCabinet.Inputs;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class Ds18b20ScratchpadTests
    {
        [TestMethod]
        public void The_data_sheet_s_temperatures_are_read_to_the_nearest_tenth()
        {
            // Word, tenths: +125, +85, +25.0625, +10.125, +0.5, 0, −0.5, −10.125, −25.0625, −55 °C.
            int[] table =
            {
                0x07D0, 1250, 0x0550, 850, 0x0191, 251, 0x00A2, 101, 0x0008, 5, 0x0000, 0,
                0xFFF8, -5, 0xFF5E, -101, 0xFE6F, -251, 0xFC90, -550,
            };
            for (int i = 0; i < table.Length; i += 2)
            {
                ProbeReading reading = Ds18b20Scratchpad.Parse(ScratchpadBytes.Of(table[i]), out int deciC);

                Assert.AreEqual(table[i + 1], deciC);
                Assert.AreEqual((int)(table[i] == 0x0550 ? ProbeReading.PowerOnValue : ProbeReading.Ok), (int)reading);
            }
        }

        [TestMethod]
        public void Half_a_tenth_is_rounded_away_from_zero_on_both_sides_of_it()
        {
            Assert.AreEqual(3, DeciCOf(0x0004));
            Assert.AreEqual(-3, DeciCOf(0xFFFC));
            Assert.AreEqual(1, DeciCOf(0x0001));
            Assert.AreEqual(-1, DeciCOf(0xFFFF));
            Assert.AreEqual(-1, DeciCOf(0xFFFE));
        }

        [TestMethod]
        public void A_captured_scratchpad_has_a_right_check_sum()
        {
            // The power-on scratchpad with the alarm limits 75 and 70 °C, as it is printed wherever these probes are discussed.
            byte[] captured = { 0x50, 0x05, 0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10, 0x1C };

            Assert.AreEqual((int)ProbeReading.PowerOnValue, (int)Ds18b20Scratchpad.Parse(captured, out int deciC));
            Assert.AreEqual(850, deciC);
        }

        [TestMethod]
        public void Any_single_wrong_bit_is_a_CRC_error()
        {
            for (int bit = 0; bit < Ds18b20Scratchpad.Length * 8; bit++)
            {
                byte[] bytes = ScratchpadBytes.Of(0x0191);
                bytes[bit / 8] = (byte)(bytes[bit / 8] ^ (1 << (bit % 8)));

                Assert.AreEqual((int)ProbeReading.CrcError, (int)Ds18b20Scratchpad.Parse(bytes, out int deciC));
                Assert.AreEqual(0, deciC);
            }
        }

        [TestMethod]
        public void Only_ones_are_a_disconnected_probe()
        {
            Assert.AreEqual((int)ProbeReading.Disconnected, (int)Ds18b20Scratchpad.Parse(Filled(0xFF), out int _));
        }

        [TestMethod]
        public void Only_zeros_are_a_shorted_line_and_not_zero_degrees()
        {
            Assert.AreEqual((int)ProbeReading.BusError, (int)Ds18b20Scratchpad.Parse(Filled(0x00), out int _));
            Assert.AreEqual((int)ProbeReading.Ok, (int)Ds18b20Scratchpad.Parse(ScratchpadBytes.Of(0), out int _));
        }

        [TestMethod]
        public void Outside_the_probe_s_range_nothing_is_believed()
        {
            Assert.AreEqual((int)ProbeReading.OutOfRange, (int)Ds18b20Scratchpad.Parse(ScratchpadBytes.Of(0xF810), out int minus127));
            Assert.AreEqual(0, minus127);
            Assert.AreEqual((int)ProbeReading.OutOfRange, (int)Ds18b20Scratchpad.Parse(ScratchpadBytes.Of(0xFC8F), out int _));
            Assert.AreEqual((int)ProbeReading.OutOfRange, (int)Ds18b20Scratchpad.Parse(ScratchpadBytes.Of(0x07D1), out int _));
        }

        [TestMethod]
        public void A_device_that_counts_in_other_units_is_not_believed()
        {
            // A DS18S20 at 25 °C: 0x0032 in halves, all ones where the configuration would be.
            Assert.AreEqual((int)ProbeReading.OtherDevice, (int)Ds18b20Scratchpad.Parse(ScratchpadBytes.Of(0x0032, 0xFF), out int _));
        }

        [TestMethod]
        public void A_probe_is_not_known_by_the_reserved_bits_of_its_configuration()
        {
            // A clone, as captured: 26.8 °C.
            byte[] clone = { 0xAD, 0x01, 0x4B, 0x00, 0x60, 0xFF, 0x03, 0x10, 0x7C };

            Assert.AreEqual((int)ProbeReading.Ok, (int)Ds18b20Scratchpad.Parse(clone, out int deciC));
            Assert.AreEqual(268, deciC);
            Assert.AreEqual(250, DeciCOf(0x0190, 0x00));
            Assert.AreEqual(251, DeciCOf(0x0191, 0x7E));
            Assert.AreEqual(251, DeciCOf(0x0191, 0xE0));
        }

        [TestMethod]
        public void At_a_lower_resolution_the_undefined_bits_are_left_out()
        {
            Assert.AreEqual(250, DeciCOf(0x0197, 0x1F));
            Assert.AreEqual(253, DeciCOf(0x0197, 0x3F));
            Assert.AreEqual(254, DeciCOf(0x0197, 0x5F));
            Assert.AreEqual(254, DeciCOf(0x0197, 0x7F));
        }

        private static int DeciCOf(int word) => DeciCOf(word, 0x7F);

        private static int DeciCOf(int word, byte configuration)
        {
            Assert.AreEqual((int)ProbeReading.Ok, (int)Ds18b20Scratchpad.Parse(ScratchpadBytes.Of(word, configuration), out int deciC));
            return deciC;
        }

        private static byte[] Filled(byte value)
        {
            byte[] bytes = new byte[Ds18b20Scratchpad.Length];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = value;
            }

            return bytes;
        }
    }
}
