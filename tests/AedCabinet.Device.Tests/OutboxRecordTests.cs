using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Messages;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Storage;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class OutboxRecordTests
    {
        // 2026-01-12T03:05:00.120Z
        private const long UnixMs = 1768187100120;
        private const string InfoFile = "out-0-000001";

        [TestMethod]
        public void An_event_comes_back_from_flash_as_it_was()
        {
            CabinetEvent item = new CabinetEvent(EventKind.TamperOpened, Severity.Urgent, 2000000000, 70000, 5000000000,
                OperatingMode.Drill, "\"place\":\"敖包西侧，电话亭旁\"");
            byte[] record = OutboxRecord.Encode(item, UnixMs);

            Assert.AreEqual(record.Length, OutboxRecord.LengthOf(record, 0));
            Assert.AreEqual(item.Key, OutboxRecord.KeyAt(record, 0));
            CabinetEvent read = OutboxRecord.Decode(record, 0, record.Length);
            Assert.AreEqual((int)EventKind.TamperOpened, (int)read.Kind);
            Assert.AreEqual((int)Severity.Urgent, (int)read.Severity);
            Assert.AreEqual(2000000000, read.Boot);
            Assert.AreEqual(70000, read.Seq);
            Assert.AreEqual(5000000000, read.AtMs);
            Assert.AreEqual((int)OperatingMode.Drill, (int)read.Mode);
            Assert.AreEqual("\"place\":\"敖包西侧，电话亭旁\"", read.Data);
            Assert.AreEqual(UnixMs, read.UnixMs);
        }

        [TestMethod]
        public void An_event_without_data_and_without_a_time_stays_so()
        {
            byte[] record = OutboxRecord.Encode(Event(1, null), CabinetEvent.UnknownTime);

            CabinetEvent read = OutboxRecord.Decode(record, 0, record.Length);
            Assert.IsNull(read.Data);
            Assert.AreEqual(CabinetEvent.UnknownTime, read.UnixMs);
        }

        [TestMethod]
        public void Data_that_is_too_long_is_left_out_and_the_event_is_kept()
        {
            int overhead = OutboxRecord.Encode(Event(1, null), UnixMs).Length;
            string longest = string.Empty.PadLeft(OutboxRecord.MaxLength - overhead, 'x');

            byte[] record = OutboxRecord.Encode(Event(1, longest), UnixMs);
            Assert.AreEqual(OutboxRecord.MaxLength, record.Length);
            Assert.AreEqual(longest, OutboxRecord.Decode(record, 0, record.Length).Data);

            record = OutboxRecord.Encode(Event(1, longest + "x"), UnixMs);
            Assert.AreEqual(overhead, record.Length);
            Assert.IsNull(OutboxRecord.Decode(record, 0, record.Length).Data);
        }

        [TestMethod]
        public void A_record_with_any_byte_changed_is_none()
        {
            byte[] record = OutboxRecord.Encode(Event(7, "\"compartment\":\"aed\""), UnixMs);
            for (int i = 0; i < record.Length; i++)
            {
                record[i] ^= 1;
                Assert.AreEqual(0, OutboxRecord.LengthOf(record, 0), "byte " + i.ToString());
                record[i] ^= 1;
            }

            Assert.AreEqual(record.Length, OutboxRecord.LengthOf(record, 0));
        }

        [TestMethod]
        public void A_spoilt_record_is_stepped_over_when_a_whole_one_follows()
        {
            byte[] first = OutboxRecord.Encode(Event(1, null), UnixMs);
            byte[] both = Join(first, OutboxRecord.Encode(Event(2, null), UnixMs));
            both[first.Length - 1] ^= 1;

            Assert.AreEqual(0, OutboxRecord.LengthOf(both, 0));
            Assert.AreEqual(first.Length, OutboxRecord.StepOver(both, 0));
            Assert.IsFalse(OutboxRecord.IsTorn(both, 0));

            // The same with nothing whole behind it.
            both[both.Length - 1] ^= 1;
            Assert.AreEqual(0, OutboxRecord.StepOver(both, 0));
        }

        [TestMethod]
        public void The_beginning_of_a_record_is_what_a_power_cut_leaves()
        {
            byte[] record = OutboxRecord.Encode(Event(1, "\"compartment\":\"aed\""), UnixMs);
            for (int length = 1; length < record.Length; length++)
            {
                byte[] rest = new byte[length];
                for (int i = 0; i < length; i++)
                {
                    rest[i] = record[i];
                }

                Assert.AreEqual(0, OutboxRecord.LengthOf(rest, 0));
                Assert.AreEqual(0, OutboxRecord.StepOver(rest, 0));
                Assert.IsTrue(OutboxRecord.IsTorn(rest, 0), length.ToString() + " bytes");
            }
        }

        [TestMethod]
        public void A_record_of_a_kind_of_newer_firmware_is_whole_and_says_nothing()
        {
            CabinetEvent item = new CabinetEvent((EventKind)EventCatalog.Count, Severity.Info, 41, 1, 1000, OperatingMode.Normal, null);
            byte[] record = OutboxRecord.Encode(item, UnixMs);

            Assert.AreEqual(record.Length, OutboxRecord.LengthOf(record, 0));
            Assert.IsNull(OutboxRecord.Decode(record, 0, record.Length));
        }

        [TestMethod]
        public void A_record_that_stands_twice_is_one_event()
        {
            // Its first writing seemed to fail and had not.
            MemoryStorage flash = new MemoryStorage();
            byte[] first = OutboxRecord.Encode(Event(1, null), UnixMs);
            flash.TryAppend(InfoFile, first);
            flash.TryAppend("out-0-000002", first);
            flash.TryAppend("out-0-000002", OutboxRecord.Encode(Event(2, null), UnixMs));

            Outbox outbox = Open(flash);
            Assert.AreEqual(2, outbox.Count);
            outbox.TryTake(out CabinetEvent item);
            Assert.AreEqual(1, item.Seq);
            outbox.Acknowledge(item);
            outbox.TryTake(out item);
            Assert.AreEqual(2, item.Seq);
            outbox.Acknowledge(item);
            Assert.IsFalse(outbox.TryTake(out item));
            Assert.AreEqual(0, outbox.Count);
        }

        [TestMethod]
        public void Nothing_is_written_behind_a_torn_record()
        {
            MemoryStorage flash = new MemoryStorage();
            byte[] record = OutboxRecord.Encode(Event(1, null), UnixMs);
            flash.TryAppend(InfoFile, record);
            flash.CutNextWriteAfter = 20;
            flash.TryAppend(InfoFile, record);
            flash.Read(InfoFile, out byte[] before);

            Outbox outbox = Open(flash);
            outbox.Add(Event(2, null));
            Assert.IsTrue(outbox.Store(0));

            flash.Read(InfoFile, out byte[] after);
            Assert.AreEqual(before.Length, after.Length);
            Assert.AreEqual(2, Open(flash).Count);
        }

        [TestMethod]
        public void An_event_stored_before_the_clock_was_set_is_dated_when_the_clock_comes_in_its_own_boot_only()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = Open(flash);
            outbox.Add(Event(1, null));
            Assert.IsTrue(outbox.Store(2000));
            outbox.TryTake(out CabinetEvent item);
            Open(flash).TryTake(out CabinetEvent ofEarlierBoot);

            SettableClock clock = new SettableClock();
            MessageComposer sameBoot = new MessageComposer(CabinetBench.Commissioned(), 41, clock);
            MessageComposer nextBoot = new MessageComposer(CabinetBench.Commissioned(), 42, clock);
            Assert.IsTrue(sameBoot.Event(item, 3000).IndexOf("\"clock\":\"unsynced\",\"uptimeMs\":1000") > 0);

            // The clock comes a minute after the event.
            clock.UnixMs = UnixMs;
            Assert.IsTrue(sameBoot.Event(item, 61000).IndexOf("\"time\":\"2026-01-12T03:04:00.120Z\",\"uptimeMs\":1000") > 0);
            Assert.IsTrue(nextBoot.Event(ofEarlierBoot, 61000).IndexOf("\"clock\":\"unsynced\",\"uptimeMs\":1000") > 0);
            Assert.IsTrue(nextBoot.Event(ofEarlierBoot, 61000).IndexOf("\"time\"") < 0);
        }

        private static CabinetEvent Event(int seq, string data) =>
            new CabinetEvent(EventKind.DoorOpened, Severity.Info, 41, seq, seq * 1000L, OperatingMode.Normal, data);

        private static Outbox Open(MemoryStorage flash)
        {
            Outbox outbox = new Outbox(flash, new SettableClock(), new NoticeQueue(), new RecordingLog());
            outbox.Open();
            return outbox;
        }

        private static byte[] Join(byte[] one, byte[] other)
        {
            byte[] joined = new byte[one.Length + other.Length];
            one.CopyTo(joined, 0);
            other.CopyTo(joined, one.Length);
            return joined;
        }
    }
}
