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
    /// <content>Events that are spoilt, lost or refused by the broker, and what is told of them.</content>
    public partial class OutboxFaultTests
    {
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
    }
}
