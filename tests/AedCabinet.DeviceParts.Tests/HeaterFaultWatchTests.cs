using AedCabinet.Climate;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class HeaterFaultWatchTests
    {
        private const long MinuteMs = 60000;

        [TestMethod]
        public void Half_an_hour_of_heating_without_a_degree_gained_is_a_fault()
        {
            HeaterFaultWatch watch = Watch();
            watch.Update(true, false, true, 40, 0);

            watch.Update(true, false, true, 49, (30 * MinuteMs) - 1);
            Assert.IsFalse(watch.IsFault);
            watch.Update(true, false, true, 49, 30 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
            Assert.IsTrue(watch.Changed);
            watch.Update(true, false, true, 49, (30 * MinuteMs) + 20);
            Assert.IsFalse(watch.Changed);
        }

        [TestMethod]
        public void A_degree_gained_in_time_is_no_fault_and_starts_the_half_hour_anew()
        {
            HeaterFaultWatch watch = Watch();
            watch.Update(true, false, true, -200, 0);
            watch.Update(true, false, true, -190, 29 * MinuteMs);
            watch.Update(true, false, true, -190, (59 * MinuteMs) - 1);
            Assert.IsFalse(watch.IsFault);

            // It died after the first degree.
            watch.Update(true, false, true, -190, 59 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
        }

        [TestMethod]
        public void The_degree_counts_from_the_coldest_since_it_went_on()
        {
            HeaterFaultWatch watch = Watch();
            watch.Update(true, false, true, 40, 0);
            watch.Update(true, false, true, 20, 10 * MinuteMs);
            watch.Update(true, false, true, 30, 29 * MinuteMs);
            watch.Update(true, false, true, 30, 30 * MinuteMs);

            Assert.IsFalse(watch.IsFault);
        }

        [TestMethod]
        public void A_box_that_gets_colder_and_colder_is_a_fault()
        {
            HeaterFaultWatch watch = Watch();
            for (int minute = 0; minute <= 30; minute++)
            {
                watch.Update(true, false, true, 49 - minute, minute * MinuteMs);
            }

            Assert.IsTrue(watch.IsFault);
        }

        [TestMethod]
        public void A_box_held_at_the_set_point_is_no_fault()
        {
            HeaterFaultWatch watch = Watch();
            watch.Update(true, false, true, 49, 0);
            watch.Update(true, false, true, 50, 30 * MinuteMs);
            watch.Update(true, false, true, 50, 300 * MinuteMs);

            Assert.IsFalse(watch.IsFault);
        }

        [TestMethod]
        public void A_heater_that_is_off_or_an_unknown_temperature_starts_the_half_hour_anew()
        {
            HeaterFaultWatch watch = Watch();
            watch.Update(true, false, true, 40, 0);
            watch.Update(false, false, true, 40, 20 * MinuteMs);
            watch.Update(true, false, true, 40, 21 * MinuteMs);
            watch.Update(true, false, false, 0, 40 * MinuteMs);
            watch.Update(true, false, true, 40, 41 * MinuteMs);
            watch.Update(true, false, true, 40, (71 * MinuteMs) - 1);
            Assert.IsFalse(watch.IsFault);
            watch.Update(true, false, true, 40, 71 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
        }

        [TestMethod]
        public void A_fault_stays_until_the_box_is_at_the_set_point_again()
        {
            HeaterFaultWatch watch = Faulty();

            watch.Update(true, false, true, 49, 90 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
            watch.Update(true, false, true, 50, 91 * MinuteMs);
            Assert.IsFalse(watch.IsFault);
            Assert.IsTrue(watch.Changed);
        }

        [TestMethod]
        public void Switching_the_heater_off_or_losing_the_probe_mends_nothing()
        {
            HeaterFaultWatch watch = Faulty();

            watch.Update(false, false, true, -150, 40 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
            watch.Update(false, false, false, 200, 50 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
            Assert.IsFalse(watch.Changed);
        }

        [TestMethod]
        public void A_warm_day_without_heating_ends_a_fault()
        {
            HeaterFaultWatch watch = Faulty();

            watch.Update(false, false, true, 120, 600 * MinuteMs);
            Assert.IsFalse(watch.IsFault);
            Assert.IsTrue(watch.Changed);
        }

        [TestMethod]
        public void A_warm_box_that_gets_warmer_in_the_dark_with_its_heater_off_is_hot_while_off()
        {
            HeaterFaultWatch watch = Watch();
            Swing(watch, true);
            Assert.AreEqual(HeaterFaultWatch.HotWhileOff, watch.Fault);
        }

        [TestMethod]
        public void By_day_the_sun_may_warm_it()
        {
            HeaterFaultWatch watch = Watch();
            Swing(watch, false);
            Assert.IsFalse(watch.IsFault);
        }

        [TestMethod]
        public void Below_30_degrees_a_heated_room_may_warm_it()
        {
            HeaterFaultWatch watch = Watch();
            for (int minute = 0; minute <= 60; minute++)
            {
                watch.Update(false, true, true, 240 + minute, minute * MinuteMs);
            }

            Assert.IsFalse(watch.IsFault);
        }

        [TestMethod]
        public void Less_than_two_degrees_in_half_an_hour_is_a_warm_night()
        {
            HeaterFaultWatch watch = Watch();
            for (int minute = 0; minute <= 180; minute++)
            {
                watch.Update(false, true, true, 300 + (minute * 19 / 31), minute * MinuteMs);
            }

            Assert.IsFalse(watch.IsFault);
            watch.Update(false, true, true, 440, 181 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
        }

        [TestMethod]
        public void Hot_while_off_is_over_when_the_box_has_stayed_below_30_degrees_for_four_hours()
        {
            HeaterFaultWatch watch = Watch();
            Swing(watch, true);
            watch.Update(false, false, true, 299, 100 * MinuteMs);
            watch.Update(false, false, true, 301, 330 * MinuteMs);
            watch.Update(false, false, true, 290, 340 * MinuteMs);
            Assert.AreEqual(580 * MinuteMs, watch.DeadlineMs);
            watch.Update(false, false, true, 200, (580 * MinuteMs) - 1);
            Assert.IsTrue(watch.IsFault);
            watch.Update(false, false, true, 200, 580 * MinuteMs);
            Assert.IsFalse(watch.IsFault);
            Assert.IsTrue(watch.Changed);
        }

        [TestMethod]
        public void Hot_while_off_is_over_when_the_box_is_so_cold_that_the_heater_goes_on()
        {
            HeaterFaultWatch watch = Watch();
            Swing(watch, true);
            watch.Update(true, false, true, 49, 100 * MinuteMs);
            Assert.IsFalse(watch.IsFault);
        }

        private static HeaterFaultWatch Watch() => new HeaterFaultWatch(new ClimateSettings());

        // What a relay that has shorted makes of a box whose thermostat opens at 40 °C.
        private static void Swing(HeaterFaultWatch watch, bool isDark)
        {
            for (int minute = 0; minute <= 30; minute++)
            {
                watch.Update(false, isDark, true, 330 + (minute * 2), minute * MinuteMs);
            }
        }

        private static HeaterFaultWatch Faulty()
        {
            HeaterFaultWatch watch = Watch();
            watch.Update(true, false, true, -150, 0);
            watch.Update(true, false, true, -150, 30 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
            return watch;
        }
    }
}
