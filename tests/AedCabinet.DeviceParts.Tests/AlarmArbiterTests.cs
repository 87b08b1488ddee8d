using AedCabinet.Alarms;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class AlarmArbiterTests
    {
        private const long MinuteMs = 60000;

        [TestMethod]
        public void With_no_reason_it_is_quiet_and_dark()
        {
            AlarmBench bench = new AlarmBench().RunMs(5 * MinuteMs);

            Assert.AreEqual(0, bench.SounderScans);
            Assert.AreEqual(0, bench.Flashes);
            Assert.IsFalse(bench.Outputs.SounderInhibit);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.None);
        }

        [TestMethod]
        public void A_rescue_sounds_and_flashes_in_the_scan_that_triggers_it()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.RescueTriggered(bench.NowMs);
            bench.SameScan();
            Assert.IsTrue(bench.Outputs.Sounder);
            Assert.IsTrue(bench.Outputs.Beacon);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.Rescue);
        }

        [TestMethod]
        public void A_rescue_sounds_for_60_s()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.RescueTriggered(bench.NowMs);
            bench.RunMs(MinuteMs - 20);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.Rescue);
            bench.RunMs(20);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.None);
            bench.RunMs(MinuteMs);
            Assert.AreEqual(0, bench.SounderScans);
        }

        [TestMethod]
        public void A_door_that_was_only_opened_leaves_no_beacon_after_the_minute()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.RescueTriggered(bench.NowMs);
            bench.RunMs(MinuteMs);
            Assert.IsFalse(bench.Alarm.IsBeaconFlashing);
        }

        [TestMethod]
        public void After_a_removal_the_beacon_flashes_until_the_return()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.RemovalStarted(bench.NowMs);
            bench.RunMs(10 * MinuteMs);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.None);
            Assert.IsTrue(bench.Alarm.IsBeaconFlashing);
            bench.RunMs(10000);
            Assert.AreEqual(10, bench.Flashes);
            bench.Alarm.RemovalEnded();
            bench.RunMs(10000);
            Assert.AreEqual(0, bench.Flashes);
            Assert.IsFalse(bench.Outputs.Beacon);
        }

        [TestMethod]
        public void The_beacon_flashes_for_an_hour_at_most()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.RemovalStarted(bench.NowMs);
            bench.RunMs((60 * MinuteMs) - 20);
            Assert.IsTrue(bench.Alarm.IsBeaconFlashing);
            bench.RunMs(20);
            Assert.IsFalse(bench.Alarm.IsBeaconFlashing);
        }

        [TestMethod]
        public void The_return_of_the_AED_does_not_cut_the_rescue_s_minute_short()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.RemovalStarted(bench.NowMs);
            bench.RunMs(10000);
            bench.Alarm.RemovalEnded();
            bench.RunMs(40000);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.Rescue);
            Assert.IsTrue(bench.Alarm.IsBeaconFlashing);
        }

        [TestMethod]
        public void After_SOS_the_beacon_flashes_until_it_is_acknowledged()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.SosStarted(bench.NowMs);
            bench.SameScan();
            Assert.IsTrue(bench.Outputs.Sounder);
            bench.RunMs(2 * MinuteMs);
            bench.Alarm.RemovalEnded();
            bench.RunMs(1000);
            Assert.IsTrue(bench.Alarm.IsBeaconFlashing);
            bench.Alarm.SosEnded();
            bench.RunMs(1000);
            Assert.IsFalse(bench.Alarm.IsBeaconFlashing);
        }

        [TestMethod]
        public void A_new_trigger_begins_the_minute_and_the_burst_anew()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.RescueTriggered(bench.NowMs);
            bench.RunMs(580);
            Assert.IsFalse(bench.Outputs.Sounder);
            Assert.IsFalse(bench.Outputs.Beacon);
            bench.Alarm.RescueTriggered(bench.NowMs);
            bench.SameScan();
            Assert.IsTrue(bench.Outputs.Sounder);
            Assert.IsTrue(bench.Outputs.Beacon);
            bench.RunMs(MinuteMs - 20);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.Rescue);
        }

        [TestMethod]
        public void Locate_sounds_a_burst_of_three_every_2_s_and_flashes_for_the_command_s_time()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.LocateStarted(bench.NowMs, 20000);
            bench.SameScan();
            Assert.IsTrue(bench.Outputs.Sounder);
            Assert.IsTrue(bench.Outputs.Beacon);
            bench.RunMs(19980);
            Assert.AreEqual(29, bench.Pulses);
            Assert.AreEqual(19, bench.Flashes);
            bench.RunMs(10000);
            Assert.AreEqual(0, bench.SounderScans);
            Assert.IsFalse(bench.Alarm.IsBeaconFlashing);
        }

        [TestMethod]
        public void Locate_lasts_15_minutes_at_most()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.LocateStarted(bench.NowMs, 60 * MinuteMs);
            bench.RunMs((15 * MinuteMs) - 20);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.Locate);
            bench.RunMs(20);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.None);
            Assert.IsFalse(bench.Alarm.IsBeaconFlashing);
        }

        [TestMethod]
        public void A_door_left_open_sounds_three_pulses_each_30_s_until_it_is_shut()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.SetDoorLeftOpen(true);
            bench.RunMs(3 * 30000);
            Assert.AreEqual(9, bench.Pulses);
            Assert.AreEqual(0, bench.Flashes);
            bench.Alarm.SetDoorLeftOpen(false);
            bench.RunMs(3 * 30000);
            Assert.AreEqual(0, bench.Pulses);
        }

        [TestMethod]
        public void A_fault_chirps_once_each_60_s_until_it_is_gone()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.SetFault(true);
            bench.RunMs(5 * MinuteMs);
            Assert.AreEqual(5, bench.Pulses);
            Assert.AreEqual(5 * 4, bench.SounderScans);
            bench.Alarm.SetFault(false);
            bench.RunMs(5 * MinuteMs);
            Assert.AreEqual(0, bench.Pulses);
        }

        [TestMethod]
        public void A_fault_that_comes_and_goes_chirps_no_more_often_than_one_that_stays()
        {
            AlarmBench bench = new AlarmBench();
            int chirps = 0;
            for (int second = 0; second < 600; second++)
            {
                bench.Alarm.SetFault(second % 2 == 0);
                bench.RunMs(1000);
                chirps += bench.Pulses;
            }

            Assert.AreEqual(10, chirps);
        }

        [TestMethod]
        public void A_lower_pattern_never_interrupts_a_higher_one()
        {
            AlarmBench alone = new AlarmBench();
            AlarmBench crowded = new AlarmBench();
            alone.Alarm.RescueTriggered(alone.NowMs);
            crowded.Alarm.RescueTriggered(crowded.NowMs);

            for (long ms = 0; ms < MinuteMs - 40; ms += 20)
            {
                crowded.Alarm.SetFault(ms % 900 == 0);
                crowded.Alarm.SetDoorLeftOpen(ms % 700 == 0);
                if (ms % 1100 == 0)
                {
                    crowded.Alarm.LocateStarted(crowded.NowMs, 300);
                }

                alone.RunMs(20);
                crowded.RunMs(20);
                Assert.AreEqual(alone.Outputs.Sounder, crowded.Outputs.Sounder, ms.ToString());
                Assert.AreEqual(alone.Outputs.Beacon, crowded.Outputs.Beacon, ms.ToString());
            }
        }

        [TestMethod]
        public void Each_pattern_yields_to_the_one_above_it_in_the_same_scan()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.SetFault(true);
            bench.RunMs(1000);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.Fault);
            bench.Alarm.SetDoorLeftOpen(true);
            bench.SameScan();
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.LeftOpen);
            Assert.IsTrue(bench.Outputs.Sounder);
            bench.RunMs(1000);
            bench.Alarm.LocateStarted(bench.NowMs, MinuteMs);
            bench.SameScan();
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.Locate);
            Assert.IsTrue(bench.Outputs.Sounder);
            bench.RunMs(1000);
            bench.Alarm.RescueTriggered(bench.NowMs);
            bench.SameScan();
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.Rescue);
            Assert.IsTrue(bench.Outputs.Sounder);
        }

        [TestMethod]
        public void The_burst_of_a_door_left_open_resumes_with_its_first_pulse_after_a_locate()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.SetDoorLeftOpen(true);
            bench.RunMs(5000);
            bench.Alarm.LocateStarted(bench.NowMs, 10000);
            bench.RunMs(9980);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.Locate);
            Assert.IsFalse(bench.Outputs.Sounder);
            bench.RunMs(20);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.LeftOpen);
            Assert.IsTrue(bench.Outputs.Sounder);
            bench.RunMs(29980);
            Assert.AreEqual(2, bench.Pulses);
        }

        [TestMethod]
        public void Time_that_went_by_without_scans_counts()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.RescueTriggered(bench.NowMs);
            bench.SameScan();
            bench.FreezeMs(5 * MinuteMs);
            bench.SameScan();
            Assert.IsFalse(bench.Outputs.Sounder);
            Assert.IsFalse(bench.Outputs.Beacon);
            bench.Alarm.RescueTriggered(bench.NowMs);
            bench.SameScan();
            Assert.IsTrue(bench.Outputs.Sounder);
        }
    }
}
