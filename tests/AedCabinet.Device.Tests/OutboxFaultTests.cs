using System;
using System.Text;
using AedCabinet.Commands;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Storage;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>Flash that refuses, that can't be read and that is spoilt.</summary>
    [TestClass]
    public class OutboxFaultTests
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

            Assert.AreEqual(2, flash.Names.Length);
            Assert.IsTrue(outbox.Store(11 * Outbox.RetryMs));
            Assert.AreEqual("1 2", OutboxBench.TakeAll(Open(flash)));
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

        [TestMethod]
        public void Losses_are_counted_in_events_and_kept_over_restarts_until_told()
        {
            MemoryStorage flash = new MemoryStorage();
            NoticeQueue notices = new NoticeQueue();
            Outbox outbox = OutboxBench.Open(flash, new SettableClock(), notices, OutboxRecord.MaxLength);
            Store(outbox, Severity.Info, 1, 60);
            int dropped = outbox.DroppedCount;
            Assert.IsTrue(dropped > 0);
            outbox.StoreAll(1000);
            Assert.IsTrue(notices.TryTake(out Notice told));

            // The power fails before the scan has made an event of it: told again. And again, until the event is stored.
            for (int boot = 0; boot < 2; boot++)
            {
                notices = new NoticeQueue();
                outbox = OutboxBench.Open(flash, new SettableClock(), notices, 3000);
                outbox.Store(1000);
                Assert.IsTrue(notices.TryTake(out told));
                Assert.AreEqual("\"lost\":" + dropped.ToString() + ",\"spoilt\":0", told.Data);
            }

            outbox.Add(new CabinetEvent(told.Kind, Severity.Maintenance, OutboxBench.Boot, 61, 1000, OperatingMode.Normal, told.Data));
            outbox.StoreAll(2000);
            notices = new NoticeQueue();
            outbox = OutboxBench.Open(flash, new SettableClock(), notices, 3000);
            outbox.Store(1000);
            Assert.IsFalse(notices.TryTake(out told));
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

            // Flash that reads wrong for a while is not flash that holds wrong: lost is what reads the same for ten minutes.
            outbox.Store(Outbox.RetryMs);
            Assert.IsTrue(notices.TryTake(out Notice notice));
            Assert.AreEqual((int)EventKind.StorageFault, (int)notice.Kind);
            int tries = 1;
            while (!notices.TryTake(out notice) && tries < 1000)
            {
                outbox.Store((tries + 1) * Outbox.RetryMs);
                tries++;
            }

            Assert.AreEqual(120, tries);
            Assert.AreEqual("\"lost\":0,\"spoilt\":1", notice.Data);
            outbox.Store(1000000 + OutboxLosses.TellEveryMs);
            Assert.IsFalse(notices.TryTake(out Notice _));
        }

        [TestMethod]
        public void A_poisoned_event_is_set_aside_on_flash_after_a_number_of_tries_told_and_the_link_goes_on()
        {
            MemoryStorage flash = new MemoryStorage();
            NoticeQueue notices = new NoticeQueue();
            Outbox outbox = OutboxBench.Open(flash, new SettableClock(), notices, Outbox.MaxBytes);
            outbox.Add(new CabinetEvent(EventKind.SosPressed, Severity.Emergency, OutboxBench.Boot, 1, 1000, OperatingMode.Normal,
                "\"note\":\"poison\""));
            Store(outbox, Severity.Emergency, 2, 3);
            FakeConnection connection = new FakeConnection();
            connection.Poison = "poison";
            Outgoing outgoing = OutgoingTo(connection, outbox);
            for (int connections = 1; connections <= Outgoing.MaxTries; connections++)
            {
                Assert.AreEqual(0, connection.CountOf("sos.pressed") + connection.CountOf("door.opened"));
                outgoing.Begin(connections);
                Assert.ThrowsException(typeof(InvalidOperationException), () => outgoing.SendWhatIsDue(0));
                outgoing.End();
            }

            // Who the cabinet is goes before what failed.
            outgoing.Begin(Outgoing.MaxTries + 1);
            outgoing.SendWhatIsDue(0);
            outgoing.Acknowledge(connection.LastId - 1);
            outgoing.SendWhatIsDue(0);
            Assert.AreEqual(2, connection.CountOf("door.opened"));
            Assert.IsTrue(notices.TryTake(out Notice notice));
            Assert.AreEqual((int)EventKind.StorageFault, (int)notice.Kind);
            Assert.AreEqual("\"boot\":41,\"seq\":1", notice.Data);

            // It is not sent again after a restart, and not gone: resend gives it.
            outgoing.Acknowledge(connection.LastId - 1);
            outgoing.Acknowledge(connection.LastId);
            outbox.StoreAll(2000);
            outbox = Open(flash);
            Assert.AreEqual(string.Empty, OutboxBench.TakeAll(outbox));
            Assert.AreEqual((int)FlashAnswer.Found, (int)outbox.ReadAgain(OutboxBench.Boot, 1, 1, out CabinetEvent item));
            Assert.AreEqual(1, item.Seq);
        }

        [TestMethod]
        public void A_lack_of_memory_is_no_poison()
        {
            FakeConnection connection = new FakeConnection();
            connection.HasNoMemory = true;
            Outbox outbox = Open(new MemoryStorage());
            Store(outbox, Severity.Emergency, 1, 1);
            Outgoing outgoing = OutgoingTo(connection, outbox);
            for (int connections = 1; connections <= 10; connections++)
            {
                outgoing.Begin(connections);
                Assert.ThrowsException(typeof(OutOfMemoryException), () => outgoing.SendWhatIsDue(0));
                outgoing.End();
            }

            connection.HasNoMemory = false;
            outgoing.SendWhatIsDue(0);
            Assert.AreEqual(1, connection.CountOf("door.opened"));
        }

        [TestMethod]
        public void Stored_and_contract_events_have_one_size()
        {
            MessageComposer composer = new MessageComposer(CabinetBench.Commissioned(), OutboxBench.Boot, new SettableClock());
            string longest = string.Empty;
            for (int length = 600; length <= 1100; length++)
            {
                // Characters of one, two and three bytes in UTF-8.
                string unit = length % 3 == 0 ? "x" : length % 3 == 1 ? "\u00e9" : "\u67dc";
                string data = "\"note\":\"" + string.Empty.PadLeft((length / 3) - 10, unit[0])
                    + string.Empty.PadLeft(length % 7, 'x') + "\"";
                CheckSize(composer, data);
                longest = string.Empty.PadLeft(length, 'x');
                CheckSize(composer, "\"note\":\"" + longest + "\"");
            }
        }

        private static void CheckSize(MessageComposer composer, string data)
        {
            CabinetEvent item = new CabinetEvent(EventKind.SelfTestFailed, Severity.Maintenance, 2147483647, 2147483647, 1768186800000,
                OperatingMode.Maintenance, data);
            string text = composer.Event(item, 0);
            byte[] sent = Encoding.UTF8.GetBytes(text);
            byte[] stored = OutboxRecord.Encode(item, 1768186800000);
            Assert.IsTrue(sent.Length <= 1024, sent.Length.ToString());
            Assert.IsTrue(stored.Length <= 1024, stored.Length.ToString());

            // Everything that fits is included.
            Assert.IsTrue(text.IndexOf("note") > 0 || sent.Length + Encoding.UTF8.GetBytes(data).Length > 1024);
        }

        private static Outgoing OutgoingTo(FakeConnection connection, Outbox outbox)
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            MessageComposer composer = new MessageComposer(configuration, OutboxBench.Boot, new SettableClock());
            return new Outgoing(connection, composer, new Topics(configuration), outbox, new StateMailbox(), new FakeHealth(),
                new ReplyQueue());
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
