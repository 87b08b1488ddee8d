using AedCabinet.Commands;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Storage;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <content>Flash that can't be read, or is read short.</content>
    public partial class OutboxFaultTests
    {
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
        public void A_read_that_fails_is_not_a_loss_it_is_tried_again_by_time()
        {
            MemoryStorage flash = new MemoryStorage();
            NoticeQueue notices = new NoticeQueue();
            Outbox before = Open(flash);
            Store(before, Severity.Emergency, 1, 40);
            flash.Unreadable = FirstEmergency;

            // What it hides holds nothing up: the others go out, and those of its own severity that are newer.
            Outbox outbox = OutboxBench.Open(flash, new SettableClock(), notices, Outbox.MaxBytes);
            Store(outbox, Severity.Emergency, 41, 42);
            for (int i = 0; i < 20; i++)
            {
                outbox.Store(i * Outbox.RetryMs);
            }

            Assert.AreEqual("41 42", DeliverAll(outbox));
            outbox.StoreAll(21 * Outbox.RetryMs);
            Assert.IsTrue(notices.TryTake(out Notice fault));
            Assert.AreEqual((int)EventKind.StorageFault, (int)fault.Kind);
            Assert.IsFalse(notices.TryTake(out Notice _));

            flash.Unreadable = null;
            outbox.Store(22 * Outbox.RetryMs);
            Assert.AreEqual(40, DeliverAll(outbox).Split(' ').Length - 2);
            outbox.StoreAll(23 * Outbox.RetryMs);
            outbox.Store(24 * Outbox.RetryMs);
            Assert.IsTrue(notices.TryTake(out Notice ok));
            Assert.AreEqual((int)EventKind.StorageOk, (int)ok.Kind);
            Assert.AreEqual(string.Empty, OutboxBench.TakeAll(Open(flash)));
        }

        [TestMethod]
        public void What_could_not_be_read_in_one_boot_is_read_in_the_next()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox before = Open(flash);
            Store(before, Severity.Emergency, 1, 60);
            flash.Unreadable = FirstEmergency;
            Outbox outbox = Open(flash);
            DeliverAll(outbox);
            outbox.StoreAll(0);
            outbox.StoreAll(Outbox.RetryMs);

            flash.Unreadable = null;
            string taken = OutboxBench.TakeAll(Open(flash));
            for (int seq = 1; seq <= 60; seq++)
            {
                Assert.IsTrue((" " + taken + " ").IndexOf(" " + seq.ToString() + " ") >= 0);
            }
        }

        [TestMethod]
        public void A_read_that_ends_short_hides_nothing_for_good()
        {
            for (int last = 29; last <= 30; last++)
            {
                ReadShort(last);
            }
        }

        [TestMethod]
        public void An_emergency_does_not_wait_for_a_file_that_ended_short_when_the_board_started()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox before = Open(flash);
            Store(before, Severity.Emergency, 1, 2);
            DeliverAll(before);
            before.StoreAll(1000);
            flash.Shortened = FirstEmergency;
            Outbox outbox = Open(flash);
            flash.Shortened = null;

            Store(outbox, Severity.Emergency, 3, 3);
            Assert.AreEqual("3", OutboxBench.TakeAll(outbox));
        }

        [TestMethod]
        public void What_failed_a_moment_ago_is_not_given_up_for_its_place()
        {
            MemoryStorage flash = new MemoryStorage();
            for (int file = 1; file <= 12; file++)
            {
                // Half a record at its end: nothing is added behind it.
                Store(OutboxBench.Open(flash, new SettableClock(), new NoticeQueue(), 8000), Severity.Info, file, file);
                flash.TryAppend("out-0-" + file.ToString().PadLeft(6, '0'), new byte[] { 40, 0, 1 });
            }

            flash.Unreadable = FirstInfo;
            Outbox outbox = OutboxBench.Open(flash, new SettableClock(), new NoticeQueue(), 8000);
            outbox.Store(0);
            flash.Unreadable = null;
            outbox.Store(Outbox.RetryMs);
            Assert.AreEqual("1 2 3 4 5 6 7 8 9 10 11 12", OutboxBench.TakeAll(outbox));
        }

        [TestMethod]
        public void A_directory_that_could_not_be_listed_is_not_an_empty_one()
        {
            MemoryStorage flash = new MemoryStorage();
            Store(Open(flash), Severity.Urgent, 1, 20);
            flash.FailNextListings = 5;
            Outbox outbox = Open(flash);
            outbox.Add(OutboxBench.Event(Severity.Urgent, 21));
            Assert.IsFalse(outbox.Store(Outbox.RetryMs));

            // Meanwhile it is sent from memory; nothing is stored below what stands there.
            Assert.AreEqual("21", OutboxBench.TakeAll(outbox));
            outbox.ReturnUnacknowledged();
            Assert.AreEqual(1, flash.Names.Length);
            Assert.IsFalse(outbox.Store(2 * Outbox.RetryMs));
            Assert.IsTrue(outbox.Store(3 * Outbox.RetryMs));
            Assert.AreEqual("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21", OutboxBench.TakeAll(outbox));
        }

        // The half of an even number of records is whole records: nothing shows that more stands behind.
        private static void ReadShort(int last)
        {
            MemoryStorage flash = new MemoryStorage();
            Store(Open(flash), Severity.Info, 1, last);

            // For minutes, over a start, with new events behind; the link is quick and the cursor is stored.
            flash.Shortened = FirstInfo;
            Outbox outbox = Open(flash);
            Store(outbox, Severity.Info, last + 1, 40);
            string taken = DeliverAll(outbox);
            for (int i = 1; i < 70; i++)
            {
                flash.Shortened = i < 60 ? FirstInfo : null;
                outbox.StoreAll(i * Outbox.RetryMs);
                outbox.Store(i * Outbox.RetryMs);
                taken += " " + DeliverAll(outbox);
            }

            taken = " " + taken + " ";
            for (int seq = 1; seq <= 40; seq++)
            {
                Assert.IsTrue(taken.IndexOf(" " + seq.ToString() + " ") >= 0, seq.ToString() + " of " + last.ToString() + ":" + taken);
            }
        }
    }
}
