using AedCabinet.Alarms;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class RescueAlarmTests
    {
        [TestMethod]
        public void The_sounder_follows_the_door_contact_within_100_ms()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.Inputs.AedDoorContactOpen = true;
            long contactMs = bench.NowMs;
            while (!bench.Outputs.Sounder)
            {
                bench.Scan();
            }

            // The contact may move just after a scan: one scan to see it, 50 ms to believe it, in steps of 20 ms.
            Assert.AreEqual(80L, bench.NowMs - contactMs);
        }

        [TestMethod]
        public void Shutting_the_door_does_not_end_the_alarm()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.OpenDoor();
            bench.TakeAed();
            bench.CloseDoor();
            bench.RunMs(10000);
            Assert.AreEqual(true, SoundsWithin(bench, 4000));
        }

        [TestMethod]
        public void After_a_minute_the_sounder_stops_and_the_beacon_goes_on()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.OpenDoor();
            bench.TakeAed();
            bench.RunMs(50000);
            Assert.IsTrue(SoundsWithin(bench, 5000));
            bench.RunMs(10000);
            Assert.IsFalse(SoundsWithin(bench, 20000));
            Assert.IsTrue(FlashesWithin(bench, 1000));
        }

        [TestMethod]
        public void A_removal_starts_the_sounder_s_minute_anew()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.OpenDoor();
            bench.RunMs(55000);
            bench.TakeAed();
            bench.RunMs(50000);
            Assert.IsTrue(SoundsWithin(bench, 4000));
        }

        [TestMethod]
        public void The_beacon_stops_when_the_AED_is_back()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.OpenDoor();
            bench.TakeAed();
            bench.RunMs(70000);
            bench.ReturnAed();
            Assert.IsFalse(FlashesWithin(bench, 5000));
        }

        [TestMethod]
        public void The_beacon_stops_after_an_hour_at_the_latest()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.OpenDoor();
            bench.TakeAed();
            bench.RunMs((60 * 60 * 1000) - 5000);
            Assert.IsTrue(FlashesWithin(bench, 1000));
            bench.RunMs(10000);
            Assert.IsFalse(FlashesWithin(bench, 5000));
        }

        [TestMethod]
        public void A_missing_AED_behind_a_shut_door_does_not_sound_the_rescue_alarm()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.TakeAed();
            Assert.IsFalse(SoundsWithin(bench, 10000));
        }

        [TestMethod]
        public void The_rescue_burst_has_ten_pulses_of_the_high_priority_rhythm()
        {
            int pulses = 0;
            bool wasOn = false;
            for (int ms = 0; ms < AlarmPattern.Rescue.PeriodMs; ms += 20)
            {
                bool isOn = AlarmPattern.Rescue.IsOnAt(ms);
                pulses += isOn && !wasOn ? 1 : 0;
                wasOn = isOn;
            }

            Assert.AreEqual(10, pulses);
            Assert.IsTrue(AlarmPattern.Rescue.IsOnAt(0));
            Assert.IsTrue(AlarmPattern.Rescue.IsOnAt(139));
            Assert.IsFalse(AlarmPattern.Rescue.IsOnAt(140));
            Assert.IsTrue(AlarmPattern.Rescue.IsOnAt(AlarmPattern.Rescue.PeriodMs));
        }

        private static bool SoundsWithin(CabinetBench bench, int durationMs)
        {
            bool sounded = false;
            for (int ms = 0; ms < durationMs; ms += Cabinet.ScanPeriodMs)
            {
                bench.Scan();
                sounded = sounded || bench.Outputs.Sounder;
            }

            return sounded;
        }

        private static bool FlashesWithin(CabinetBench bench, int durationMs)
        {
            bool flashed = false;
            for (int ms = 0; ms < durationMs; ms += Cabinet.ScanPeriodMs)
            {
                bench.Scan();
                flashed = flashed || bench.Outputs.Beacon;
            }

            return flashed;
        }
    }
}
