using AedCabinet.Alarms;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.State;
using AedCabinet.Supervision;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class LinkEscalationTests
    {
        private const int MinuteMs = 60000;

        [TestMethod]
        public void Five_minutes_without_a_broker_restart_the_network_once()
        {
            LinkBench bench = Outage(new MemoryStorage());

            bench.RunMs((5 * MinuteMs) - 1000);
            Assert.AreEqual(0, bench.Network.Restarts);
            bench.RunMs(2000);
            Assert.AreEqual(1, bench.Network.Restarts);
            bench.RunMs(20 * MinuteMs);
            Assert.AreEqual(1, bench.Network.Restarts);
        }

        [TestMethod]
        public void Every_outage_restarts_the_network_anew()
        {
            LinkBench bench = Outage(new MemoryStorage());
            bench.RunMs(6 * MinuteMs);
            bench.Connection.IsReachable = true;
            bench.RunMs(6 * MinuteMs);
            Assert.AreEqual((int)LinkState.Online, (int)bench.Link.State);
            bench.RunMs(60 * MinuteMs);
            Assert.AreEqual(1, bench.Network.Restarts);

            bench.Connection.IsReachable = false;
            bench.Connection.Signal(BrokerSignalKind.Closed, 0);
            bench.RunMs((5 * MinuteMs) - 1000);
            Assert.AreEqual(1, bench.Network.Restarts);
            bench.RunMs(2000);
            Assert.AreEqual(2, bench.Network.Restarts);
        }

        [TestMethod]
        public void The_board_restarts_after_half_an_hour_then_2_h_then_6_h_then_daily_over_the_boots_of_one_outage()
        {
            MemoryStorage flash = new MemoryStorage();
            int[] minutes = { 30, 2 * 60, 6 * 60, 24 * 60, 24 * 60 };
            for (int boot = 0; boot < minutes.Length; boot++)
            {
                LinkBench bench = Outage(flash);
                Assert.AreEqual((long)boot, bench.StoredRestarts);

                bench.RunMs((minutes[boot] * MinuteMs) - 1000);
                Assert.IsFalse(bench.Exchange.Restarts.IsAsked, "boot " + boot.ToString() + " restarts too early");
                bench.RunMs(2000);
                Assert.IsTrue(bench.Exchange.Restarts.IsAsked, "boot " + boot.ToString() + " restarts too late");
                Assert.AreEqual("no broker for " + minutes[boot].ToString() + " min", bench.Exchange.Restarts.Reason);
                Assert.AreEqual((long)(boot + 1), bench.StoredRestarts);
            }
        }

        [TestMethod]
        public void Once_online_the_count_begins_anew()
        {
            MemoryStorage flash = new MemoryStorage();
            new TwoSlotNumber(flash, LinkEscalation.CountName).TryWrite(3);
            LinkBench bench = new LinkBench(0, 7, false, flash);

            bench.Online();
            Assert.AreEqual(0L, bench.StoredRestarts);

            bench.Connection.IsReachable = false;
            bench.Connection.Signal(BrokerSignalKind.Closed, 0);
            bench.RunMs(31 * MinuteMs);
            Assert.IsTrue(bench.Exchange.Restarts.IsAsked);
            Assert.AreEqual(1L, bench.StoredRestarts);
        }

        [TestMethod]
        public void The_count_is_written_only_when_it_changes()
        {
            LinkBench bench = new LinkBench();

            bench.Online();
            bench.Connection.Signal(BrokerSignalKind.Closed, 0);
            bench.RunMs(60000);
            Assert.AreEqual(0, bench.Flash.Names.Length);
        }

        [TestMethod]
        public void The_board_does_not_restart_while_an_alarm_sounds_but_as_soon_as_it_is_quiet()
        {
            AlarmPriority[] alarms = { AlarmPriority.Rescue, AlarmPriority.Locate };
            for (int i = 0; i < alarms.Length; i++)
            {
                LinkBench bench = Outage(new MemoryStorage());
                bench.Exchange.Alarm.Note(alarms[i], false);

                bench.RunMs(40 * MinuteMs);
                Assert.IsFalse(bench.Exchange.Restarts.IsAsked, "alarm " + i.ToString());
                Assert.AreEqual(0L, bench.StoredRestarts);
                bench.Exchange.Alarm.Note(AlarmPriority.None, false);
                bench.RunMs(100);
                Assert.IsTrue(bench.Exchange.Restarts.IsAsked);
            }
        }

        [TestMethod]
        public void The_board_does_not_restart_while_the_beacon_guides_somebody()
        {
            LinkBench bench = Outage(new MemoryStorage());
            bench.Exchange.Alarm.Note(AlarmPriority.None, true);

            bench.RunMs(40 * MinuteMs);
            Assert.IsFalse(bench.Exchange.Restarts.IsAsked);
        }

        [TestMethod]
        public void The_chirp_of_a_fault_does_not_keep_the_board_from_restarting()
        {
            LinkBench bench = Outage(new MemoryStorage());
            bench.Exchange.Alarm.Note(AlarmPriority.Fault, false);

            bench.RunMs(31 * MinuteMs);
            Assert.IsTrue(bench.Exchange.Restarts.IsAsked);
        }

        [TestMethod]
        public void The_reminder_of_a_door_left_open_does_not_keep_the_board_from_restarting()
        {
            LinkBench bench = Outage(new MemoryStorage());
            bench.Exchange.Alarm.Note(AlarmPriority.LeftOpen, false);

            bench.RunMs(31 * MinuteMs);
            Assert.IsTrue(bench.Exchange.Restarts.IsAsked);
        }

        [TestMethod]
        public void A_link_that_comes_back_during_the_alarm_needs_no_restart()
        {
            LinkBench bench = Outage(new MemoryStorage());
            bench.Exchange.Alarm.Note(AlarmPriority.Rescue, true);
            bench.RunMs(40 * MinuteMs);
            bench.Connection.IsReachable = true;
            bench.RunMs(6 * MinuteMs);

            bench.Exchange.Alarm.Note(AlarmPriority.None, false);
            bench.RunMs(60 * MinuteMs);
            Assert.IsFalse(bench.Exchange.Restarts.IsAsked);
        }

        [TestMethod]
        public void Flash_that_refuses_the_count_does_not_keep_the_board_from_restarting()
        {
            MemoryStorage flash = new MemoryStorage();
            flash.IsFull = true;
            LinkBench bench = Outage(flash);

            bench.RunMs(31 * MinuteMs);
            Assert.IsTrue(bench.Exchange.Restarts.IsAsked);
            Assert.AreEqual(1, bench.Log.Errors);
        }

        [TestMethod]
        public void The_first_reason_for_a_restart_is_the_one_that_is_kept()
        {
            RestartDesk desk = new RestartDesk();
            Assert.IsFalse(desk.IsAsked);

            desk.Ask("first");
            desk.Ask("second");
            Assert.IsTrue(desk.IsAsked);
            Assert.AreEqual("first", desk.Reason);
        }

        [TestMethod]
        public void The_scan_tells_whether_an_alarm_sounds()
        {
            ScanExchange exchange = new ScanExchange(new EventQueue(), new NoticeQueue());
            Cabinet cabinet = new Cabinet(CabinetBench.Commissioned(), 41, exchange);
            InputImage inputs = new InputImage();
            inputs.AedPresenceContactClosed = true;
            OutputImage outputs = new OutputImage();
            for (int i = 0; i < 200; i++)
            {
                cabinet.Step(inputs, i * Cabinet.ScanPeriodMs, outputs);
                Assert.IsFalse(exchange.Alarm.IsSounding);
            }

            inputs.AedDoorContactOpen = true;
            for (int i = 200; i < 210; i++)
            {
                cabinet.Step(inputs, i * Cabinet.ScanPeriodMs, outputs);
            }

            Assert.IsTrue(exchange.Alarm.IsSounding);
        }

        private static LinkBench Outage(MemoryStorage flash)
        {
            LinkBench bench = new LinkBench(0, 7, false, flash);
            bench.Connection.IsReachable = false;
            return bench;
        }
    }
}
