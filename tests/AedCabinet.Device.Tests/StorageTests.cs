using System.Text;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class StorageTests
    {
        [TestMethod]
        public void The_check_sum_is_the_one_of_zip_and_Ethernet()
        {
            byte[] text = Encoding.UTF8.GetBytes("123456789");

            Assert.AreEqual(0xCBF43926, Crc32.Of(text, 0, text.Length));
        }

        [TestMethod]
        public void Boots_are_numbered_from_one()
        {
            MemoryStorage flash = new MemoryStorage();
            RecordingLog log = new RecordingLog();

            for (int expected = 1; expected <= 5; expected++)
            {
                Assert.AreEqual(expected, BootCounter.Next(flash, 1, 0, log));
            }

            Assert.AreEqual(0, log.Errors);
        }

        [TestMethod]
        public void A_power_cut_in_the_middle_of_a_write_at_any_byte_never_gives_a_number_twice()
        {
            for (int cut = 0; cut < 8; cut++)
            {
                MemoryStorage flash = new MemoryStorage();
                RecordingLog log = new RecordingLog();
                BootCounter.Next(flash, 1, 0, log);
                BootCounter.Next(flash, 1, 0, log);

                // The boot that is cut never used its number, so the next may have it; the two before may not come back.
                flash.CutNextWriteAfter = cut;
                BootCounter.Next(flash, 1, 0, log);
                Assert.AreEqual(3, BootCounter.Next(flash, 1, 0, log));
                Assert.AreEqual(4, BootCounter.Next(flash, 1, 0, log));
            }
        }

        [TestMethod]
        public void A_flash_that_refuses_the_number_is_told()
        {
            MemoryStorage flash = new MemoryStorage();
            RecordingLog log = new RecordingLog();
            flash.IsFull = true;

            Assert.AreEqual(1, BootCounter.Next(flash, 1, 0, log));
            Assert.AreEqual(1, log.Errors);
        }

        [TestMethod]
        public void A_spoilt_slot_is_not_believed()
        {
            MemoryStorage flash = new MemoryStorage();
            TwoSlotNumber number = new TwoSlotNumber(flash, "n");
            number.TryWrite(7);
            number.TryWrite(8);

            flash.TryWrite("n.0", new byte[] { 9, 0, 0, 0, 1, 2, 3, 4 });
            long afterFirst = number.Read();
            flash.TryWrite("n.1", new byte[] { 9, 0, 0, 0, 1, 2, 3, 4 });
            Assert.IsTrue(afterFirst == 7 || afterFirst == 8);
            Assert.AreEqual(0, number.Read());
        }
    }
}
