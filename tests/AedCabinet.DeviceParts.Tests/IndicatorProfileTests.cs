using System.Collections;
using AedCabinet.Formats;
using AedCabinet.Learning;
using AedCabinet.Parsing;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class IndicatorProfileTests
    {
        [TestMethod]
        public void A_complete_profile_is_taken()
        {
            ConfigurationProblems problems = new ConfigurationProblems();
            IndicatorProfile profile = Read(Blinking(), problems);

            Assert.AreEqual(0, problems.Count, Join(problems));
            Assert.AreEqual("test-aed", profile.Name);
            Assert.AreEqual((int)IndicatorKind.Blinking, (int)profile.Kind);
            Assert.IsTrue(profile.IsKindConfirmed);
            Assert.IsTrue(profile.IsLearnable);
            Assert.AreEqual((int)IndicatorMeaning.Ready, (int)profile.Green.Blinking);
            Assert.AreEqual((int)IndicatorMeaning.InUse, (int)profile.Green.Steady);
            Assert.IsTrue(profile.Green.IsConfirmed);
            Assert.AreEqual((int)IndicatorMeaning.Attention, (int)profile.Red.Blinking);
            Assert.IsFalse(profile.Red.IsConfirmed);
            Assert.AreEqual(2000, profile.PeriodMinMs);
            Assert.AreEqual(8000, profile.PeriodMaxMs);
            Assert.IsFalse(profile.IsPeriodConfirmed);
            Assert.AreEqual(5, profile.PulseMinMs);
            Assert.AreEqual(300, profile.PulseMaxMs);
            Assert.AreEqual(24000, profile.DarkAfterMs);
            Assert.AreEqual(100, profile.TemperatureMinDeciC);
            Assert.AreEqual(450, profile.TemperatureMaxDeciC);
            Assert.IsTrue(profile.IsTemperatureConfirmed);
        }

        [TestMethod]
        public void A_profile_without_data_is_unreadable_and_confirms_nothing()
        {
            IndicatorProfile profile = new IndicatorProfile();

            Assert.AreEqual((int)IndicatorKind.Unreadable, (int)profile.Kind);
            Assert.IsFalse(profile.IsLearnable || profile.Green.IsUsed || profile.Red.IsUsed);
            Assert.IsFalse(profile.IsKindConfirmed || profile.IsPeriodConfirmed || profile.IsDarkConfirmed
                || profile.IsTemperatureConfirmed);
            Assert.AreEqual(0, profile.TemperatureMinDeciC);
            Assert.AreEqual(500, profile.TemperatureMaxDeciC);
        }

        [TestMethod]
        public void An_empty_profile_names_everything_that_is_required()
        {
            string all = ProblemsOf(new Hashtable());

            Has(all, "version: must be 1");
            Has(all, "name: is missing");
            Has(all, "model: is missing");
            Has(all, "source: is missing");
            Has(all, "kind: is missing");
        }

        [TestMethod]
        public void Every_problem_is_named_by_its_path()
        {
            Hashtable root = Blinking();
            root["name"] = "Test AED";
            root["kind"] = "flashing";
            ((Hashtable)root["green"])["blinking"] = "good";
            ((Hashtable)root["red"])["flashing"] = "attention";
            ((Hashtable)root["period"])["minMs"] = 199;
            ((Hashtable)root["pulse"])["minMs"] = 400;
            ((Hashtable)root["dark"])["afterMs"] = "60000";
            ((Hashtable)root["temperature"])["minDeciC"] = 451;
            root["colour"] = "green";

            string all = ProblemsOf(root);
            Has(all, "name: may hold only letters a-z");
            Has(all, "kind: \"flashing\" is not one of unreadable, blinking, steady");
            Has(all, "green.blinking: \"good\" is not one of none, ready, in-use, attention");
            Has(all, "red.flashing: is not a setting");
            Has(all, "period.minMs: 199 is not within 200 to 60000");
            Has(all, "pulse.minMs: 400 is above maxMs");
            Has(all, "dark.afterMs: must be a whole number");
            Has(all, "temperature.minDeciC: 451 is above maxDeciC");
            Has(all, "colour: is not a setting");
        }

        [TestMethod]
        public void A_profile_within_a_configuration_is_named_by_its_whole_path()
        {
            Hashtable root = new Hashtable();
            Hashtable profile = Blinking();
            ((Hashtable)profile["period"])["maxMs"] = 1999;
            root["indicatorProfile"] = profile;

            ConfigurationProblems problems = new ConfigurationProblems();
            IndicatorProfileReader.Read(new ConfigurationSection(root, string.Empty, problems).Section("indicatorProfile"));
            Has(Join(problems), "indicatorProfile.period.minMs: 2000 is above maxMs");
        }

        [TestMethod]
        public void The_dark_time_holds_three_of_the_longest_periods()
        {
            Hashtable root = Blinking();
            ((Hashtable)root["dark"])["afterMs"] = 23999;

            Has(ProblemsOf(root), "dark.afterMs: 23999 is below 24000, 3 of the longest periods");
        }

        [TestMethod]
        public void The_kind_must_fit_the_light_that_means_ready()
        {
            Hashtable root = Blinking();
            root["kind"] = "steady";
            string all = ProblemsOf(root);
            Has(all, "kind: must be blinking");
            Has(all, "kind: is steady, but no steady light means ready");
            Has(all, "period: belongs only to kind blinking");

            root = Blinking();
            root["kind"] = "unreadable";
            Has(ProblemsOf(root), "kind: must be blinking");

            root = Blinking();
            ((Hashtable)root["green"])["blinking"] = "none";
            ((Hashtable)root["green"])["steady"] = "ready";
            all = ProblemsOf(root);
            Has(all, "kind: is blinking, but no blinking light means ready");
            Has(all, "kind: must be steady");
        }

        [TestMethod]
        public void A_blinking_profile_says_its_period()
        {
            Hashtable root = Blinking();
            root.Remove("period");

            Has(ProblemsOf(root), "period: is missing");
        }

        [TestMethod]
        public void A_profile_is_written_as_it_is_read()
        {
            IndicatorProfile profile = Read(Blinking(), new ConfigurationProblems());
            JsonWriter json = new JsonWriter();
            json.BeginObject();
            IndicatorProfileWriter.Write(profile, json);
            json.EndObject();

            Assert.AreEqual(
                "{\"version\":1,\"name\":\"test-aed\",\"model\":\"Test AED\",\"source\":\"a test\",\"learnable\":true,"
                + "\"kind\":\"blinking\",\"kindConfirmed\":true,"
                + "\"green\":{\"blinking\":\"ready\",\"steady\":\"in-use\",\"confirmed\":true},"
                + "\"red\":{\"blinking\":\"attention\",\"confirmed\":false},"
                + "\"period\":{\"minMs\":2000,\"maxMs\":8000,\"confirmed\":false},"
                + "\"pulse\":{\"minMs\":5,\"maxMs\":300,\"confirmed\":false},"
                + "\"dark\":{\"afterMs\":24000,\"confirmed\":false},"
                + "\"temperature\":{\"minDeciC\":100,\"maxDeciC\":450,\"confirmed\":true}}",
                json.ToString());
        }

        [TestMethod]
        public void The_tolerances_have_the_specification_s_defaults()
        {
            IndicatorSettings settings = new IndicatorSettings();
            ConfigurationProblems problems = new ConfigurationProblems();
            IndicatorSettingsReader.Read(new ConfigurationSection(new Hashtable(), "indicator", problems), settings);

            Assert.AreEqual(0, problems.Count);
            Assert.AreEqual(60, settings.SelfTestSeconds);
            Assert.AreEqual(24, settings.TemperatureCauseHours);
            Assert.AreEqual(180, settings.LearnSeconds);
        }

        [TestMethod]
        public void A_tolerance_out_of_its_range_is_named()
        {
            Hashtable members = new Hashtable();
            members["selfTestSeconds"] = 9;
            members["temperatureCauseHours"] = 169;
            members["learnSeconds"] = 29;
            members["learnMinutes"] = 3;
            ConfigurationProblems problems = new ConfigurationProblems();
            IndicatorSettingsReader.Read(new ConfigurationSection(members, "indicator", problems), new IndicatorSettings());

            string all = Join(problems);
            Assert.AreEqual(4, problems.Count, all);
            Has(all, "indicator.selfTestSeconds: 9 is not within 10 to 600");
            Has(all, "indicator.temperatureCauseHours: 169 is not within 0 to 168");
            Has(all, "indicator.learnSeconds: 29 is not within 30 to 900");
            Has(all, "indicator.learnMinutes: is not a setting");
        }

        private static void Has(string all, string part) => Assert.IsTrue(all.IndexOf(part) >= 0, "\"" + part + "\" is not in: " + all);

        private static IndicatorProfile Read(Hashtable root, ConfigurationProblems problems) =>
            IndicatorProfileReader.Read(new ConfigurationSection(root, string.Empty, problems));

        private static string ProblemsOf(Hashtable root)
        {
            ConfigurationProblems problems = new ConfigurationProblems();
            Read(root, problems);
            return Join(problems);
        }

        private static string Join(ConfigurationProblems problems)
        {
            string all = string.Empty;
            string[] lines = problems.ToLines();
            for (int i = 0; i < lines.Length; i++)
            {
                all += lines[i] + "; ";
            }

            return all;
        }

        private static Hashtable Blinking()
        {
            Hashtable green = new Hashtable();
            green["blinking"] = "ready";
            green["steady"] = "in-use";
            green["confirmed"] = true;
            Hashtable red = new Hashtable();
            red["blinking"] = "attention";
            Hashtable dark = new Hashtable();
            dark["afterMs"] = 24000;
            Hashtable temperature = Range("minDeciC", 100, "maxDeciC", 450);
            temperature["confirmed"] = true;

            Hashtable root = new Hashtable();
            root["version"] = 1;
            root["name"] = "test-aed";
            root["model"] = "Test AED";
            root["source"] = "a test";
            root["note"] = "no such AED";
            root["learnable"] = true;
            root["kind"] = "blinking";
            root["kindConfirmed"] = true;
            root["green"] = green;
            root["red"] = red;
            root["period"] = Range("minMs", 2000, "maxMs", 8000);
            root["pulse"] = Range("minMs", 5, "maxMs", 300);
            root["dark"] = dark;
            root["temperature"] = temperature;
            return root;
        }

        private static Hashtable Range(string low, int lowValue, string high, int highValue)
        {
            Hashtable range = new Hashtable();
            range[low] = lowValue;
            range[high] = highValue;
            return range;
        }
    }
}
