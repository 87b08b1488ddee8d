using AedCabinet.Climate;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class ThermostatTests
    {
        private const long MinuteMs = 60000;

        [TestMethod]
        public void The_heater_goes_on_below_5_degrees()
        {
            Thermostat thermostat = new Thermostat(new ClimateSettings());
            HeaterConditions conditions = At(50);
            thermostat.Update(conditions, 0);

            thermostat.Update(conditions, MinuteMs);
            Assert.IsFalse(thermostat.IsOn);
            conditions.TemperatureDeciC = 49;
            thermostat.Update(conditions, MinuteMs + 20);
            Assert.IsTrue(thermostat.IsOn);
        }

        [TestMethod]
        public void The_heater_goes_off_above_8_degrees()
        {
            HeaterConditions conditions = At(0);
            Thermostat thermostat = Heating(conditions);

            conditions.TemperatureDeciC = 80;
            thermostat.Update(conditions, 10 * MinuteMs);
            Assert.IsTrue(thermostat.IsOn);
            conditions.TemperatureDeciC = 81;
            thermostat.Update(conditions, (10 * MinuteMs) + 20);
            Assert.IsFalse(thermostat.IsOn);
        }

        [TestMethod]
        public void Between_the_set_points_nothing_changes()
        {
            HeaterConditions conditions = At(0);
            Thermostat thermostat = Heating(conditions);

            conditions.TemperatureDeciC = 65;
            thermostat.Update(conditions, 10 * MinuteMs);
            Assert.IsTrue(thermostat.IsOn);
            conditions.TemperatureDeciC = 90;
            thermostat.Update(conditions, 11 * MinuteMs);
            conditions.TemperatureDeciC = 65;
            thermostat.Update(conditions, 20 * MinuteMs);
            Assert.IsFalse(thermostat.IsOn);
        }

        [TestMethod]
        public void After_a_boot_the_heater_waits_a_minute()
        {
            Thermostat thermostat = new Thermostat(new ClimateSettings());
            HeaterConditions conditions = At(-300);
            thermostat.Update(conditions, 5000);

            thermostat.Update(conditions, 5000 + MinuteMs - 1);
            Assert.IsFalse(thermostat.IsOn);
            thermostat.Update(conditions, 5000 + MinuteMs);
            Assert.IsTrue(thermostat.IsOn);
        }

        [TestMethod]
        public void The_heater_stays_on_for_a_minute_at_least()
        {
            HeaterConditions conditions = At(0);
            Thermostat thermostat = Heating(conditions);

            conditions.TemperatureDeciC = 200;
            thermostat.Update(conditions, (2 * MinuteMs) - 1);
            Assert.IsTrue(thermostat.IsOn);
            thermostat.Update(conditions, 2 * MinuteMs);
            Assert.IsFalse(thermostat.IsOn);
        }

        [TestMethod]
        public void The_heater_stays_off_for_a_minute_at_least()
        {
            HeaterConditions conditions = At(0);
            Thermostat thermostat = Heating(conditions);
            conditions.TemperatureDeciC = 200;
            thermostat.Update(conditions, 10 * MinuteMs);

            conditions.TemperatureDeciC = 0;
            thermostat.Update(conditions, (11 * MinuteMs) - 1);
            Assert.IsFalse(thermostat.IsOn);
            thermostat.Update(conditions, 11 * MinuteMs);
            Assert.IsTrue(thermostat.IsOn);
        }

        [TestMethod]
        public void An_unknown_temperature_forces_it_off_at_once()
        {
            HeaterConditions conditions = At(0);
            Thermostat thermostat = Heating(conditions);
            conditions.HasTemperature = false;

            IsForcedOffInTheNextScan(thermostat, conditions, HeaterForcedOff.TemperatureUnknown);
        }

        [TestMethod]
        public void At_35_degrees_it_is_forced_off_at_once_and_just_below_the_least_time_holds()
        {
            HeaterConditions conditions = At(0);
            Thermostat thermostat = Heating(conditions);

            conditions.TemperatureDeciC = 349;
            thermostat.Update(conditions, MinuteMs + 20);
            Assert.IsTrue(thermostat.IsOn);
            conditions.TemperatureDeciC = 350;
            thermostat.Update(conditions, MinuteMs + 40);
            Assert.IsFalse(thermostat.IsOn);
            Assert.AreEqual((int)HeaterForcedOff.TooWarm, (int)thermostat.ForcedOff);
        }

        [TestMethod]
        public void On_battery_it_is_forced_off_at_once()
        {
            HeaterConditions conditions = At(0);
            Thermostat thermostat = Heating(conditions);
            conditions.IsOnMains = false;

            IsForcedOffInTheNextScan(thermostat, conditions, HeaterForcedOff.OnBattery);
        }

        [TestMethod]
        public void A_door_open_for_a_minute_is_borne_and_longer_forces_it_off()
        {
            HeaterConditions conditions = At(0);
            Thermostat thermostat = Heating(conditions);
            conditions.IsDoorOpen = true;
            thermostat.Update(conditions, 5 * MinuteMs);

            thermostat.Update(conditions, 6 * MinuteMs);
            Assert.IsTrue(thermostat.IsOn);
            thermostat.Update(conditions, (6 * MinuteMs) + 1);
            Assert.IsFalse(thermostat.IsOn);
            Assert.AreEqual((int)HeaterForcedOff.DoorOpen, (int)thermostat.ForcedOff);
        }

        [TestMethod]
        public void A_door_shut_in_between_starts_its_minute_anew()
        {
            HeaterConditions conditions = At(0);
            Thermostat thermostat = Heating(conditions);
            conditions.IsDoorOpen = true;
            thermostat.Update(conditions, 5 * MinuteMs);
            conditions.IsDoorOpen = false;
            thermostat.Update(conditions, (6 * MinuteMs) - 20);
            conditions.IsDoorOpen = true;
            thermostat.Update(conditions, 6 * MinuteMs);

            thermostat.Update(conditions, 7 * MinuteMs);
            Assert.IsFalse(thermostat.IsForcedOff);
            Assert.IsTrue(thermostat.IsOn);
        }

        [TestMethod]
        public void A_heater_that_is_not_fitted_is_never_on()
        {
            ClimateSettings settings = new ClimateSettings();
            settings.HeaterFitted = false;
            Thermostat thermostat = new Thermostat(settings);
            HeaterConditions conditions = At(-300);
            thermostat.Update(conditions, 0);
            thermostat.Update(conditions, 10 * MinuteMs);

            Assert.IsFalse(thermostat.IsOn);
            Assert.AreEqual((int)HeaterForcedOff.NotFitted, (int)thermostat.ForcedOff);
        }

        [TestMethod]
        public void After_it_was_forced_off_the_least_time_off_still_holds()
        {
            HeaterConditions conditions = At(0);
            Thermostat thermostat = Heating(conditions);
            conditions.IsOnMains = false;
            thermostat.Update(conditions, 10 * MinuteMs);
            conditions.IsOnMains = true;

            thermostat.Update(conditions, (11 * MinuteMs) - 1);
            Assert.IsFalse(thermostat.IsForcedOff);
            Assert.IsFalse(thermostat.IsOn);
            thermostat.Update(conditions, 11 * MinuteMs);
            Assert.IsTrue(thermostat.IsOn);
        }

        [TestMethod]
        public void After_a_long_forced_off_it_goes_on_at_once()
        {
            HeaterConditions conditions = At(0);
            Thermostat thermostat = Heating(conditions);
            conditions.IsOnMains = false;
            thermostat.Update(conditions, 10 * MinuteMs);
            thermostat.Update(conditions, 30 * MinuteMs);
            conditions.IsOnMains = true;

            thermostat.Update(conditions, (30 * MinuteMs) + 20);
            Assert.IsTrue(thermostat.IsOn);
        }

        [TestMethod]
        public void Untouched_conditions_keep_it_off()
        {
            Thermostat thermostat = new Thermostat(new ClimateSettings());
            Assert.IsTrue(thermostat.IsForcedOff);

            thermostat.Update(new HeaterConditions(), 0);
            thermostat.Update(new HeaterConditions(), 10 * MinuteMs);
            Assert.IsFalse(thermostat.IsOn);
        }

        [TestMethod]
        public void The_heater_s_minutes_of_the_day_are_counted_until_the_day_is_reset()
        {
            HeaterConditions conditions = At(0);
            Thermostat thermostat = Heating(conditions);

            // On since minute 1; however rarely it is asked.
            thermostat.Update(conditions, 2 * MinuteMs);
            thermostat.Update(conditions, (4 * MinuteMs) - 1);
            Assert.AreEqual(2, thermostat.HeaterMinutesToday);
            conditions.TemperatureDeciC = 200;
            thermostat.Update(conditions, 4 * MinuteMs);
            Assert.AreEqual(3, thermostat.HeaterMinutesToday);
            thermostat.Update(conditions, 30 * MinuteMs);
            Assert.AreEqual(3 * MinuteMs, thermostat.OnTodayMs);

            thermostat.ResetDay();
            Assert.AreEqual(0, thermostat.HeaterMinutesToday);
        }

        private static void IsForcedOffInTheNextScan(Thermostat thermostat, HeaterConditions conditions, HeaterForcedOff why)
        {
            // Twenty milliseconds after it went on: the least time must not hold it.
            Assert.IsTrue(thermostat.IsOn);
            thermostat.Update(conditions, MinuteMs + 20);
            Assert.IsFalse(thermostat.IsOn);
            Assert.IsTrue(thermostat.IsForcedOff);
            Assert.AreEqual((int)why, (int)thermostat.ForcedOff);
        }

        private static HeaterConditions At(int deciC)
        {
            HeaterConditions conditions = new HeaterConditions();
            conditions.HasTemperature = true;
            conditions.TemperatureDeciC = deciC;
            conditions.IsOnMains = true;
            return conditions;
        }

        private static Thermostat Heating(HeaterConditions conditions)
        {
            Thermostat thermostat = new Thermostat(new ClimateSettings());
            thermostat.Update(conditions, 0);
            thermostat.Update(conditions, MinuteMs);
            Assert.IsTrue(thermostat.IsOn);
            Assert.IsFalse(thermostat.IsForcedOff);
            return thermostat;
        }
    }
}
