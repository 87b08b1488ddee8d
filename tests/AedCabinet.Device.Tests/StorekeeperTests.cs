using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class StorekeeperTests
    {
        [TestMethod]
        public void A_memory_is_not_on_flash_before_the_events_it_comes_from()
        {
            MemoryStorage flash = new MemoryStorage();
            Storekeeper storekeeper = AfterRemoval(flash);
            flash.RefusesAppends = true;

            for (int nowMs = 0; nowMs < 3 * Outbox.RetryMs; nowMs += 100)
            {
                storekeeper.Step(nowMs);
            }

            Assert.IsFalse(IsRemovalKept(flash));
            flash.RefusesAppends = false;
            storekeeper.Step(4 * Outbox.RetryMs);
            Assert.IsTrue(IsRemovalKept(flash));
        }

        [TestMethod]
        public void A_memory_whose_events_flash_refuses_is_not_kept_at_the_end_either()
        {
            MemoryStorage flash = new MemoryStorage();
            Storekeeper storekeeper = AfterRemoval(flash);
            flash.RefusesAppends = true;

            storekeeper.End(100);
            Assert.IsFalse(IsRemovalKept(flash));
            flash.RefusesAppends = false;
            storekeeper.End(200);
            Assert.IsTrue(IsRemovalKept(flash));
        }

        private static Storekeeper AfterRemoval(MemoryStorage flash)
        {
            MemoryMailbox mailbox = new MemoryMailbox();
            Outbox outbox = OutboxBench.Open(flash, new SettableClock(), Outbox.MaxBytes);
            PersistentState memory = new PersistentState();
            memory.Open = OpenEmergencies.Removal;
            outbox.Add(OutboxBench.Event(Severity.Emergency, 1));
            mailbox.Post(memory);
            return new Storekeeper(outbox, new MemoryKeeper(flash, mailbox, new BootRecord(flash, new RecordingLog()), new RestartDesk()));
        }

        // What the next boot would find.
        private static bool IsRemovalKept(MemoryStorage flash)
        {
            MemoryMailbox next = new MemoryMailbox();
            _ = new MemoryKeeper(flash, next, new BootRecord(new MemoryStorage(), new RecordingLog()), new RestartDesk());
            PersistentState memory = new PersistentState();
            next.Read(memory);
            return (memory.Open & OpenEmergencies.Removal) != 0;
        }
    }
}
