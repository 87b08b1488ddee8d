using AedCabinet.Commands;
using AedCabinet.Exchange;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Settings;
using AedCabinet.Storage;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary><c>resend</c> gives events again from flash (SPEC §14), under the numbers they had.</summary>
    [TestClass]
    public class ResendTests
    {
        [TestMethod]
        public void Events_are_given_again_with_their_boot_and_number_and_counted()
        {
            Bench bench = new Bench(10);
            bench.Outgoing.GiveAgain(OutboxBench.Boot, 7, 9);
            Assert.IsFalse(bench.Outgoing.TryTakeGiven(out int given));
            bench.Send();

            Assert.IsTrue(bench.Outgoing.TryTakeGiven(out given));
            Assert.AreEqual(3, given);
            Assert.IsFalse(bench.Outgoing.TryTakeGiven(out given), "told once");
            Assert.AreEqual(1, bench.Connection.CountOf("\"boot\":41,\"seq\":6,"));
            for (int seq = 7; seq <= 9; seq++)
            {
                Assert.AreEqual(2, bench.Connection.CountOf("\"boot\":41,\"seq\":" + seq.ToString() + ","));
            }
        }

        [TestMethod]
        public void What_is_not_there_any_more_is_not_given()
        {
            Bench bench = new Bench(3);
            bench.Outgoing.GiveAgain(OutboxBench.Boot, 3, int.MaxValue);
            bench.Send();
            Assert.IsTrue(bench.Outgoing.TryTakeGiven(out int given));
            Assert.AreEqual(1, given);
            bench.Outgoing.GiveAgain(OutboxBench.Boot - 1, 1, 9);
            bench.Send();
            Assert.IsTrue(bench.Outgoing.TryTakeGiven(out given));
            Assert.AreEqual(0, given);
        }

        [TestMethod]
        public void What_the_broker_had_while_flash_refused_to_take_it_is_not_given_and_not_counted()
        {
            Bench bench = new Bench(1);
            bench.Flash.RefusesAppends = true;
            bench.Outbox.Add(OutboxBench.Event(Severity.Info, 2));
            bench.Outbox.Store(2000);
            bench.Send();
            Assert.AreEqual(1, bench.Connection.CountOf("\"boot\":41,\"seq\":2,"));
            bench.Flash.RefusesAppends = false;
            bench.Outbox.Add(OutboxBench.Event(Severity.Info, 3));
            bench.Outbox.StoreAll(10000);
            bench.Outgoing.GiveAgain(OutboxBench.Boot, 1, 3);
            bench.Send();
            Assert.IsTrue(bench.Outgoing.TryTakeGiven(out int given));
            Assert.AreEqual(2, given);
            Assert.AreEqual(1, bench.Connection.CountOf("\"boot\":41,\"seq\":2,"));
        }

        [TestMethod]
        public void Flash_that_cannot_be_read_is_not_taken_for_nothing_there()
        {
            Bench bench = new Bench(3);
            bench.Flash.FailNextReads = 1;
            bench.Outgoing.GiveAgain(OutboxBench.Boot, 1, 3);
            bench.Send();
            Assert.IsTrue(bench.Outgoing.TryTakeGiven(out int given));
            Assert.AreEqual(-1, given);
        }

        [TestMethod]
        public void A_lost_link_begins_anew_with_what_is_given_again()
        {
            Bench bench = new Bench(10);
            bench.Outgoing.GiveAgain(OutboxBench.Boot, 1, 10);
            bench.Outgoing.SendWhatIsDue(2000);
            Assert.IsFalse(bench.Outgoing.TryTakeGiven(out int given), "not acknowledged");
            bench.Outgoing.End();
            bench.Outgoing.Begin(2);
            bench.Send();
            Assert.IsTrue(bench.Outgoing.TryTakeGiven(out given));
            Assert.AreEqual(10, given);
        }

        [TestMethod]
        public void What_waits_goes_first()
        {
            Bench bench = new Bench(3);
            bench.Outbox.Add(OutboxBench.Event(Severity.Info, 4));
            bench.Outbox.Store(0);
            bench.Outgoing.GiveAgain(OutboxBench.Boot, 1, 1);
            bench.Send();
            Assert.IsTrue(bench.Connection.IndexOf("\"seq\":4,") < bench.LastOf("\"seq\":1,"));
        }

        private sealed class Bench
        {
            public Bench(int delivered)
            {
                Connection.Acknowledges = false;
                Outbox = OutboxBench.Open(Flash, new SettableClock(), AedCabinet.Storage.Outbox.MaxBytes);
                CabinetConfiguration configuration = CabinetBench.Commissioned();
                MessageComposer composer = new MessageComposer(configuration, OutboxBench.Boot, new SettableClock());
                Outgoing = new Outgoing(Connection, composer, new Topics(configuration), Outbox, new StateMailbox(), new FakeHealth(),
                    new ReplyQueue());
                Outgoing.Begin(1);
                for (int seq = 1; seq <= delivered; seq++)
                {
                    Outbox.Add(OutboxBench.Event(Severity.Info, seq));
                }

                Outbox.Store(0);
                Send();
                Outbox.StoreAll(1000);
            }

            public FakeConnection Connection { get; } = new FakeConnection();

            public MemoryStorage Flash { get; } = new MemoryStorage();

            public Outbox Outbox { get; }

            public Outgoing Outgoing { get; }

            public int LastOf(string part)
            {
                for (int i = Connection.Published.Count - 1; i >= 0; i--)
                {
                    if (((string)Connection.Published[i]).IndexOf(part) >= 0)
                    {
                        return i;
                    }
                }

                return -1;
            }

            // The fake numbers what it publishes from 1 on; what is not awaited, or not yet sent, may be acknowledged too.
            public void Send()
            {
                int before = -1;
                while (before != Connection.Published.Count)
                {
                    before = Connection.Published.Count;
                    Outgoing.SendWhatIsDue(2000);
                    for (int id = 1; id <= before + InFlight.Window + 1; id++)
                    {
                        Outgoing.Acknowledge(id);
                    }
                }
            }
        }
    }
}
