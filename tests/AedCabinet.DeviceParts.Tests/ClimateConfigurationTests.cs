using System.Collections;
using AedCabinet.Formats;
using AedCabinet.Parsing;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class ClimateConfigurationTests
    {
        [TestMethod]
        public void What_is_not_said_has_the_specification_s_numbers()
        {
            ClimateSettings climate = new ClimateSettings();
            TemperatureLimitSettings limits = new TemperatureLimitSettings();
            PowerSettings power = new PowerSettings();
            Assert.AreEqual(string.Empty, ReadClimate(new Hashtable(), climate));
            Assert.AreEqual(string.Empty, ReadLimits(new Hashtable(), limits));
            Assert.AreEqual(string.Empty, ReadPower(new Hashtable(), power));

            Assert.AreEqual(50, climate.HeaterOnBelowDeciC);
            Assert.AreEqual(80, climate.HeaterOffAboveDeciC);
            Assert.AreEqual(400, climate.FanOnAboveDeciC);
            Assert.IsFalse(climate.FanFitted);
            Assert.AreEqual(0, limits.LowDeciC);
            Assert.AreEqual(500, limits.HighDeciC);
            Assert.AreEqual(30, limits.LowWarningDeciC);
            Assert.AreEqual(470, limits.HighWarningDeciC);
            Assert.AreEqual(300, limits.AlarmSeconds);
            Assert.AreEqual(11500, power.BatteryLowMv);
            Assert.IsFalse(power.BatteryFitted);
        }

        [TestMethod]
        public void Temperatures_are_degrees_with_one_decimal()
        {
            Hashtable section = new Hashtable();
            section["heaterOnBelow"] = -2.5;
            section["heaterOffAbove"] = 10;
            ClimateSettings settings = new ClimateSettings();
            TemperatureLimitSettings limits = new TemperatureLimitSettings();
            limits.LowDeciC = -100;
            ConfigurationProblems problems = new ConfigurationProblems();
            ClimateSettingsReader.Read(new ConfigurationSection(section, "climate", problems), settings, limits);

            Assert.AreEqual(0, problems.Count);
            Assert.AreEqual(-25, settings.HeaterOnBelowDeciC);
            Assert.AreEqual(100, settings.HeaterOffAboveDeciC);
        }

        [TestMethod]
        public void A_set_point_above_the_other_is_named_by_its_path()
        {
            Hashtable section = new Hashtable();
            section["heaterOnBelow"] = 95.0;

            Assert.AreEqual("climate.heaterOnBelow: 95.0 is above heaterOffAbove; ", ReadClimate(section, new ClimateSettings()));
        }

        [TestMethod]
        public void Set_points_that_are_the_same_are_refused()
        {
            Hashtable section = new Hashtable();
            section["heaterOnBelow"] = 8.0;

            Has(ReadClimate(section, new ClimateSettings()), "climate.heaterOnBelow: 8.0 is the same as heaterOffAbove");
            section["heaterOnBelow"] = 7.9;
            Assert.AreEqual(string.Empty, ReadClimate(section, new ClimateSettings()));
        }

        [TestMethod]
        public void A_set_point_at_the_cut_off_is_refused()
        {
            Hashtable section = new Hashtable();
            section["heaterOffAbove"] = 35.0;
            Has(ReadClimate(section, new ClimateSettings()), "climate.heaterOffAbove: 35.0 is not below 35.0");

            section["heaterOffAbove"] = 34.9;
            Assert.AreEqual(string.Empty, ReadClimate(section, new ClimateSettings()));
        }

        [TestMethod]
        public void A_heater_that_would_go_on_too_late_for_its_AED_is_refused()
        {
            TemperatureLimitSettings limits = new TemperatureLimitSettings();
            limits.LowDeciC = 51;
            ConfigurationProblems problems = new ConfigurationProblems();
            ClimateSettingsReader.Read(new ConfigurationSection(new Hashtable(), "climate", problems), new ClimateSettings(), limits);
            Has(Join(problems), "climate.heaterOnBelow: 5.0 is below 5.1, the AED's lower limit");

            limits.LowDeciC = 50;
            problems = new ConfigurationProblems();
            ClimateSettingsReader.Read(new ConfigurationSection(new Hashtable(), "climate", problems), new ClimateSettings(), limits);
            Assert.AreEqual(0, problems.Count);
        }

        [TestMethod]
        public void A_heater_without_a_probe_is_refused()
        {
            Hashtable section = new Hashtable();
            section["probeFitted"] = false;
            Has(ReadClimate(section, new ClimateSettings()), "climate.heaterFitted: a heater needs a probe");

            section["heaterFitted"] = false;
            Assert.AreEqual(string.Empty, ReadClimate(section, new ClimateSettings()));
        }

        [TestMethod]
        public void A_fan_that_would_blow_against_the_heater_is_refused()
        {
            Hashtable section = new Hashtable();
            section["fanFitted"] = true;
            section["fanOnAbove"] = 10.0;
            Has(ReadClimate(section, new ClimateSettings()), "climate.fanOnAbove: 10.0 less fanHysteresis is not above heaterOffAbove");

            section["fanOnAbove"] = 10.1;
            Assert.AreEqual(string.Empty, ReadClimate(section, new ClimateSettings()));
        }

        [TestMethod]
        public void What_is_no_temperature_is_refused()
        {
            object[] wrong = { "5.0", 5.05, true, 1e300 };
            for (int i = 0; i < wrong.Length; i++)
            {
                Hashtable section = new Hashtable();
                section["heaterOnBelow"] = wrong[i];
                ClimateSettings settings = new ClimateSettings();
                Assert.AreEqual("climate.heaterOnBelow: must be a number of degrees with at most one decimal; ",
                    ReadClimate(section, settings));
                Assert.AreEqual(50, settings.HeaterOnBelowDeciC);
            }
        }

        [TestMethod]
        public void A_temperature_outside_its_range_is_named_in_degrees()
        {
            Hashtable section = new Hashtable();
            section["heaterOnBelow"] = -55.1;
            section["fanHysteresis"] = 0.4;
            string all = ReadClimate(section, new ClimateSettings());

            Has(all, "climate.heaterOnBelow: -55.1 is not within -55.0 to 125.0");
            Has(all, "climate.fanHysteresis: 0.4 is not within 0.5 to 10.0");
        }

        [TestMethod]
        public void A_setting_spelled_wrongly_is_refused_in_every_section()
        {
            Hashtable section = new Hashtable();
            section["heaterOnBelwo"] = 5.0;

            Has(ReadClimate(section, new ClimateSettings()), "climate.heaterOnBelwo: is not a setting");
            Has(ReadLimits(section, new TemperatureLimitSettings()), "temperature.heaterOnBelwo: is not a setting");
            Has(ReadPower(section, new PowerSettings()), "power.heaterOnBelwo: is not a setting");
        }

        [TestMethod]
        public void A_limit_moves_its_warning_unless_that_is_said_too()
        {
            Hashtable section = new Hashtable();
            section["low"] = 10.0;
            section["high"] = 40.0;
            TemperatureLimitSettings limits = new TemperatureLimitSettings();
            Assert.AreEqual(string.Empty, ReadLimits(section, limits));
            Assert.AreEqual(130, limits.LowWarningDeciC);
            Assert.AreEqual(370, limits.HighWarningDeciC);

            section["lowWarning"] = 10.5;
            section["highWarning"] = 39.5;
            Assert.AreEqual(string.Empty, ReadLimits(section, limits));
            Assert.AreEqual(105, limits.LowWarningDeciC);
            Assert.AreEqual(395, limits.HighWarningDeciC);
        }

        [TestMethod]
        public void A_warning_may_stand_at_its_limit()
        {
            Hashtable section = new Hashtable();
            section["lowWarning"] = 0.0;
            section["highWarning"] = 50.0;

            Assert.AreEqual(string.Empty, ReadLimits(section, new TemperatureLimitSettings()));
        }

        [TestMethod]
        public void Limits_that_contradict_each_other_are_refused()
        {
            Hashtable section = new Hashtable();
            section["low"] = 20.0;
            section["high"] = 20.0;
            Has(ReadLimits(section, new TemperatureLimitSettings()), "temperature.low: 20.0 is not below high");

            section["high"] = 23.9;
            section["lowWarning"] = 19.9;
            section["highWarning"] = 24.0;
            string all = ReadLimits(section, new TemperatureLimitSettings());
            Has(all, "temperature.hysteresis: 2.0 leaves nothing between low and high");
            Has(all, "temperature.lowWarning: 19.9 is below low");
            Has(all, "temperature.highWarning: 24.0 is above high");

            section["high"] = 24.0;
            section["lowWarning"] = 22.0;
            section["highWarning"] = 22.0;
            Assert.AreEqual("temperature.lowWarning: 22.0 is not below highWarning; ", ReadLimits(section, new TemperatureLimitSettings()));
        }

        [TestMethod]
        public void The_hours_outside_grow_from_warning_to_urgent()
        {
            Hashtable section = new Hashtable();
            section["warnHours"] = 24;
            Assert.AreEqual("temperature.warnHours: 24 is not below urgentHours; ", ReadLimits(section, new TemperatureLimitSettings()));

            section["warnHours"] = 23;
            Assert.AreEqual(string.Empty, ReadLimits(section, new TemperatureLimitSettings()));
        }

        [TestMethod]
        public void A_critical_voltage_is_below_the_low_one()
        {
            Hashtable section = new Hashtable();
            section["batteryCriticalMv"] = 11500;
            Assert.AreEqual("power.batteryCriticalMv: 11500 is not below batteryLowMv; ", ReadPower(section, new PowerSettings()));

            section["batteryCriticalMv"] = 11499;
            Assert.AreEqual(string.Empty, ReadPower(section, new PowerSettings()));
        }

        [TestMethod]
        public void Tenths_are_tenths_however_the_parser_gives_them()
        {
            Assert.IsTrue(JsonNumber.TryGetTenths(5, out int tenths) && tenths == 50);
            Assert.IsTrue(JsonNumber.TryGetTenths(0.1, out tenths) && tenths == 1);
            Assert.IsTrue(JsonNumber.TryGetTenths(-95.1f, out tenths) && tenths == -951);
            Assert.IsTrue(JsonNumber.TryGetTenths(-0.1, out tenths) && tenths == -1);
            Assert.IsFalse(JsonNumber.TryGetTenths(0.05, out tenths));
            Assert.IsFalse(JsonNumber.TryGetTenths(null, out tenths));
        }

        [TestMethod]
        public void A_temperature_is_written_with_its_sign_and_one_decimal()
        {
            Assert.AreEqual("0.0", TemperatureText.Of(0));
            Assert.AreEqual("-0.5", TemperatureText.Of(-5));
            Assert.AreEqual("-35.1", TemperatureText.Of(-351));
            Assert.AreEqual("125.0", TemperatureText.Of(1250));
        }

        private static string ReadClimate(Hashtable section, ClimateSettings settings)
        {
            ConfigurationProblems problems = new ConfigurationProblems();
            ClimateSettingsReader.Read(new ConfigurationSection(section, "climate", problems), settings, new TemperatureLimitSettings());
            return Join(problems);
        }

        private static string ReadLimits(Hashtable section, TemperatureLimitSettings settings)
        {
            ConfigurationProblems problems = new ConfigurationProblems();
            TemperatureLimitSettingsReader.Read(new ConfigurationSection(section, "temperature", problems), settings);
            return Join(problems);
        }

        private static string ReadPower(Hashtable section, PowerSettings settings)
        {
            ConfigurationProblems problems = new ConfigurationProblems();
            PowerSettingsReader.Read(new ConfigurationSection(section, "power", problems), settings);
            return Join(problems);
        }

        private static string Join(ConfigurationProblems problems)
        {
            string[] lines = problems.ToLines();
            string all = string.Empty;
            for (int i = 0; i < lines.Length; i++)
            {
                all += lines[i] + "; ";
            }

            return all;
        }

        private static void Has(string all, string part) => Assert.IsTrue(all.IndexOf(part) >= 0, "\"" + part + "\" is not in: " + all);
    }
}
