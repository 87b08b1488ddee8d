using AedCabinet.Settings;
using AedCabinet.Supply;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class PowerTests
    {
        private const long HourMs = 3600000;

        [TestMethod]
        public void After_a_boot_the_mains_are_unknown_and_nothing_is_drawn_from_them()
        {
            MainsWatch mains = new MainsWatch(new PowerSettings());
            mains.Update(true, 1000);

            Assert.AreEqual((int)MainsState.Unknown, (int)mains.State);
            Assert.IsFalse(mains.IsOnMains);
            Assert.AreEqual(0L, mains.OnBatteryMs(5000));
        }

        [TestMethod]
        public void Mains_that_are_there_after_a_boot_are_nothing_to_tell()
        {
            MainsWatch mains = new MainsWatch(new PowerSettings());
            mains.Update(true, 1000);
            mains.Update(true, 5999);
            Assert.IsFalse(mains.IsOnMains);

            mains.Update(true, 6000);
            Assert.IsTrue(mains.IsOnMains);
            Assert.IsFalse(mains.Changed);
        }

        [TestMethod]
        public void A_cabinet_that_starts_on_its_battery_says_so_as_if_it_had_just_happened()
        {
            MainsWatch mains = new MainsWatch(new PowerSettings());
            mains.Update(false, 1000);
            mains.Update(false, 2999);
            Assert.IsFalse(mains.Changed);

            mains.Update(false, 3000);
            Assert.AreEqual((int)MainsState.Lost, (int)mains.State);
            Assert.IsTrue(mains.Changed);
            Assert.AreEqual(2000L, mains.OnBatteryMs(3000));
        }

        [TestMethod]
        public void The_mains_are_lost_after_two_seconds()
        {
            MainsWatch mains = OnMains();
            mains.Update(false, 10000);
            mains.Update(false, 11999);
            Assert.IsTrue(mains.IsOnMains);

            mains.Update(false, 12000);
            Assert.IsFalse(mains.IsOnMains);
            Assert.IsTrue(mains.Changed);
            mains.Update(false, 12020);
            Assert.IsFalse(mains.Changed);
        }

        [TestMethod]
        public void A_dip_shorter_than_two_seconds_changes_nothing()
        {
            MainsWatch mains = OnMains();
            mains.Update(false, 10000);
            mains.Update(true, 11980);
            mains.Update(false, 12000);
            mains.Update(false, 13980);

            Assert.AreEqual((int)MainsState.Present, (int)mains.State);
        }

        [TestMethod]
        public void The_mains_are_back_after_five_seconds()
        {
            MainsWatch mains = OnBattery();
            mains.Update(true, 20000);
            mains.Update(true, 24999);
            Assert.AreEqual((int)MainsState.Lost, (int)mains.State);

            mains.Update(true, 25000);
            Assert.AreEqual((int)MainsState.Present, (int)mains.State);
            Assert.IsTrue(mains.Changed);
            Assert.AreEqual(0L, mains.OnBatteryMs(25000));
        }

        [TestMethod]
        public void The_time_on_battery_counts_from_when_the_mains_went_and_is_too_long_after_four_hours()
        {
            MainsWatch mains = OnBattery();

            Assert.AreEqual(HourMs, mains.OnBatteryMs(10000 + HourMs));
            Assert.IsFalse(mains.IsTooLongOnBattery(10000 + (4 * HourMs) - 1));
            Assert.IsTrue(mains.IsTooLongOnBattery(10000 + (4 * HourMs)));
        }

        [TestMethod]
        public void A_moment_of_mains_does_not_start_the_time_on_battery_anew()
        {
            MainsWatch mains = OnBattery();
            mains.Update(true, 20000);
            mains.Update(false, 24980);
            mains.Update(false, 30000);

            Assert.AreEqual(HourMs, mains.OnBatteryMs(10000 + HourMs));
        }

        [TestMethod]
        public void Without_an_opto_coupler_the_cabinet_is_taken_to_run_on_the_mains()
        {
            PowerSettings settings = new PowerSettings();
            settings.MainsFitted = false;
            MainsWatch mains = new MainsWatch(settings);
            mains.Update(false, 0);
            mains.Update(false, 10 * HourMs);

            Assert.AreEqual((int)MainsState.NotFitted, (int)mains.State);
            Assert.IsTrue(mains.IsOnMains);
            Assert.IsFalse(mains.Changed);
            Assert.IsFalse(mains.IsTooLongOnBattery(10 * HourMs));
        }

        [TestMethod]
        public void A_battery_that_is_not_measured_is_not_judged()
        {
            BatteryWatch battery = new BatteryWatch(new PowerSettings());
            battery.Update(0, 0);
            battery.Update(0, HourMs);

            Assert.AreEqual((int)BatteryLevel.NotFitted, (int)battery.Level);
            Assert.IsFalse(battery.Changed);
        }

        [TestMethod]
        public void A_good_battery_is_known_after_a_minute_and_nothing_to_tell()
        {
            BatteryWatch battery = Fitted();
            battery.Update(11500, 0);
            battery.Update(11500, 59999);
            Assert.AreEqual((int)BatteryLevel.Unknown, (int)battery.Level);

            battery.Update(11500, 60000);
            Assert.AreEqual((int)BatteryLevel.Ok, (int)battery.Level);
            Assert.IsFalse(battery.Changed);
        }

        [TestMethod]
        public void A_battery_that_is_low_at_the_boot_is_told_after_a_minute()
        {
            BatteryWatch battery = Fitted();
            battery.Update(11499, 0);
            battery.Update(11499, 60000);

            Assert.AreEqual((int)BatteryLevel.Low, (int)battery.Level);
            Assert.IsTrue(battery.Changed);
        }

        [TestMethod]
        public void Below_11_5_V_for_a_minute_is_low_and_recovers_at_11_8_V()
        {
            BatteryWatch battery = Good();
            battery.Update(11499, 100000);
            battery.Update(11499, 159999);
            Assert.AreEqual((int)BatteryLevel.Ok, (int)battery.Level);
            battery.Update(11499, 160000);
            Assert.AreEqual((int)BatteryLevel.Low, (int)battery.Level);
            Assert.IsTrue(battery.Changed);

            battery.Update(11799, 200000);
            battery.Update(11799, 300000);
            Assert.AreEqual((int)BatteryLevel.Low, (int)battery.Level);
            battery.Update(11800, 300020);
            battery.Update(11800, 360019);
            Assert.AreEqual((int)BatteryLevel.Low, (int)battery.Level);
            battery.Update(11800, 360020);
            Assert.AreEqual((int)BatteryLevel.Ok, (int)battery.Level);
            Assert.IsTrue(battery.Changed);
        }

        [TestMethod]
        public void Below_10_8_V_for_a_minute_is_critical_and_recovers_at_11_1_V_to_low()
        {
            BatteryWatch battery = Good();
            battery.Update(10799, 100000);
            battery.Update(10799, 159999);
            Assert.AreEqual((int)BatteryLevel.Ok, (int)battery.Level);
            battery.Update(10799, 160000);
            Assert.AreEqual((int)BatteryLevel.Critical, (int)battery.Level);
            Assert.IsTrue(battery.Changed);

            battery.Update(11099, 200000);
            battery.Update(11099, 300000);
            Assert.AreEqual((int)BatteryLevel.Critical, (int)battery.Level);
            battery.Update(11100, 300020);
            battery.Update(11100, 360020);
            Assert.AreEqual((int)BatteryLevel.Low, (int)battery.Level);
            Assert.IsTrue(battery.Changed);
        }

        [TestMethod]
        public void At_exactly_10_8_V_a_battery_is_low_and_not_critical()
        {
            BatteryWatch battery = Good();
            battery.Update(10800, 100000);
            battery.Update(10800, 160000);

            Assert.AreEqual((int)BatteryLevel.Low, (int)battery.Level);
        }

        [TestMethod]
        public void A_battery_that_falls_through_both_thresholds_tells_of_each_after_its_own_minute()
        {
            BatteryWatch battery = Good();
            battery.Update(11400, 100000);
            battery.Update(10700, 130000);
            battery.Update(10700, 160000);
            Assert.AreEqual((int)BatteryLevel.Low, (int)battery.Level);
            battery.Update(10700, 189999);
            Assert.AreEqual((int)BatteryLevel.Low, (int)battery.Level);
            battery.Update(10700, 190000);
            Assert.AreEqual((int)BatteryLevel.Critical, (int)battery.Level);
        }

        [TestMethod]
        public void A_heavy_load_of_less_than_a_minute_changes_nothing()
        {
            BatteryWatch battery = Good();
            battery.Update(10000, 100000);
            battery.Update(12500, 159980);
            battery.Update(10000, 160000);
            battery.Update(10000, 219980);

            Assert.AreEqual((int)BatteryLevel.Ok, (int)battery.Level);
        }

        private static MainsWatch OnMains()
        {
            MainsWatch mains = new MainsWatch(new PowerSettings());
            mains.Update(true, 0);
            mains.Update(true, 5000);
            Assert.IsTrue(mains.IsOnMains);
            return mains;
        }

        private static MainsWatch OnBattery()
        {
            MainsWatch mains = OnMains();
            mains.Update(false, 10000);
            mains.Update(false, 12000);
            Assert.AreEqual((int)MainsState.Lost, (int)mains.State);
            return mains;
        }

        private static BatteryWatch Fitted()
        {
            PowerSettings settings = new PowerSettings();
            settings.BatteryFitted = true;
            return new BatteryWatch(settings);
        }

        private static BatteryWatch Good()
        {
            BatteryWatch battery = Fitted();
            battery.Update(12600, 0);
            battery.Update(12600, 60000);
            Assert.AreEqual((int)BatteryLevel.Ok, (int)battery.Level);
            return battery;
        }
    }
}
