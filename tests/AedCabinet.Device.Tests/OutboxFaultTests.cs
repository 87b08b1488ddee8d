using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>Flash that refuses, that can't be read and that is spoilt.</summary>
    [TestClass]
    public class OutboxFaultTests
    {
        private const string FirstInfo = "out-0-000001";

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
        public void A_file_that_can_t_be_read_when_the_board_starts_is_tried_again()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox before = Open(flash);
            before.Add(OutboxBench.Event(Severity.Info, 1));
            before.Store(0);

            flash.FailNextReads = 4;
            Assert.AreEqual("1", OutboxBench.TakeAll(Open(flash)));
        }

        [TestMethod]
        public void An_event_that_can_t_be_read_again_just_now_is_not_said_to_be_missing()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = Open(flash);
            outbox.Add(OutboxBench.Event(Severity.Info, 1));
            outbox.Store(0);
            flash.FailNextReads = 1;

            Assert.AreEqual((int)FlashAnswer.Failed, (int)outbox.ReadAgain(OutboxBench.Boot, 1, 1, out CabinetEvent item));
            Assert.IsNull(item);
            Assert.AreEqual((int)FlashAnswer.Found, (int)outbox.ReadAgain(OutboxBench.Boot, 1, 1, out item));
            Assert.AreEqual((int)FlashAnswer.Missing, (int)outbox.ReadAgain(OutboxBench.Boot, 2, 2, out item));
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

            Assert.AreEqual(2, flash.List().Length);
            Assert.IsTrue(outbox.Store(11 * Outbox.RetryMs));
            Assert.AreEqual("1 2", OutboxBench.TakeAll(Open(flash)));
        }

        [TestMethod]
        public void What_is_spoilt_while_it_is_under_way_takes_no_other_with_it()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = Open(flash);
            outbox.Add(OutboxBench.Event(Severity.Info, 1));
            outbox.Add(OutboxBench.Event(Severity.Info, 2));
            outbox.Store(0);
            outbox.TryTake(out CabinetEvent first);
            outbox.TryTake(out CabinetEvent second);
            flash.Spoil(FirstInfo, 15);

            outbox.Return(second);
            Assert.AreEqual("2", OutboxBench.TakeAll(outbox));

            outbox.Acknowledge(first);
            outbox.StoreAll(1000);
            Assert.AreEqual("2", OutboxBench.TakeAll(Open(flash)));
        }

        [TestMethod]
        public void What_was_delivered_before_what_is_spoilt_does_not_come_again()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = Open(flash);
            CabinetEvent delivered = OutboxBench.Event(Severity.Emergency, 1);
            outbox.Add(delivered);
            Assert.AreEqual("1", OutboxBench.TakeAll(outbox));
            outbox.Store(0);
            outbox.Add(OutboxBench.Event(Severity.Emergency, 2));
            outbox.Store(1000);
            flash.Spoil("out-3-000001", OutboxRecord.Encode(delivered, CabinetEvent.UnknownTime).Length + 15);

            outbox.Acknowledge(delivered);
            Assert.IsFalse(outbox.HasWaiting(Severity.Emergency));
            outbox.StoreAll(2000);
            Assert.AreEqual(string.Empty, OutboxBench.TakeAll(Open(flash)));
        }

        [TestMethod]
        public void What_is_spoilt_after_it_was_stored_is_told_and_told_once()
        {
            MemoryStorage flash = new MemoryStorage();
            NoticeQueue notices = new NoticeQueue();
            Outbox outbox = OutboxBench.Open(flash, new SettableClock(), notices, Outbox.MaxBytes);
            outbox.Add(OutboxBench.Event(Severity.Info, 1));
            outbox.Add(OutboxBench.Event(Severity.Info, 2));
            outbox.Store(0);
            flash.Spoil(FirstInfo, 15);

            Assert.AreEqual("2", OutboxBench.TakeAll(outbox));
            outbox.ReturnUnacknowledged();
            Assert.AreEqual("2", OutboxBench.TakeAll(outbox));

            outbox.Store(1000);
            Assert.IsTrue(notices.TryTake(out Notice notice));
            Assert.AreEqual("\"lost\":0,\"spoilt\":1", notice.Data);
            outbox.Store(1000 + OutboxLosses.TellEveryMs);
            Assert.IsFalse(notices.TryTake(out Notice _));
        }

        private static Outbox Open(MemoryStorage flash) => OutboxBench.Open(flash, new SettableClock(), Outbox.MaxBytes);
    }
}
