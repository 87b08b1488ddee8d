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
            watch.Update(true, true, 40, 0);

            watch.Update(true, true, 49, (30 * MinuteMs) - 1);
            Assert.IsFalse(watch.IsFault);
            watch.Update(true, true, 49, 30 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
            Assert.IsTrue(watch.Changed);
            watch.Update(true, true, 49, (30 * MinuteMs) + 20);
            Assert.IsFalse(watch.Changed);
        }

        [TestMethod]
        public void A_degree_gained_in_time_is_no_fault_and_starts_the_half_hour_anew()
        {
            HeaterFaultWatch watch = Watch();
            watch.Update(true, true, -200, 0);
            watch.Update(true, true, -190, 29 * MinuteMs);
            watch.Update(true, true, -190, (59 * MinuteMs) - 1);
            Assert.IsFalse(watch.IsFault);

            // It died after the first degree.
            watch.Update(true, true, -190, 59 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
        }

        [TestMethod]
        public void The_degree_counts_from_the_coldest_since_it_went_on()
        {
            HeaterFaultWatch watch = Watch();
            watch.Update(true, true, 40, 0);
            watch.Update(true, true, 20, 10 * MinuteMs);
            watch.Update(true, true, 30, 29 * MinuteMs);
            watch.Update(true, true, 30, 30 * MinuteMs);

            Assert.IsFalse(watch.IsFault);
        }

        [TestMethod]
        public void A_box_that_gets_colder_and_colder_is_a_fault()
        {
            HeaterFaultWatch watch = Watch();
            for (int minute = 0; minute <= 30; minute++)
            {
                watch.Update(true, true, 49 - minute, minute * MinuteMs);
            }

            Assert.IsTrue(watch.IsFault);
        }

        [TestMethod]
        public void A_box_held_at_the_set_point_is_no_fault()
        {
            HeaterFaultWatch watch = Watch();
            watch.Update(true, true, 49, 0);
            watch.Update(true, true, 50, 30 * MinuteMs);
            watch.Update(true, true, 50, 300 * MinuteMs);

            Assert.IsFalse(watch.IsFault);
        }

        [TestMethod]
        public void A_heater_that_is_off_or_an_unknown_temperature_starts_the_half_hour_anew()
        {
            HeaterFaultWatch watch = Watch();
            watch.Update(true, true, 40, 0);
            watch.Update(false, true, 40, 20 * MinuteMs);
            watch.Update(true, true, 40, 21 * MinuteMs);
            watch.Update(true, false, 0, 40 * MinuteMs);
            watch.Update(true, true, 40, 41 * MinuteMs);
            watch.Update(true, true, 40, (71 * MinuteMs) - 1);
            Assert.IsFalse(watch.IsFault);
            watch.Update(true, true, 40, 71 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
        }

        [TestMethod]
        public void A_fault_stays_until_the_box_is_at_the_set_point_again()
        {
            HeaterFaultWatch watch = Faulty();

            watch.Update(true, true, 49, 90 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
            watch.Update(true, true, 50, 91 * MinuteMs);
            Assert.IsFalse(watch.IsFault);
            Assert.IsTrue(watch.Changed);
        }

        [TestMethod]
        public void Switching_the_heater_off_or_losing_the_probe_mends_nothing()
        {
            HeaterFaultWatch watch = Faulty();

            watch.Update(false, true, -150, 40 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
            watch.Update(false, false, 200, 50 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
            Assert.IsFalse(watch.Changed);
        }

        [TestMethod]
        public void A_warm_day_without_heating_ends_a_fault()
        {
            HeaterFaultWatch watch = Faulty();

            watch.Update(false, true, 120, 600 * MinuteMs);
            Assert.IsFalse(watch.IsFault);
            Assert.IsTrue(watch.Changed);
        }

        private static HeaterFaultWatch Watch() => new HeaterFaultWatch(new ClimateSettings());

        private static HeaterFaultWatch Faulty()
        {
            HeaterFaultWatch watch = Watch();
            watch.Update(true, true, -150, 0);
            watch.Update(true, true, -150, 30 * MinuteMs);
            Assert.IsTrue(watch.IsFault);
            return watch;
        }
    }
}
