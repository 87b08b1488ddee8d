using AedCabinet.Commands;
using AedCabinet.Parsing;
using AedCabinet.Settings;
using AedCabinet.Sleeping;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>When a battery kit may sleep, and for how long.</summary>
    [TestClass]
    public class SleepWatchTests
    {
        private const int Second = 1000;
        private const int Minute = 60 * Second;
        private const long Hour = 60 * Minute;

        [TestMethod]
        public void It_sleeps_when_all_is_told_and_it_has_listened_for_commands()
        {
            SleepWatch watch = new SleepWatch(new PowerSettings(), 3);
            Assert.IsFalse(watch.Step(true, false, false, false, 0));
            Assert.IsFalse(watch.Step(false, true, false, false, 15 * Second));
            Assert.IsFalse(watch.Step(false, true, true, false, 34 * Second));
            Assert.IsTrue(watch.Step(false, true, true, false, 35 * Second));
            Assert.AreEqual(6 * Hour, watch.LengthMs);
            Assert.AreEqual(0, watch.Failures);
        }

        [TestMethod]
        public void A_movement_keeps_it_awake()
        {
            SleepWatch watch = new SleepWatch(new PowerSettings(), 0);
            Assert.IsFalse(watch.Step(false, true, true, false, 0));
            Assert.IsFalse(watch.Step(true, true, true, false, 30 * Second));
            Assert.IsFalse(watch.Step(false, true, true, false, 39 * Second));
            Assert.IsTrue(watch.Step(false, true, true, false, 40 * Second));
        }

        [TestMethod]
        public void Without_a_link_it_gives_up_after_three_minutes_and_tries_again_sooner()
        {
            SleepWatch watch = new SleepWatch(new PowerSettings(), 0);
            Assert.IsFalse(watch.Step(false, false, false, false, 0));
            Assert.IsFalse(watch.Step(false, false, false, false, (3 * Minute) - 1));
            Assert.IsTrue(watch.Step(false, false, false, false, 3 * Minute));
            Assert.AreEqual(10L * Minute, watch.LengthMs);
            Assert.AreEqual(1, watch.Failures);
        }

        [TestMethod]
        public void For_an_emergency_it_tries_ten_minutes()
        {
            SleepWatch watch = new SleepWatch(new PowerSettings(), 0);
            Assert.IsFalse(watch.Step(false, false, false, true, 0));
            Assert.IsFalse(watch.Step(false, false, false, true, (10 * Minute) - 1));
            Assert.IsTrue(watch.Step(false, false, false, true, 10 * Minute));
        }

        [TestMethod]
        [DataRow(0, 10)]
        [DataRow(1, 20)]
        [DataRow(4, 160)]
        [DataRow(5, 320)]
        [DataRow(6, 320)]
        [DataRow(255, 320)]
        public void Each_failure_doubles_the_pause_up_to_the_usual_one(int failures, int minutes)
        {
            SleepWatch watch = new SleepWatch(new PowerSettings(), failures);
            watch.Step(false, false, false, false, 0);
            Assert.IsTrue(watch.Step(false, false, false, false, 3 * Minute));
            Assert.AreEqual((long)minutes * Minute, watch.LengthMs);
        }

        [TestMethod]
        public void The_pause_is_never_longer_than_the_usual_sleep()
        {
            PowerSettings settings = new PowerSettings();
            settings.WakeHours = 1;
            SleepWatch watch = new SleepWatch(settings, 5);
            watch.Step(false, false, false, false, 0);
            Assert.IsTrue(watch.Step(false, false, false, false, 3 * Minute));
            Assert.AreEqual(Hour, watch.LengthMs);
        }

        [TestMethod]
        public void With_nothing_to_tell_a_missing_link_is_no_reason_to_hurry()
        {
            SleepWatch watch = new SleepWatch(new PowerSettings(), 0);
            watch.Step(false, false, true, false, 0);
            Assert.IsTrue(watch.Step(false, false, true, false, 3 * Minute));
            Assert.AreEqual(6 * Hour, watch.LengthMs);
        }

        [TestMethod]
        public void A_link_that_came_back_is_listened_on_anew()
        {
            SleepWatch watch = new SleepWatch(new PowerSettings(), 0);
            watch.Step(false, true, false, false, 0);
            watch.Step(false, false, true, false, 15 * Second);
            Assert.IsFalse(watch.Step(false, true, true, false, 30 * Second));
            Assert.IsFalse(watch.Step(false, true, true, false, 49 * Second));
            Assert.IsTrue(watch.Step(false, true, true, false, 50 * Second));
        }

        [TestMethod]
        public void Settings_that_have_still_to_prove_themselves_are_not_slept_through()
        {
            Assert.IsTrue(FallsAsleep(false));
            Assert.IsFalse(FallsAsleep(true));
        }

        private static bool FallsAsleep(bool isTrialUnderWay)
        {
            MemoryStorage storage = new MemoryStorage();
            LinkBench bench = new LinkBench().Online();
            byte[] file = new byte[] { (byte)'{', (byte)'}' };
            if (isTrialUnderWay)
            {
                Assert.IsTrue(new RemoteSettings(storage, file).TryBeginTrial("{}", "c-1"));
            }

            SettingsTrial trial = new SettingsTrial(new RemoteSettings(storage, file), bench.Exchange.Notices,
                bench.Exchange.Restarts, false);
            SleepControl control = new SleepControl(new PowerSettings(), storage, bench.Exchange, bench.Events, bench.Link, trial);
            bool isAsleep = false;
            for (int i = 0; i < 180 && !isAsleep; i++)
            {
                bench.RunMs(Second);
                isAsleep = control.Step(false, bench.NowMs);
            }

            return isAsleep;
        }

        [TestMethod]
        public void Failed_reports_are_counted_over_sleeps_and_flash_is_spared()
        {
            MemoryStorage storage = new MemoryStorage();
            SleepRecord record = new SleepRecord(storage);
            Assert.AreEqual(0, record.Failures);
            Assert.IsTrue(record.TryKeep(0));
            Assert.AreEqual(0, storage.Names.Length);
            Assert.IsTrue(record.TryKeep(2));
            Assert.AreEqual(2, new SleepRecord(storage).Failures);
            Assert.IsTrue(record.TryKeep(1000));
            Assert.AreEqual(255, new SleepRecord(storage).Failures);
        }
    }
}
