using System;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Storage;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class OutboxTests
    {
        [TestMethod]
        public void An_emergency_is_handed_out_before_it_is_stored_and_nothing_else_is()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = OutboxBench.Open(flash, new SettableClock(), Outbox.MaxBytes);
            outbox.Add(OutboxBench.Event(Severity.Urgent, 1));
            outbox.Add(OutboxBench.Event(Severity.Emergency, 2));

            Assert.AreEqual("2", OutboxBench.TakeAll(outbox));

            outbox.Store(0);
            Assert.AreEqual("1", OutboxBench.TakeAll(outbox));
        }

        [TestMethod]
        public void What_was_acknowledged_after_it_was_handed_out_from_memory_is_never_sent_in_the_place_of_a_later_one()
        {
            Outbox outbox = OutboxBench.Open(new MemoryStorage(), new SettableClock(), Outbox.MaxBytes);
            outbox.Add(OutboxBench.Event(Severity.Emergency, 1));
            Assert.IsTrue(outbox.TryTake(out CabinetEvent first));
            outbox.Store(1000);
            outbox.Acknowledge(first);

            outbox.Add(OutboxBench.Event(Severity.Emergency, 2));
            outbox.Store(2000);
            Assert.IsTrue(outbox.TryTake(out CabinetEvent second));
            Assert.AreEqual(2, second.Seq);
        }

        [TestMethod]
        public void Emergencies_go_first_then_urgent_events_then_the_rest_in_order()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = OutboxBench.Open(flash, new SettableClock(), Outbox.MaxBytes);
            outbox.Add(OutboxBench.Event(Severity.Info, 1));
            outbox.Add(OutboxBench.Event(Severity.Maintenance, 2));
            outbox.Add(OutboxBench.Event(Severity.Info, 3));
            outbox.Add(OutboxBench.Event(Severity.Urgent, 4));
            outbox.Add(OutboxBench.Event(Severity.Emergency, 5));
            outbox.Store(0);

            Assert.AreEqual("5 4 1 2 3", OutboxBench.TakeAll(outbox));
        }

        [TestMethod]
        public void What_was_handed_out_but_not_acknowledged_is_there_after_a_restart()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = OutboxBench.Open(flash, new SettableClock(), Outbox.MaxBytes);
            outbox.Add(OutboxBench.Event(Severity.Info, 1));
            outbox.Add(OutboxBench.Event(Severity.Info, 2));
            outbox.Store(0);
            outbox.TryTake(out CabinetEvent first);
            outbox.TryTake(out CabinetEvent _);
            outbox.Acknowledge(first);
            outbox.StoreAll(0);

            Assert.AreEqual("2", OutboxBench.TakeAll(OutboxBench.Open(flash, new SettableClock(), Outbox.MaxBytes)));
        }

        [TestMethod]
        public void When_it_is_full_the_oldest_info_goes_and_the_emergencies_stay()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = OutboxBench.Open(flash, new SettableClock(), OutboxRecord.MaxLength);
            outbox.Add(OutboxBench.Event(Severity.Emergency, 1));
            for (int seq = 2; seq <= 60; seq++)
            {
                outbox.Add(OutboxBench.Event(Severity.Info, seq));
            }

            outbox.Store(0);

            string[] taken = OutboxBench.TakeAll(outbox).Split(' ');
            Assert.IsTrue(outbox.DroppedCount > 0);
            Assert.AreEqual(60 - outbox.DroppedCount, taken.Length);
            Assert.AreEqual("1", taken[0]);
            Assert.AreEqual((2 + outbox.DroppedCount).ToString(), taken[1]);
            Assert.AreEqual("60", taken[taken.Length - 1]);
        }

        [TestMethod]
        public void Info_goes_before_maintenance_and_maintenance_before_urgent()
        {
            Outbox outbox = OutboxBench.Open(new MemoryStorage(), new SettableClock(), 1100);
            for (int seq = 1; seq <= 28; seq++)
            {
                outbox.Add(OutboxBench.Event(seq <= 10 ? Severity.Info : seq <= 15 ? Severity.Maintenance : Severity.Urgent, seq));
            }

            outbox.Store(0);

            // All that is lost is info.
            string[] taken = OutboxBench.TakeAll(outbox).Split(' ');
            Assert.IsTrue(outbox.DroppedCount > 0 && outbox.DroppedCount < 10);
            Assert.AreEqual("16", taken[0]);
            Assert.AreEqual("28", taken[12]);
            Assert.AreEqual("11", taken[taken.Length - 5]);
            Assert.AreEqual("15", taken[taken.Length - 1]);
        }

        [TestMethod]
        public void Losses_are_told_at_once_and_then_at_most_hourly()
        {
            NoticeQueue notices = new NoticeQueue();
            Outbox outbox = OutboxBench.Open(new MemoryStorage(), new SettableClock(), notices, OutboxRecord.MaxLength);
            Fill(outbox, 1);
            outbox.Store(1000);
            Assert.IsTrue(notices.TryTake(out Notice first));
            Assert.AreEqual((int)EventKind.OutboxOverflowed, (int)first.Kind);

            Fill(outbox, 61);
            outbox.Store(2000);
            Assert.IsFalse(notices.TryTake(out Notice _));

            outbox.Store(1000 + OutboxLosses.TellEveryMs);
            Assert.IsTrue(notices.TryTake(out Notice _));
        }

        [TestMethod]
        public void Acknowledged_records_stay_until_their_place_is_needed_and_can_be_given_again()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = OutboxBench.Open(flash, new SettableClock(), Outbox.MaxBytes);
            Deliver(outbox, 1, 500);

            // Over a restart too, and however many files they fill; the range is of one boot.
            outbox = OutboxBench.Open(flash, new SettableClock(), Outbox.MaxBytes);
            Assert.AreEqual(string.Empty, OutboxBench.TakeAll(outbox));
            Assert.AreEqual("7 8 9", ReadAgain(outbox, OutboxBench.Boot, 7, 9));
            Assert.AreEqual("499 500", ReadAgain(outbox, OutboxBench.Boot, 499, 600));
            Assert.AreEqual(string.Empty, ReadAgain(outbox, OutboxBench.Boot - 1, 1, 600));
            Assert.AreEqual(string.Empty, ReadAgain(outbox, OutboxBench.Boot + 1, 1, 600));

            // 64 KiB of files in all: the oldest info gives its place first, an acknowledged emergency last.
            Deliver(outbox, 501, 2000);
            Assert.IsTrue(flash.Names.Length <= (Outbox.MaxBytes / OutboxSegment.MaxBytes) + 2);
            Assert.AreEqual("8", ReadAgain(outbox, OutboxBench.Boot, 7, 9));
            Assert.AreEqual("1997 1998 1999 2000", ReadAgain(outbox, OutboxBench.Boot, 1997, 2001));
            Assert.AreEqual(0, outbox.Count);
        }

        [TestMethod]
        public void What_is_given_again_changes_nothing_in_what_waits()
        {
            Outbox outbox = OutboxBench.Open(new MemoryStorage(), new SettableClock(), Outbox.MaxBytes);
            outbox.Add(OutboxBench.Event(Severity.Info, 1));
            outbox.Add(OutboxBench.Event(Severity.Info, 2));
            outbox.Store(0);
            Assert.IsTrue(outbox.TryTake(out CabinetEvent first));
            Assert.IsTrue(outbox.HasWaiting(Severity.Info));

            Assert.AreEqual("1 2", ReadAgain(outbox, OutboxBench.Boot, 1, 2));
            Assert.AreEqual("2", OutboxBench.TakeAll(outbox));
            outbox.Return(first);
            Assert.AreEqual("1", OutboxBench.TakeAll(outbox));
        }

        [TestMethod]
        public void The_time_of_an_earlier_boot_is_kept()
        {
            MemoryStorage flash = new MemoryStorage();
            SettableClock clock = new SettableClock();
            clock.UnixMs = 1768186800000;
            Outbox outbox = OutboxBench.Open(flash, clock, Outbox.MaxBytes);
            outbox.Add(OutboxBench.Event(Severity.Info, 1));
            outbox.Store(5000);

            OutboxBench.Open(flash, clock, Outbox.MaxBytes).TryTake(out CabinetEvent item);

            // It happened at 1,000 ms, the clock was read at 5,000 ms.
            Assert.AreEqual(1768186796000, item.UnixMs);
            Assert.AreEqual("\"compartment\":\"aed\"", item.Data);
        }

        [TestMethod]
        public void The_highest_boot_outlives_the_boot_counters_own_slots()
        {
            MemoryStorage flash = new MemoryStorage();
            Outbox outbox = OutboxBench.Open(flash, new SettableClock(), Outbox.MaxBytes);
            outbox.Add(OutboxBench.Event(Severity.Info, 1));
            outbox.Store(0);

            int highest = OutboxBench.Open(flash, new SettableClock(), Outbox.MaxBytes).HighestBoot;
            Assert.AreEqual(41, highest);
            Assert.AreEqual(42, BootCounter.Next(flash, 1, highest, new Random(1), out bool _));
            Assert.AreEqual(100, BootCounter.Next(flash, 100, highest, new Random(1), out bool _));
        }

        [TestMethod]
        public void The_numbers_of_the_kinds_are_on_flash_and_must_not_change()
        {
            Assert.AreEqual(0, (int)EventKind.BootStarted);
            Assert.AreEqual(1, (int)EventKind.DoorOpened);
            Assert.AreEqual(2, (int)EventKind.DoorClosed);
            Assert.AreEqual(3, (int)EventKind.AedRemoved);
            Assert.AreEqual(4, (int)EventKind.AedReturned);
            Assert.AreEqual(5, (int)EventKind.AedMissing);
            Assert.AreEqual(6, (int)EventKind.SosPressed);
            Assert.AreEqual(7, (int)EventKind.KitOpened);
            Assert.AreEqual(8, (int)EventKind.KitClosed);
            Assert.AreEqual(9, (int)EventKind.AedAttention);
            Assert.AreEqual(10, (int)EventKind.AedDark);
            Assert.AreEqual(11, (int)EventKind.AedReady);
            Assert.AreEqual(12, (int)EventKind.IndicatorConflict);
            Assert.AreEqual(13, (int)EventKind.TamperOpened);
            Assert.AreEqual(14, (int)EventKind.TamperClosed);
            Assert.AreEqual(15, (int)EventKind.TemperatureLow);
            Assert.AreEqual(16, (int)EventKind.TemperatureHigh);
            Assert.AreEqual(17, (int)EventKind.TemperatureNormal);
            Assert.AreEqual(18, (int)EventKind.TemperatureSensorFault);
            Assert.AreEqual(19, (int)EventKind.HeaterFault);
            Assert.AreEqual(20, (int)EventKind.HeaterOk);
            Assert.AreEqual(21, (int)EventKind.MainsLost);
            Assert.AreEqual(22, (int)EventKind.MainsRestored);
            Assert.AreEqual(23, (int)EventKind.BatteryLow);
            Assert.AreEqual(24, (int)EventKind.BatteryCritical);
            Assert.AreEqual(25, (int)EventKind.BatteryOk);
            Assert.AreEqual(26, (int)EventKind.DoorLeftOpen);
            Assert.AreEqual(27, (int)EventKind.InputChattering);
            Assert.AreEqual(28, (int)EventKind.ExpiryDue);
            Assert.AreEqual(29, (int)EventKind.ExpiryCleared);
            Assert.AreEqual(30, (int)EventKind.SelfTestPassed);
            Assert.AreEqual(31, (int)EventKind.SelfTestFailed);
            Assert.AreEqual(32, (int)EventKind.DrillStarted);
            Assert.AreEqual(33, (int)EventKind.DrillEnded);
            Assert.AreEqual(34, (int)EventKind.MaintenanceStarted);
            Assert.AreEqual(35, (int)EventKind.MaintenanceEnded);
            Assert.AreEqual(36, (int)EventKind.InspectionDone);
            Assert.AreEqual(37, (int)EventKind.ClockSynced);
            Assert.AreEqual(38, (int)EventKind.LinkRestored);
            Assert.AreEqual(39, (int)EventKind.ConfigApplied);
            Assert.AreEqual(40, (int)EventKind.ConfigRejected);
            Assert.AreEqual(41, (int)EventKind.ConfigReverted);
            Assert.AreEqual(42, (int)EventKind.CommandDone);
            Assert.AreEqual(43, (int)EventKind.CommandRejected);
            Assert.AreEqual(44, (int)EventKind.OutboxOverflowed);
            Assert.AreEqual(45, (int)EventKind.BootCrashed);

            // A new kind belongs here too.
            Assert.AreEqual(46, (int)EventKind.InputsSupplyFault);
            Assert.AreEqual(47, (int)EventKind.InputsSupplyOk);
            Assert.AreEqual(48, (int)EventKind.TemperatureWarning);
            Assert.AreEqual(49, (int)EventKind.TemperatureExposure);
            Assert.AreEqual(50, (int)EventKind.StorageFault);
            Assert.AreEqual(51, (int)EventKind.StorageOk);
            Assert.AreEqual(52, EventCatalog.Count);
        }

        private static void Deliver(Outbox outbox, int first, int last)
        {
            for (int seq = first; seq <= last; seq++)
            {
                outbox.Add(OutboxBench.Event(seq % 400 == 8 ? Severity.Emergency : (Severity)(seq % 3), seq));
                if (seq % 50 == 0)
                {
                    outbox.Store(seq * 1000L);
                    while (outbox.TryTake(out CabinetEvent item))
                    {
                        outbox.Acknowledge(item);
                    }

                    outbox.StoreAll(seq * 1000L);
                }
            }
        }

        private static string ReadAgain(Outbox outbox, int boot, int from, int to)
        {
            string read = string.Empty;
            while (outbox.ReadAgain(boot, from, to, out CabinetEvent item) == FlashAnswer.Found)
            {
                read += (read.Length == 0 ? string.Empty : " ") + item.Seq.ToString();
                from = item.Seq + 1;
            }

            return read;
        }

        private static void Fill(Outbox outbox, int firstSeq)
        {
            for (int seq = firstSeq; seq < firstSeq + 60; seq++)
            {
                outbox.Add(OutboxBench.Event(Severity.Info, seq));
            }
        }
    }
}
