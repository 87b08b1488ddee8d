using AedCabinet.Alarms;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class AlarmPatternTests
    {
        [TestMethod]
        public void Every_time_is_a_multiple_of_the_scan()
        {
            AlarmPattern[] patterns = new AlarmPattern[]
            {
                AlarmPattern.Rescue, AlarmPattern.Locate, AlarmPattern.LeftOpenEvery(30), AlarmPattern.FaultEvery(
                    60), AlarmPattern.Flash, AlarmPattern.AmberBlink,
            };
            for (int i = 0; i < patterns.Length; i++)
            {
                Assert.AreEqual(0, patterns[i].PeriodMs % Cabinet.ScanPeriodMs);
                for (int ms = 0; ms < patterns[i].PeriodMs; ms += Cabinet.ScanPeriodMs)
                {
                    Assert.AreEqual(patterns[i].IsOnAt(ms), patterns[i].IsOnAt(ms + Cabinet.ScanPeriodMs - 1),
                        i.ToString() + " at " + ms.ToString());
                }
            }
        }

        [TestMethod]
        public void Every_pattern_begins_with_its_first_on()
        {
            Assert.IsTrue(AlarmPattern.Rescue.IsOnAt(0));
            Assert.IsTrue(AlarmPattern.Locate.IsOnAt(0));
            Assert.IsTrue(AlarmPattern.LeftOpenEvery(30).IsOnAt(0));
            Assert.IsTrue(AlarmPattern.FaultEvery(60).IsOnAt(0));
            Assert.IsTrue(AlarmPattern.Flash.IsOnAt(0));
            Assert.IsTrue(AlarmPattern.AmberBlink.IsOnAt(0));
        }

        [TestMethod]
        public void Locate_is_a_burst_of_three_pulses_every_2_s()
        {
            Assert.AreEqual(2000, AlarmPattern.Locate.PeriodMs);
            Assert.AreEqual("160,80,160,80,160,1360", Durations(AlarmPattern.Locate));
        }

        [TestMethod]
        public void A_door_left_open_is_a_medium_priority_burst_of_three_pulses_each_30_s()
        {
            Assert.AreEqual(30000, AlarmPattern.LeftOpenEvery(30).PeriodMs);
            Assert.AreEqual("160,80,160,80,160,29360", Durations(AlarmPattern.LeftOpenEvery(30)));
        }

        [TestMethod]
        public void A_fault_is_one_short_chirp_each_60_s()
        {
            Assert.AreEqual(60000, AlarmPattern.FaultEvery(60).PeriodMs);
            Assert.AreEqual("80,59920", Durations(AlarmPattern.FaultEvery(60)));
        }

        private static string Durations(AlarmPattern pattern)
        {
            string durations = string.Empty;
            int sinceMs = 0;
            for (int ms = 1; ms <= pattern.PeriodMs; ms++)
            {
                if (ms == pattern.PeriodMs || pattern.IsOnAt(ms) != pattern.IsOnAt(ms - 1))
                {
                    durations += (sinceMs == 0 ? string.Empty : ",") + (ms - sinceMs).ToString();
                    sinceMs = ms;
                }
            }

            return durations;
        }
    }
}
