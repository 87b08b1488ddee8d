using System.Collections;
using AedCabinet.Parsing;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class JudgementSettingsTests
    {
        [TestMethod]
        public void What_is_not_said_has_the_specification_s_numbers()
        {
            CabinetConfiguration configuration = new CabinetConfiguration();
            ConfigurationProblems problems = ReadAlarm(new Hashtable(), configuration.Alarm);

            Assert.AreEqual(0, problems.Count);
            Assert.AreEqual(120, configuration.Door.LeftOpenSeconds);
            Assert.AreEqual(20, configuration.Chattering.MaxChanges);
            Assert.AreEqual(10, configuration.Chattering.WindowSeconds);
            Assert.AreEqual(60, configuration.Chattering.QuietSeconds);
            Assert.AreEqual(100, configuration.Buttons.SosDebounceMs);
            Assert.AreEqual(10, configuration.Alarm.SilenceMinutes);
            Assert.AreEqual(30, configuration.Alarm.SilenceMaxMinutes);
            Assert.AreEqual(15, configuration.Alarm.LocateMaxMinutes);
            Assert.AreEqual(22 * 60, configuration.Alarm.QuietFromMinute);
            Assert.AreEqual(7 * 60, configuration.Alarm.QuietUntilMinute);
            Assert.AreEqual(60, configuration.Modes.DefaultMinutes);
            Assert.AreEqual(480, configuration.Modes.MaxMinutes);
            Assert.AreEqual(30, configuration.Care.InspectionDays);
            Assert.AreEqual(1, configuration.Care.UnreadableInspectionDays);
            Assert.AreEqual(480, configuration.Clock.UtcOffsetMinutes);
        }

        [TestMethod]
        public void The_alarm_s_settings_are_read()
        {
            Hashtable section = new Hashtable();
            section["rescueSeconds"] = 90;
            section["beaconMinutes"] = 30;
            section["silenceMinutes"] = 5;
            section["silenceMaxMinutes"] = 20;
            section["locateMaxMinutes"] = 3;
            section["leftOpenBurstSeconds"] = 45;
            section["faultChirpSeconds"] = 120;
            section["quietFrom"] = "21:30";
            section["quietUntil"] = "06:05";
            section["noLinkMinutes"] = 20;
            AlarmSettings settings = new AlarmSettings();

            Assert.AreEqual(0, ReadAlarm(section, settings).Count);
            Assert.AreEqual(90, settings.RescueSeconds);
            Assert.AreEqual(30, settings.BeaconMinutes);
            Assert.AreEqual(5, settings.SilenceMinutes);
            Assert.AreEqual(20, settings.SilenceMaxMinutes);
            Assert.AreEqual(3, settings.LocateMaxMinutes);
            Assert.AreEqual(45, settings.LeftOpenBurstSeconds);
            Assert.AreEqual(120, settings.FaultChirpSeconds);
            Assert.AreEqual((21 * 60) + 30, settings.QuietFromMinute);
            Assert.AreEqual((6 * 60) + 5, settings.QuietUntilMinute);
            Assert.AreEqual(20, settings.NoLinkMinutes);
        }

        [TestMethod]
        public void A_silence_above_its_own_limit_is_named()
        {
            Hashtable section = new Hashtable();
            section["silenceMinutes"] = 20;
            section["silenceMaxMinutes"] = 15;

            Assert.AreEqual("alarm.silenceMinutes: 20 is above silenceMaxMinutes 15", Line(ReadAlarm(section, new AlarmSettings())));
        }

        [TestMethod]
        public void A_time_of_day_that_is_none_is_named()
        {
            string[] wrong = new string[] { "24:00", "7:00", "07.00", "07:60", "0a:00", "07:00:00", "-1:00" };
            for (int i = 0; i < wrong.Length; i++)
            {
                Hashtable section = new Hashtable();
                section["quietUntil"] = wrong[i];
                AlarmSettings settings = new AlarmSettings();

                Assert.AreEqual("alarm.quietUntil: \"" + wrong[i] + "\" must be a time of day such as \"22:00\"",
                    Line(ReadAlarm(section, settings)));
                Assert.AreEqual(7 * 60, settings.QuietUntilMinute);
            }
        }

        [TestMethod]
        public void Midnight_and_the_last_minute_are_times_of_day()
        {
            Hashtable section = new Hashtable();
            section["quietFrom"] = "23:59";
            section["quietUntil"] = "00:00";
            AlarmSettings settings = new AlarmSettings();

            Assert.AreEqual(0, ReadAlarm(section, settings).Count);
            Assert.AreEqual(1439, settings.QuietFromMinute);
            Assert.AreEqual(0, settings.QuietUntilMinute);
        }

        [TestMethod]
        public void Settings_that_contradict_each_other_are_named_by_their_path()
        {
            Hashtable root = new Hashtable();
            root["buttons"] = Pair("shortPressMs", 6000, "longPressMs", 5000);
            root["modes"] = Pair("defaultMinutes", 90, "maxMinutes", 60);
            root["care"] = Pair("expiryNoticeDays", 10, "expiryLastNoticeDays", 10);
            root["chattering"] = Pair("maxChanges", 4, "windowSeconds", 61);
            root["clock"] = Pair("utcOffsetMinutes", 841, "timeZone", 8);
            root["door"] = Pair("leftOpenSeconds", 9, "openDebounceMs", 50);
            ConfigurationProblems problems = new ConfigurationProblems();
            ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
            string all = string.Empty;
            string[] lines = problems.ToLines();
            for (int i = 0; i < lines.Length; i++)
            {
                all += lines[i] + "\n";
            }

            Has(all, "buttons.shortPressMs: 6000 is above longPressMs 5000\n");
            Has(all, "modes.defaultMinutes: 90 is above maxMinutes 60\n");
            Has(all, "care.expiryLastNoticeDays: 10 is not below expiryNoticeDays 10\n");
            Has(all, "chattering.maxChanges: 4 is not within 5 to 100\n");
            Has(all, "chattering.windowSeconds: 61 is not within 1 to 60\n");
            Has(all, "clock.utcOffsetMinutes: 841 is not within -720 to 840\n");
            Has(all, "clock.timeZone: is not a setting");
            Has(all, "door.leftOpenSeconds: 9 is not within 10 to 3600\n");
        }

        [TestMethod]
        public void An_inspection_interval_for_unreadable_indicators_is_not_above_the_other()
        {
            ConfigurationProblems problems = new ConfigurationProblems();
            CareSettingsReader.Read(
                new ConfigurationSection(Pair("inspectionDays", 5, "unreadableInspectionDays", 6), "care", problems), new CareSettings());

            Assert.AreEqual("care.unreadableInspectionDays: 6 is above inspectionDays 5", Line(problems));
        }

        [TestMethod]
        public void A_contact_is_not_believed_again_sooner_than_its_changes_are_forgotten()
        {
            ConfigurationProblems problems = new ConfigurationProblems();
            ChatteringSettingsReader.Read(
                new ConfigurationSection(Pair("windowSeconds", 30, "quietSeconds", 29), "chattering", problems), new ChatteringSettings());

            Assert.AreEqual("chattering.quietSeconds: 29 is below windowSeconds 30", Line(problems));
        }

        private static Hashtable Pair(string firstName, int first, string secondName, int second)
        {
            Hashtable section = new Hashtable();
            section[firstName] = first;
            section[secondName] = second;
            return section;
        }

        private static ConfigurationProblems ReadAlarm(Hashtable section, AlarmSettings settings)
        {
            ConfigurationProblems problems = new ConfigurationProblems();
            AlarmSettingsReader.Read(new ConfigurationSection(section, "alarm", problems), settings);
            return problems;
        }

        private static string Line(ConfigurationProblems problems)
        {
            Assert.AreEqual(1, problems.Count);
            return problems.ToLines()[0];
        }

        private static void Has(string all, string expected) => Assert.IsTrue(all.IndexOf(expected) >= 0, expected + " in " + all);
    }
}
