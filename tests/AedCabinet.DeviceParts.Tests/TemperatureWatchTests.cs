using AedCabinet.Settings;
using AedCabinet.Temperature;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class TemperatureWatchTests
    {
        private const long StartMs = 1000;
        private const long AlarmMs = 300000;
        private const long HourMs = 3600000;

        [TestMethod]
        public void Before_the_first_temperature_the_level_is_unknown()
        {
            TemperatureWatch watch = Watch();
            Assert.AreEqual((int)TemperatureLevel.Unknown, (int)watch.Level);

            watch.Update(false, 0, StartMs);
            Assert.AreEqual((int)TemperatureLevel.Unknown, (int)watch.Level);
            Assert.IsFalse(watch.Changed);
        }

        [TestMethod]
        public void A_first_temperature_within_the_limits_is_normal_and_nothing_to_tell()
        {
            int[] within = { 0, 200, 500 };
            for (int i = 0; i < within.Length; i++)
            {
                TemperatureWatch watch = Watch();
                watch.Update(true, within[i], StartMs);
                Assert.AreEqual((int)TemperatureLevel.Normal, (int)watch.Level);
                Assert.IsFalse(watch.Changed);
            }
        }

        [TestMethod]
        public void Below_zero_for_five_minutes_is_low()
        {
            TemperatureWatch watch = Settled(200);

            watch.Update(true, -1, StartMs);
            watch.Update(true, -1, StartMs + AlarmMs - 1);
            Assert.AreEqual((int)TemperatureLevel.Normal, (int)watch.Level);
            watch.Update(true, -1, StartMs + AlarmMs);
            Assert.AreEqual((int)TemperatureLevel.Low, (int)watch.Level);
            Assert.IsTrue(watch.Changed);
            watch.Update(true, -1, StartMs + AlarmMs + 20);
            Assert.IsFalse(watch.Changed);
        }

        [TestMethod]
        public void Above_fifty_for_five_minutes_is_high()
        {
            TemperatureWatch watch = Settled(200);

            watch.Update(true, 501, StartMs);
            watch.Update(true, 501, StartMs + AlarmMs - 1);
            Assert.AreEqual((int)TemperatureLevel.Normal, (int)watch.Level);
            watch.Update(true, 501, StartMs + AlarmMs);
            Assert.AreEqual((int)TemperatureLevel.High, (int)watch.Level);
            Assert.IsTrue(watch.Changed);
        }

        [TestMethod]
        public void Exactly_at_a_limit_is_not_outside_it_however_long()
        {
            TemperatureWatch watch = Settled(200);
            watch.Update(true, 0, StartMs);
            watch.Update(true, 0, StartMs + HourMs);
            Assert.AreEqual((int)TemperatureLevel.Normal, (int)watch.Level);

            watch.Update(true, 500, StartMs + HourMs + 20);
            watch.Update(true, 500, StartMs + (2 * HourMs));
            Assert.AreEqual((int)TemperatureLevel.Normal, (int)watch.Level);
        }

        [TestMethod]
        public void A_moment_back_at_the_limit_starts_the_five_minutes_anew()
        {
            TemperatureWatch watch = Settled(200);
            watch.Update(true, -10, StartMs);
            watch.Update(true, 0, StartMs + 200000);
            watch.Update(true, -10, StartMs + 200020);
            watch.Update(true, -10, StartMs + 200019 + AlarmMs);
            Assert.AreEqual((int)TemperatureLevel.Normal, (int)watch.Level);
            watch.Update(true, -10, StartMs + 200020 + AlarmMs);
            Assert.AreEqual((int)TemperatureLevel.Low, (int)watch.Level);
        }

        [TestMethod]
        public void Low_ends_when_it_is_two_degrees_warmer_than_the_limit()
        {
            TemperatureWatch watch = Low();

            watch.Update(true, 19, StartMs + HourMs);
            Assert.AreEqual((int)TemperatureLevel.Low, (int)watch.Level);
            watch.Update(true, 20, StartMs + HourMs + 20);
            Assert.AreEqual((int)TemperatureLevel.Normal, (int)watch.Level);
            Assert.IsTrue(watch.Changed);
        }

        [TestMethod]
        public void High_ends_when_it_is_two_degrees_cooler_than_the_limit()
        {
            TemperatureWatch watch = Settled(200);
            watch.Update(true, 600, StartMs);
            watch.Update(true, 600, StartMs + AlarmMs);

            watch.Update(true, 481, StartMs + HourMs);
            Assert.AreEqual((int)TemperatureLevel.High, (int)watch.Level);
            watch.Update(true, 480, StartMs + HourMs + 20);
            Assert.AreEqual((int)TemperatureLevel.Normal, (int)watch.Level);
            Assert.IsTrue(watch.Changed);
        }

        [TestMethod]
        public void Within_the_hysteresis_a_normal_temperature_stays_normal()
        {
            TemperatureWatch watch = Settled(200);

            watch.Update(true, 1, StartMs);
            watch.Update(true, 1, StartMs + HourMs);
            Assert.AreEqual((int)TemperatureLevel.Normal, (int)watch.Level);
        }

        [TestMethod]
        public void A_cabinet_that_starts_in_the_cold_is_unknown_until_the_five_minutes_are_over_and_then_low()
        {
            TemperatureWatch watch = Watch();

            watch.Update(true, -300, StartMs);
            Assert.AreEqual((int)TemperatureLevel.Unknown, (int)watch.Level);
            watch.Update(true, -300, StartMs + AlarmMs - 1);
            Assert.AreEqual((int)TemperatureLevel.Unknown, (int)watch.Level);
            watch.Update(true, -300, StartMs + AlarmMs);
            Assert.AreEqual((int)TemperatureLevel.Low, (int)watch.Level);
            Assert.IsTrue(watch.Changed);
        }

        [TestMethod]
        public void A_probe_that_fails_makes_the_level_unknown_and_when_it_is_back_the_cold_is_not_told_again()
        {
            TemperatureWatch watch = Low();

            watch.Update(false, 0, StartMs + HourMs);
            Assert.AreEqual((int)TemperatureLevel.Unknown, (int)watch.Level);
            Assert.IsFalse(watch.Changed);

            watch.Update(true, -50, StartMs + (2 * HourMs));
            Assert.AreEqual((int)TemperatureLevel.Low, (int)watch.Level);
            Assert.IsFalse(watch.Changed);
        }

        [TestMethod]
        public void When_the_probe_is_back_and_it_has_become_warm_that_is_told()
        {
            TemperatureWatch watch = Low();
            watch.Update(false, 0, StartMs + HourMs);

            watch.Update(true, 19, StartMs + (2 * HourMs));
            Assert.AreEqual((int)TemperatureLevel.Low, (int)watch.Level);
            watch.Update(true, 100, StartMs + (2 * HourMs) + 20);
            Assert.AreEqual((int)TemperatureLevel.Normal, (int)watch.Level);
            Assert.IsTrue(watch.Changed);
        }

        [TestMethod]
        public void A_failing_probe_starts_the_five_minutes_anew()
        {
            TemperatureWatch watch = Settled(200);
            watch.Update(true, -10, StartMs);
            watch.Update(false, 0, StartMs + 250000);
            watch.Update(true, -10, StartMs + 260000);
            watch.Update(true, -10, StartMs + 260000 + AlarmMs - 1);
            Assert.AreEqual((int)TemperatureLevel.Unknown, (int)watch.Level);
            watch.Update(true, -10, StartMs + 260000 + AlarmMs);
            Assert.AreEqual((int)TemperatureLevel.Low, (int)watch.Level);
        }

        [TestMethod]
        public void The_limits_are_the_profile_s()
        {
            TemperatureLimitSettings limits = new TemperatureLimitSettings();
            limits.LowDeciC = 100;
            limits.HighDeciC = 400;
            TemperatureWatch watch = new TemperatureWatch(limits);
            watch.Update(true, 200, 0);
            watch.Update(true, 99, StartMs);
            watch.Update(true, 99, StartMs + AlarmMs);
            Assert.AreEqual((int)TemperatureLevel.Low, (int)watch.Level);
        }

        [TestMethod]
        public void The_warning_comes_inside_3_degrees_of_a_limit_and_goes_two_degrees_further_in()
        {
            TemperatureWatch watch = Settled(30);
            Assert.IsFalse(watch.IsNearLimit);
            watch.Update(true, 29, StartMs);
            Assert.IsTrue(watch.IsNearLimit);
            watch.Update(true, 49, StartMs);
            Assert.IsTrue(watch.IsNearLimit);
            watch.Update(true, 50, StartMs);
            Assert.IsFalse(watch.IsNearLimit);

            watch.Update(true, 470, StartMs);
            Assert.IsFalse(watch.IsNearLimit);
            watch.Update(true, 471, StartMs);
            Assert.IsTrue(watch.IsNearLimit);
            watch.Update(true, 451, StartMs);
            Assert.IsTrue(watch.IsNearLimit);
            watch.Update(true, 450, StartMs);
            Assert.IsFalse(watch.IsNearLimit);
        }

        [TestMethod]
        public void An_unknown_temperature_is_near_no_limit()
        {
            TemperatureWatch watch = Settled(10);
            Assert.IsTrue(watch.IsNearLimit);
            watch.Update(false, 10, StartMs);
            Assert.IsFalse(watch.IsNearLimit);
        }

        [TestMethod]
        public void A_single_cold_reading_is_remembered_although_it_is_no_alarm()
        {
            TemperatureWatch watch = Settled(200);
            Assert.IsFalse(watch.TryGetLastOutOfRangeMs(out long _));

            watch.Update(true, -1, 70000);
            watch.Update(true, 0, 80000);
            Assert.IsTrue(watch.TryGetLastOutOfRangeMs(out long lastMs));
            Assert.AreEqual(70000L, lastMs);
            Assert.AreEqual((int)TemperatureLevel.Normal, (int)watch.Level);
        }

        [TestMethod]
        public void Twelve_hours_out_of_range_are_told_and_at_24_they_are_urgent()
        {
            TemperatureWatch watch = Settled(200);
            watch.Update(true, -10, StartMs);

            watch.Update(true, -10, StartMs + (12 * HourMs) - 1);
            Assert.AreEqual(0, watch.ExposedHours);
            watch.Update(true, -10, StartMs + (12 * HourMs));
            Assert.AreEqual(12, watch.ExposedHours);
            Assert.IsFalse(watch.IsExposureUrgent);
            watch.Update(true, -10, StartMs + (12 * HourMs) + 20);
            Assert.AreEqual(0, watch.ExposedHours);

            watch.Update(true, -10, StartMs + (24 * HourMs) - 1);
            Assert.AreEqual(0, watch.ExposedHours);
            watch.Update(true, -10, StartMs + (24 * HourMs));
            Assert.AreEqual(24, watch.ExposedHours);
            Assert.IsTrue(watch.IsExposureUrgent);
        }

        [TestMethod]
        public void The_hours_out_of_range_are_counted_in_all_over_nights_and_restarts_until_the_next_inspection()
        {
            TemperatureWatch watch = Settled(200);
            watch.Update(true, 520, StartMs);
            watch.Update(true, 200, StartMs + (7 * HourMs));
            watch.Update(true, -10, StartMs + (20 * HourMs));
            watch.Update(true, -10, StartMs + (24 * HourMs));
            Assert.AreEqual(66, watch.ExposureSteps);

            TemperatureWatch restarted = Watch();
            restarted.Restore(watch.ExposureSteps << TemperatureWatch.ExposureShift);
            restarted.Update(true, -10, 0);
            restarted.Update(true, -10, HourMs - 1);
            Assert.AreEqual(0, restarted.ExposedHours);
            restarted.Update(true, -10, HourMs);
            Assert.AreEqual(12, restarted.ExposedHours);

            restarted.ForgetExposure(HourMs);
            restarted.Update(true, -10, (13 * HourMs) - 1);
            Assert.AreEqual(0, restarted.ExposedHours);
            restarted.Update(true, -10, 13 * HourMs);
            Assert.AreEqual(12, restarted.ExposedHours);
        }

        [TestMethod]
        public void What_is_remembered_of_the_hours_out_of_range_is_bounded()
        {
            TemperatureWatch watch = Settled(200);
            watch.Update(true, -10, StartMs);
            watch.Update(true, -10, StartMs + (1000 * HourMs));

            Assert.AreEqual(24 * 6, watch.ExposureSteps);
        }

        [TestMethod]
        [DataRow(29, 30)]
        [DataRow(471, 470)]
        public void A_temperature_inside_3_degrees_of_a_limit_for_five_minutes_is_warned_of_once(int near, int notYet)
        {
            TemperatureWatch watch = Settled(200);
            watch.Update(true, notYet, StartMs);
            watch.Update(true, notYet, StartMs + HourMs);
            Assert.IsFalse(watch.WarningStarted);

            watch.Update(true, near, 2 * HourMs);
            watch.Update(true, near, (2 * HourMs) + AlarmMs - 1);
            Assert.IsFalse(watch.WarningStarted);
            watch.Update(true, near, (2 * HourMs) + AlarmMs);
            Assert.IsTrue(watch.WarningStarted);
            watch.Update(true, near, (2 * HourMs) + AlarmMs + 20);
            Assert.IsFalse(watch.WarningStarted);

            // Back by less than the hysteresis is no end of it, a probe that fails neither.
            watch.Update(true, notYet, 3 * HourMs);
            watch.Update(false, 0, 4 * HourMs);
            watch.Update(true, near, 5 * HourMs);
            watch.Update(true, near, (5 * HourMs) + AlarmMs);
            Assert.IsFalse(watch.WarningStarted);

            watch.Update(true, 200, 6 * HourMs);
            watch.Update(true, near, 7 * HourMs);
            watch.Update(true, near, (7 * HourMs) + AlarmMs);
            Assert.IsTrue(watch.WarningStarted);
        }

        [TestMethod]
        public void Whoever_was_told_of_the_cold_itself_is_not_warned_of_it()
        {
            TemperatureWatch watch = Low();
            watch.Update(true, 25, StartMs + HourMs);
            watch.Update(true, 25, StartMs + (2 * HourMs));

            Assert.AreEqual((int)TemperatureLevel.Normal, (int)watch.Level);
            Assert.IsFalse(watch.WarningStarted);
        }

        [TestMethod]
        public void Time_within_the_hysteresis_or_with_an_unknown_temperature_is_not_counted_but_ends_no_episode()
        {
            TemperatureWatch watch = Settled(200);
            watch.Update(true, -10, StartMs);
            watch.Update(true, 10, StartMs + 1000);
            watch.Update(false, 0, StartMs + 5000);
            watch.Update(true, -10, StartMs + 9000);
            watch.Update(true, -10, StartMs + 9500);

            Assert.AreEqual(1500L, watch.OutOfRangeMs);
        }

        [TestMethod]
        public void An_episode_ends_when_the_hysteresis_is_passed_and_its_time_stays_to_be_told_until_the_next()
        {
            TemperatureWatch watch = Settled(200);
            watch.Update(true, -10, StartMs);
            watch.Update(true, 20, StartMs + (13 * HourMs));
            Assert.AreEqual(13 * HourMs, watch.OutOfRangeMs);

            watch.Update(true, -10, StartMs + (14 * HourMs));
            Assert.AreEqual(0L, watch.OutOfRangeMs);
            watch.Update(true, -10, StartMs + (14 * HourMs) + 20);
            Assert.AreEqual(20L, watch.OutOfRangeMs);
        }

        private static TemperatureWatch Watch() => new TemperatureWatch(new TemperatureLimitSettings());

        private static TemperatureWatch Settled(int deciC)
        {
            TemperatureWatch watch = Watch();
            watch.Update(true, deciC, 0);
            return watch;
        }

        private static TemperatureWatch Low()
        {
            TemperatureWatch watch = Settled(200);
            watch.Update(true, -50, StartMs);
            watch.Update(true, -50, StartMs + AlarmMs);
            Assert.AreEqual((int)TemperatureLevel.Low, (int)watch.Level);
            return watch;
        }
    }
}
