using System;
using System.Text;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Formats;
using AedCabinet.Platform;
using AedCabinet.Sleeping;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;
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
                Assert.AreEqual(expected, BootCounter.Next(flash, 1, 0, new Random(1), out bool _));
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
                BootCounter.Next(flash, 1, 0, new Random(1), out bool _);
                BootCounter.Next(flash, 1, 0, new Random(1), out bool _);

                // What fails is tried again at once; a boot that ends in between never used its number.
                flash.CutNextWriteAfter = cut;
                Assert.AreEqual(3, BootCounter.Next(flash, 1, 0, new Random(1), out bool _));
                flash.CutNextWriteAfter = cut;
                Assert.IsFalse(new TwoSlotNumber(flash, BootCounter.FileName).TryWrite(4));
                Assert.AreEqual(4, BootCounter.Next(flash, 1, 0, new Random(1), out bool _));
                Assert.AreEqual(5, BootCounter.Next(flash, 1, 0, new Random(1), out bool _));
            }
        }

        [TestMethod]
        public void A_number_that_could_not_be_stored_is_never_used_as_if_it_were()
        {
            MemoryStorage flash = new MemoryStorage();
            Random random = new Random(7);
            BootCounter.Next(flash, 1, 0, random, out bool isCounted);
            Assert.IsTrue(isCounted);
            flash.IsFull = true;
            int first = BootCounter.Next(flash, 1, 0, random, out isCounted);
            Assert.IsFalse(isCounted);
            int second = BootCounter.Next(flash, 1, 0, random, out isCounted);
            flash.IsFull = false;

            // Neither comes again, for any of the boots that are counted.
            Assert.AreEqual(2, BootCounter.Next(flash, 1, 0, random, out isCounted));
            Assert.IsTrue(isCounted);
            Assert.IsTrue(first != second);
            Assert.IsTrue(first > 10000 && second > 10000);
        }

        [TestMethod]
        public void A_number_that_could_not_be_read_is_not_begun_anew()
        {
            MemoryStorage flash = new MemoryStorage();
            Random random = new Random(7);
            for (int i = 0; i < 5; i++)
            {
                BootCounter.Next(flash, 1, 0, random, out bool _);
            }

            // One slot is enough; of two that can't be read, the number is not 0.
            flash.Unreadable = "boot.0";
            Assert.AreEqual(6, BootCounter.Next(flash, 1, 0, random, out bool isCounted));
            flash.Unreadable = null;
            flash.FailNextReads = 6;
            int boot = BootCounter.Next(flash, 1, 0, random, out isCounted);
            Assert.IsFalse(isCounted);
            Assert.IsTrue(boot > 10000);
            Assert.AreEqual(boot + 1, BootCounter.Next(flash, 1, 0, random, out isCounted));
            Assert.IsTrue(isCounted);
        }

        [TestMethod]
        public void The_greatest_numbers_come_to_an_end_without_turning_over()
        {
            MemoryStorage flash = new MemoryStorage();
            flash.IsFull = true;
            for (int seed = 1; seed < 20; seed++)
            {
                flash.IsFull = seed % 2 == 0;
                int boot = BootCounter.Next(flash, 2000000000, int.MaxValue - (flash.IsFull ? 5 : 0), new Random(seed), out bool isCounted);
                Assert.IsFalse(isCounted);
                Assert.IsTrue(boot > 2000000000);
            }

            // The last one counts, and nothing lower is written over it.
            flash = new MemoryStorage();
            Assert.AreEqual(int.MaxValue, BootCounter.Next(flash, 1, int.MaxValue - 1, new Random(1), out bool isLast));
            Assert.IsTrue(isLast);
            Assert.IsTrue(BootCounter.Next(flash, 1, 0, new Random(1), out isLast) > 2000000000);
            Assert.IsFalse(isLast);
            Assert.AreEqual((long)int.MaxValue, new TwoSlotNumber(flash, BootCounter.FileName).Read());
        }

        [TestMethod]
        public void With_one_slot_spoilt_the_number_is_still_the_last_one()
        {
            for (int slot = 0; slot < 2; slot++)
            {
                for (int count = 1; count < 4; count++)
                {
                    MemoryStorage flash = new MemoryStorage();
                    TwoSlotNumber number = new TwoSlotNumber(flash, "n");
                    for (int value = 1; value <= count; value++)
                    {
                        Assert.IsTrue(number.TryWrite(value));
                    }

                    flash.Spoil("n." + slot.ToString(), 5);
                    number = new TwoSlotNumber(flash, "n");
                    Assert.AreEqual(count, number.Read());
                    Assert.IsFalse(number.IsUnread);
                }
            }
        }

        [TestMethod]
        public void What_is_kept_survives_an_update_of_its_form_forwards_and_back()
        {
            // The form before versions existed: generation in 4 bytes, content, CRC.
            MemoryStorage flash = new MemoryStorage();
            flash.TryWrite("n.1", new byte[] { 2, 0, 0, 0, 9, 8, 7, 0, 0, 0, 0 });
            byte[] old = new byte[] { 3, 0, 0, 0, 42, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
            LittleEndian.Put(old, 12, 4, Crc32.Of(old, 0, 12));
            flash.TryWrite("n.0", old);
            TwoSlotNumber number = new TwoSlotNumber(flash, "n");
            Assert.AreEqual(42, number.Read());
            Assert.IsTrue(number.TryWrite(43));
            Assert.AreEqual(43, new TwoSlotNumber(flash, "n").Read());

            // A later firmware adds a byte at the end of each form and comes back.
            Lengthen(flash, "n");
            Assert.AreEqual(43, new TwoSlotNumber(flash, "n").Read());
            new TwoSlotRecord(flash, "m").TryWriteTwice(Memory().ToBytes());
            Lengthen(flash, "m");
            Assert.IsTrue(new TwoSlotRecord(flash, "m").TryRead(out byte[] content));
            PersistentState read = new PersistentState();
            read.FromBytes(content);
            Assert.IsTrue(read.IsSameAs(Memory()));

            RecordingLog log = new RecordingLog();
            new BootRecord(flash, log).TryMarkCrashed("scan: why");
            Lengthen(flash, BootRecord.FileName);
            Assert.AreEqual("scan: why", new BootRecord(flash, log).CrashReason);

            SleepRecord sleeps = new SleepRecord(flash);
            sleeps.TryKeep(7);
            Lengthen(flash, SleepRecord.FileName);
            Assert.AreEqual(7, new SleepRecord(flash).Failures);
        }

        [TestMethod]
        public void A_memory_that_can_t_be_read_is_not_overwritten_and_comes_back_with_what_was_opened_since()
        {
            MemoryStorage flash = new MemoryStorage();
            new TwoSlotRecord(flash, MemoryKeeper.FileName).TryWriteTwice(Memory().ToBytes());
            MemoryMailbox mailbox = new MemoryMailbox();
            RestartDesk desk = new RestartDesk();
            BootRecord boots = new BootRecord(flash, new RecordingLog());
            flash.FailNextReads = 7;
            MemoryKeeper keeper = new MemoryKeeper(flash, mailbox, boots, desk);
            Assert.IsTrue(keeper.IsAtFault);
            flash.FailNextReads = 6;
            PersistentState later = new PersistentState();
            later.Open = OpenEmergencies.Sos;
            mailbox.Post(later);
            keeper.Take();
            keeper.Step(0);
            Assert.IsTrue(keeper.IsAtFault);
            Assert.IsNull(desk.ToRead);

            keeper.Step(Outbox.RetryMs);
            Assert.IsFalse(keeper.IsAtFault);
            Assert.AreEqual(MemoryKeeper.FileName, desk.ToRead);
            MemoryMailbox next = new MemoryMailbox();
            Assert.IsFalse(new MemoryKeeper(flash, next, boots, desk).IsAtFault);
            next.Read(later);
            Assert.AreEqual(OpenEmergencies.Sos | Memory().Open, later.Open);
            Assert.AreEqual(1700000000000, later.LastInspectionUnixMs);
        }

        [TestMethod]
        public void With_one_slot_of_the_memory_spoilt_what_was_opened_last_is_open_still()
        {
            for (int slot = 0; slot < 2; slot++)
            {
                MemoryStorage flash = new MemoryStorage();
                MemoryMailbox mailbox = new MemoryMailbox();
                BootRecord boots = new BootRecord(flash, new RecordingLog());
                MemoryKeeper keeper = new MemoryKeeper(flash, mailbox, boots, new RestartDesk());
                mailbox.Post(new PersistentState());
                keeper.Take();
                keeper.Step(0);
                mailbox.Post(Memory());
                keeper.Take();
                keeper.Step(0);
                flash.Spoil(MemoryKeeper.FileName + "." + slot.ToString(), 6);

                MemoryMailbox next = new MemoryMailbox();
                PersistentState read = new PersistentState();
                Assert.IsFalse(new MemoryKeeper(flash, next, boots, new RestartDesk()).IsAtFault);
                next.Read(read);
                Assert.IsTrue(read.IsSameAs(Memory()));
            }
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

        private static PersistentState Memory()
        {
            PersistentState memory = new PersistentState();
            memory.Open = OpenEmergencies.Removal | OpenEmergencies.Inspection;
            memory.LastInspectionUnixMs = 1700000000000;
            memory.LastDay = 20000;
            memory.Standing = 5;
            return memory;
        }

        // A form grows at its end, and its version rises.
        private static void Lengthen(MemoryStorage flash, string name)
        {
            for (int slot = 0; slot < 2; slot++)
            {
                if (flash.Read(name + "." + slot.ToString(), out byte[] content) == FlashAnswer.Found)
                {
                    byte[] longer = new byte[content.Length + 1];
                    content.CopyTo(longer, 0);
                    longer[3] = TwoSlotRecord.Version + 1;
                    longer[content.Length - 4] = 0x5A;
                    LittleEndian.Put(longer, content.Length - 3, 4, Crc32.Of(longer, 0, content.Length - 3));
                    flash.TryWrite(name + "." + slot.ToString(), longer);
                }
            }
        }
    }
}
