using AedCabinet.Events;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Storage;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>Flash that refuses, that can't be read and that is spoilt.</summary>
    [TestClass]
    public partial class OutboxFaultTests
    {
        private const string FirstInfo = "out-0-000001";
        private const string FirstEmergency = "out-3-000001";

        [TestMethod]
        public void Flash_that_refuses_does_not_silence_the_cabinet()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = Open(flash);
            flash.IsFull = true;
            outbox.Add(OutboxBench.Event(Severity.Info, 1));

            Assert.IsFalse(outbox.Store(0));
            Assert.AreEqual("1", OutboxBench.TakeAll(outbox));
        }

        [TestMethod]
        public void What_flash_refuses_goes_out_in_the_order_of_severity_too()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = Open(flash);
            outbox.Add(OutboxBench.Event(Severity.Info, 1));
            outbox.Store(0);
            flash.IsFull = true;
            outbox.Add(OutboxBench.Event(Severity.Info, 2));
            outbox.Add(OutboxBench.Event(Severity.Urgent, 3));
            outbox.Store(1000);

            Assert.AreEqual("3 1 2", OutboxBench.TakeAll(outbox));
        }

        [TestMethod]
        public void Flash_that_refuses_for_long_is_not_filled_with_what_is_left_of_every_attempt()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = Open(flash);
            outbox.Add(OutboxBench.Event(Severity.Info, 1));
            outbox.Store(0);
            outbox.Add(OutboxBench.Event(Severity.Info, 2));
            for (int i = 1; i <= 10; i++)
            {
                flash.CutNextWriteAfter = 5;
                Assert.IsFalse(outbox.Store(i * Outbox.RetryMs));
            }

            Assert.AreEqual(2, flash.Names.Length);
            Assert.IsTrue(outbox.Store(11 * Outbox.RetryMs));
            Assert.AreEqual("1 2", OutboxBench.TakeAll(Open(flash)));
        }

        [TestMethod]
        public void A_boot_that_flash_did_not_count_stores_nothing_below_what_stands_there_and_sends_it_from_memory()
        {
            MemoryStorage flash = new MemoryStorage();
            Store(Open(flash), Severity.Info, 1, 3);
            flash.Unreadable = FirstInfo;
            flash.FailNextListings = 3;
            Outbox outbox = Open(flash);
            outbox.NoteGivenUp();
            outbox.Add(new CabinetEvent(EventKind.DoorOpened, Severity.Info, OutboxBench.Boot - 1, 9, 1000,
                OperatingMode.Normal, string.Empty));
            Assert.IsFalse(outbox.Store(Outbox.RetryMs));
            Assert.AreEqual("9", OutboxBench.TakeAll(outbox));
            outbox.ReturnUnacknowledged();

            // What could not be read has the greater numbers: behind it, the next boot would take the event for one written twice.
            flash.Unreadable = null;
            Assert.IsFalse(outbox.Store(2 * Outbox.RetryMs));
            Assert.AreEqual((int)FlashAnswer.Missing, (int)flash.Read("out-0-000002", out byte[] _));
            Assert.AreEqual("1 2 3 9", OutboxBench.TakeAll(outbox));
        }

        [TestMethod]
        public void A_boot_that_flash_did_not_count_stores_its_events_once_it_is_known_that_they_come_last()
        {
            MemoryStorage flash = new MemoryStorage();
            Store(Open(flash), Severity.Info, 1, 3);
            flash.Unreadable = FirstInfo;
            flash.FailNextListings = 3;
            Outbox outbox = Open(flash);
            outbox.NoteGivenUp();
            outbox.Add(new CabinetEvent(EventKind.DoorOpened, Severity.Info, OutboxBench.Boot + 1, 9, 1000,
                OperatingMode.Normal, string.Empty));
            Assert.IsFalse(outbox.Store(0));

            flash.Unreadable = null;
            Assert.IsTrue(outbox.Store(Outbox.RetryMs));
            Assert.AreEqual("1 2 3 9", OutboxBench.TakeAll(Open(flash)));
        }

        private static void Store(Outbox outbox, Severity severity, int first, int last)
        {
            for (int seq = first; seq <= last; seq++)
            {
                outbox.Add(OutboxBench.Event(severity, seq));
            }

            outbox.Store(0);
        }

        private static string DeliverAll(Outbox outbox)
        {
            string taken = string.Empty;
            while (outbox.TryTake(out CabinetEvent item))
            {
                taken += (taken.Length == 0 ? string.Empty : " ") + item.Seq.ToString();
                outbox.Acknowledge(item);
            }

            return taken;
        }

        private static Outbox Open(MemoryStorage flash) => OutboxBench.Open(flash, new SettableClock(), Outbox.MaxBytes);
    }
}
