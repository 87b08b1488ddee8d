using AedCabinet.Alarms;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Timing;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class AlarmMutingTests
    {
        private const long MinuteMs = 60000;

        [TestMethod]
        public void Silence_mutes_everything_that_sounds()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.SetFault(true);
            bench.Alarm.SetDoorLeftOpen(true);
            bench.Alarm.LocateStarted(bench.NowMs, 5 * MinuteMs);
            bench.Alarm.RemovalStarted(bench.NowMs);
            bench.RunMs(1000);

            bench.Alarm.Silence(bench.NowMs, 0);
            bench.SameScan();
            Assert.IsFalse(bench.Outputs.Sounder);
            bench.RunMs((10 * MinuteMs) - 20);
            Assert.AreEqual(0, bench.SounderScans);
        }

        [TestMethod]
        public void Silence_lasts_10_minutes_and_what_still_holds_sounds_again()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.SetDoorLeftOpen(true);
            bench.RunMs(1000);

            bench.Alarm.Silence(bench.NowMs, 0);
            bench.RunMs((10 * MinuteMs) - 20);
            Assert.IsTrue(bench.Outputs.SounderInhibit);
            bench.RunMs(20);
            Assert.IsTrue(bench.Outputs.Sounder);
            Assert.IsFalse(bench.Outputs.SounderInhibit);
        }

        [TestMethod]
        public void Silence_lasts_30_minutes_at_most()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.SetDoorLeftOpen(true);

            bench.Alarm.Silence(bench.NowMs, 120 * MinuteMs);
            bench.RunMs((30 * MinuteMs) - 20);
            Assert.AreEqual(0, bench.SounderScans);
            bench.RunMs(20);
            Assert.IsTrue(bench.Outputs.Sounder);
        }

        [TestMethod]
        public void What_comes_up_during_a_silence_is_mute_as_well()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.Silence(bench.NowMs, 0);
            bench.RunMs(MinuteMs);

            bench.Alarm.SetFault(true);
            bench.Alarm.SetDoorLeftOpen(true);
            bench.Alarm.LocateStarted(bench.NowMs, MinuteMs);
            bench.RunMs(MinuteMs);
            Assert.AreEqual(0, bench.SounderScans);
        }

        [TestMethod]
        public void A_new_removal_sounds_within_the_same_scan_in_spite_of_a_silence()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.RemovalStarted(bench.NowMs);
            bench.RunMs(10000);
            bench.Alarm.Silence(bench.NowMs, 0);
            bench.RunMs(10000);
            Assert.AreEqual(0, bench.SounderScans);

            bench.Alarm.RemovalStarted(bench.NowMs);
            bench.SameScan();
            Assert.IsTrue(bench.Outputs.Sounder);
            Assert.IsFalse(bench.Outputs.SounderInhibit);
        }

        [TestMethod]
        public void A_removal_in_the_very_scan_of_the_silence_sounds()
        {
            AlarmBench bench = new AlarmBench();

            bench.Alarm.Silence(bench.NowMs, 0);
            bench.Alarm.RemovalStarted(bench.NowMs);
            bench.SameScan();
            Assert.IsTrue(bench.Outputs.Sounder);
        }

        [TestMethod]
        public void After_the_new_emergency_s_minute_the_rest_of_the_silence_holds()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.SetFault(true);
            bench.Alarm.Silence(bench.NowMs, 0);
            bench.Alarm.RescueTriggered(bench.NowMs);
            bench.RunMs(MinuteMs - 20);
            Assert.IsTrue(bench.Pulses > 50);

            bench.RunMs((9 * MinuteMs) - 20);
            Assert.AreEqual(0, bench.SounderScans);
            Assert.IsTrue(bench.Outputs.SounderInhibit);
            bench.RunMs(40);
            Assert.IsTrue(bench.Outputs.Sounder);
        }

        [TestMethod]
        public void A_second_silence_mutes_the_new_emergency_too()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.Silence(bench.NowMs, 0);
            bench.Alarm.RescueTriggered(bench.NowMs);
            bench.RunMs(1000);

            bench.Alarm.Silence(bench.NowMs, 0);
            bench.RunMs(MinuteMs);
            Assert.AreEqual(0, bench.SounderScans);
        }

        [TestMethod]
        public void Silence_does_not_mute_the_beacon()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.RemovalStarted(bench.NowMs);
            bench.Alarm.Silence(bench.NowMs + 20, 0);

            bench.RunMs(5 * MinuteMs);
            Assert.AreEqual(0, bench.SounderScans);
            Assert.AreEqual(5 * 60, bench.Flashes);
        }

        [TestMethod]
        public void Maintenance_mutes_everything_new_emergencies_included_and_inhibits_the_gate()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.SetMode(OperatingMode.Maintenance);
            bench.Alarm.SetFault(true);
            bench.Alarm.SetDoorLeftOpen(true);
            bench.Alarm.LocateStarted(bench.NowMs, 5 * MinuteMs);
            bench.Alarm.RemovalStarted(bench.NowMs);

            Assert.IsTrue(bench.Alarm.IsInhibited(bench.NowMs));
            bench.RunMs(MinuteMs);
            Assert.AreEqual(0, bench.SounderScans);
            Assert.IsTrue(bench.Outputs.SounderInhibit);
            Assert.IsTrue(bench.Flashes > 0);
        }

        [TestMethod]
        public void When_maintenance_ends_within_the_rescue_s_minute_the_rest_of_it_sounds()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.SetMode(OperatingMode.Maintenance);
            bench.Alarm.RescueTriggered(bench.NowMs);
            bench.RunMs(30000);

            bench.Alarm.SetMode(OperatingMode.Normal);
            bench.SameScan();
            Assert.IsTrue(bench.Outputs.Sounder);
            bench.RunMs(29980);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.Rescue);
            bench.RunMs(20);
            Assert.IsTrue(bench.Alarm.Sounding == AlarmPriority.None);
        }

        [TestMethod]
        public void A_drill_mutes_nothing()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.SetMode(OperatingMode.Drill);

            bench.Alarm.RemovalStarted(bench.NowMs);
            bench.SameScan();
            Assert.IsTrue(bench.Outputs.Sounder);
            Assert.IsTrue(bench.Outputs.Beacon);
            Assert.IsFalse(bench.Outputs.SounderInhibit);
        }

        [TestMethod]
        public void The_gate_is_released_in_normal_mode_without_a_silence()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.SetMode(OperatingMode.Normal);

            Assert.IsFalse(bench.Alarm.IsInhibited(bench.NowMs));
            bench.Alarm.SetMode(OperatingMode.NotCommissioned);
            Assert.IsFalse(bench.Alarm.IsInhibited(bench.NowMs));
        }

        [TestMethod]
        public void A_fault_does_not_chirp_from_22_00_until_7_00()
        {
            Assert.IsTrue(ChirpsAt((22 * 60) - 1));
            Assert.IsFalse(ChirpsAt(22 * 60));
            Assert.IsFalse(ChirpsAt(23 * 60));
            Assert.IsFalse(ChirpsAt(0));
            Assert.IsFalse(ChirpsAt((7 * 60) - 1));
            Assert.IsTrue(ChirpsAt(7 * 60));
            Assert.IsTrue(ChirpsAt(12 * 60));
        }

        [TestMethod]
        public void While_the_clock_is_unknown_no_hours_are_quiet()
        {
            Assert.IsTrue(ChirpsAt(LocalTime.Unknown));
        }

        [TestMethod]
        public void Quiet_hours_may_lie_within_one_day_or_not_be_wanted_at_all()
        {
            AlarmSettings siesta = new AlarmSettings();
            siesta.QuietFromMinute = 12 * 60;
            siesta.QuietUntilMinute = 14 * 60;
            Assert.IsTrue(ChirpsAt((12 * 60) - 1, siesta));
            Assert.IsFalse(ChirpsAt(12 * 60, siesta));
            Assert.IsFalse(ChirpsAt((14 * 60) - 1, siesta));
            Assert.IsTrue(ChirpsAt(14 * 60, siesta));

            AlarmSettings none = new AlarmSettings();
            none.QuietFromMinute = 0;
            none.QuietUntilMinute = 0;
            Assert.IsTrue(ChirpsAt(0, none));
            Assert.IsTrue(ChirpsAt(1439, none));
        }

        [TestMethod]
        public void Quiet_hours_are_quiet_for_the_fault_only()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.SetLocalMinute(0);

            bench.Alarm.SetDoorLeftOpen(true);
            bench.SameScan();
            Assert.IsTrue(bench.Outputs.Sounder);
            bench.Alarm.LocateStarted(bench.NowMs, 1000);
            bench.SameScan();
            Assert.IsTrue(bench.Outputs.Sounder);
            bench.Alarm.RescueTriggered(bench.NowMs);
            bench.SameScan();
            Assert.IsTrue(bench.Outputs.Sounder);
            Assert.IsFalse(bench.Outputs.SounderInhibit);
        }

        [TestMethod]
        public void A_fault_chirps_again_when_the_quiet_hours_are_over()
        {
            AlarmBench bench = new AlarmBench();
            bench.Alarm.SetFault(true);
            bench.Alarm.SetLocalMinute(6 * 60);
            bench.RunMs(5 * MinuteMs);
            Assert.AreEqual(0, bench.SounderScans);
            bench.Alarm.SetLocalMinute(7 * 60);
            bench.RunMs(5 * MinuteMs);
            Assert.AreEqual(5, bench.Pulses);
        }

        private static bool ChirpsAt(int localMinute) => ChirpsAt(localMinute, new AlarmSettings());

        private static bool ChirpsAt(int localMinute, AlarmSettings settings)
        {
            AlarmBench bench = new AlarmBench(settings);
            bench.Alarm.SetFault(true);
            bench.Alarm.SetLocalMinute(localMinute);
            bench.RunMs(MinuteMs);
            return bench.Pulses > 0;
        }
    }
}
