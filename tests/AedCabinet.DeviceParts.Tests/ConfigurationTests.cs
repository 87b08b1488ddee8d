using System;
using System.Collections;
using System.Text;
using AedCabinet.Formats;
using AedCabinet.Parsing;
using AedCabinet.Settings;
using AedCabinet.Timing;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class ConfigurationTests
    {
        [TestMethod]
        public void A_complete_configuration_is_taken()
        {
            CabinetConfiguration configuration = ConfigurationReader.Read(
                new ConfigurationSection(Valid(), string.Empty, new ConfigurationProblems()));

            Assert.IsTrue(configuration.IsCommissioned);
            Assert.AreEqual("NM-0471-0001", configuration.Id);
            Assert.AreEqual("culture-tourism", configuration.Sector);
            Assert.AreEqual("broker.example", configuration.Broker.Host);
            Assert.AreEqual(32, configuration.Pins.AedDoor);
        }

        [TestMethod]
        public void What_is_not_said_has_its_default()
        {
            CabinetConfiguration configuration = ConfigurationReader.Read(
                new ConfigurationSection(Valid(), string.Empty, new ConfigurationProblems()));

            Assert.AreEqual(50, configuration.Door.OpenDebounceMs);
            Assert.AreEqual(200, configuration.Door.ClosedDebounceMs);
            Assert.AreEqual(500, configuration.Presence.DebounceMs);
            Assert.AreEqual(60, configuration.Alarm.RescueSeconds);
            Assert.IsTrue(configuration.Broker.Tls);
            Assert.AreEqual(8883, configuration.Broker.Port);
            Assert.AreEqual(-1, configuration.Site.TrainedResponders);
        }

        [TestMethod]
        public void Without_TLS_the_port_is_the_plain_one()
        {
            Hashtable root = Valid();
            ((Hashtable)root["broker"])["tls"] = false;

            Assert.AreEqual(1883, ConfigurationReader.Read(
                new ConfigurationSection(root, string.Empty, new ConfigurationProblems())).Broker.Port);
        }

        [TestMethod]
        public void Every_problem_is_named_by_its_path()
        {
            Hashtable root = Valid();
            root["version"] = 2;
            root["county"] = "150500";
            root["sector"] = "culture";
            Hashtable door = new Hashtable();
            door["openDebounceMs"] = 500;
            door["opneDebounceMs"] = 50;
            root["door"] = door;
            root["presence"] = "yes";
            ((Hashtable)root["broker"])["port"] = "8883";

            ConfigurationProblems problems = new ConfigurationProblems();
            CabinetConfiguration configuration = ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
            string all = Join(problems);

            Assert.IsFalse(configuration.IsCommissioned);
            Assert.AreEqual(7, problems.Count, all);
            Has(all, "version: must be 1");
            Has(all, "county: 150500 does not belong to prefecture 1501");
            Has(all, "sector: \"culture\" is not one of health, education");
            Has(all, "door.openDebounceMs: 500 is not within 0 to 80");
            Has(all, "door.opneDebounceMs: is not a setting");
            Has(all, "presence: must be an object");
            Has(all, "broker.port: must be a whole number");
        }

        [TestMethod]
        public void An_empty_configuration_names_everything_that_is_required()
        {
            ConfigurationProblems problems = new ConfigurationProblems();
            ConfigurationReader.Read(new ConfigurationSection(new Hashtable(), string.Empty, problems));
            string all = Join(problems);

            Has(all, "version: ");
            Has(all, "id: is missing");
            Has(all, "kind: is missing");
            Has(all, "prefecture: is missing");
            Has(all, "county: is missing");
            Has(all, "sector: is missing");
            Has(all, "broker.host: is missing");
            Has(all, "pins.board: is missing");
            Has(all, "pins.aedDoor: is missing");
            Has(all, "pins.sounder: is missing");
        }

        [TestMethod]
        public void An_id_must_be_fit_for_a_topic()
        {
            string[] wrong = { "a/b", "a+b", "a#b", "柜子", "a b" };
            for (int i = 0; i < wrong.Length; i++)
            {
                Hashtable root = Valid();
                root["id"] = wrong[i];
                ConfigurationProblems problems = new ConfigurationProblems();
                ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
                Has(Join(problems), "id: may hold only letters");
            }
        }

        [TestMethod]
        public void Pins_that_can_not_work_are_refused()
        {
            Hashtable root = Valid();
            Hashtable pins = (Hashtable)root["pins"];
            pins["sounder"] = 6;
            pins["beacon"] = 32;
            pins["aedPresence"] = 77;

            ConfigurationProblems problems = new ConfigurationProblems();
            ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
            string all = Join(problems);
            Has(all, "pins.sounder: GPIO 6 belongs to the flash chip");
            Has(all, "pins.beacon: GPIO 32 already carries another signal");
            Has(all, "pins.aedPresence: 77 is not within -1 to 48");
        }

        [TestMethod]
        public void Which_pins_are_the_flash_s_depends_on_the_board_s_chip()
        {
            int[] esp32 = { 6, 7, 8, 9, 10, 11 };
            int[] esp32S3 = { 26, 27, 28, 29, 30, 31, 32 };
            string[] boards = { "esp32-devkitc", "esp32-wrover", "wt32-eth01", "wesp32", "a-board-nobody-knows" };
            for (int i = 0; i < boards.Length; i++)
            {
                Refuses(boards[i], esp32, true);
                Refuses(boards[i], new int[] { 26, 27, 28, 29, 30, 31 }, false);
            }

            Refuses("esp32-s3", esp32S3, true);
            Refuses("esp32-s3", esp32, false);
        }

        [TestMethod]
        public void A_kit_that_sleeps_needs_pins_that_wake()
        {
            Assert.AreEqual(string.Empty, OfSleepingKit("esp32-devkitc", 14, 13));
            Assert.AreEqual(string.Empty, OfSleepingKit("esp32-s3", 12, 13));
            Has(OfSleepingKit("esp32-devkitc", 22, 13),
                "pins.kitDoor: GPIO 22 can't wake the board from deep sleep, which power.deepSleep asks for");
            Has(OfSleepingKit("esp32-s3", 12, 38), "pins.sos: GPIO 38 can't wake the board from deep sleep");
        }

        private static string OfSleepingKit(string board, int kitDoor, int sos)
        {
            Hashtable root = Valid();
            root["kind"] = "kit";
            Hashtable power = new Hashtable();
            power["mainsFitted"] = false;
            power["deepSleep"] = true;
            root["power"] = power;
            Hashtable climate = new Hashtable();
            climate["probeFitted"] = false;
            climate["heaterFitted"] = false;
            root["climate"] = climate;
            Hashtable pins = new Hashtable();
            pins["board"] = board;
            pins["kitDoor"] = kitDoor;
            pins["sos"] = sos;
            pins["sounder"] = 4;
            root["pins"] = pins;
            ConfigurationProblems problems = new ConfigurationProblems();
            ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
            return Join(problems);
        }

        private static void Refuses(string board, int[] sounderPins, bool isRefused)
        {
            for (int i = 0; i < sounderPins.Length; i++)
            {
                Hashtable root = Valid();
                Hashtable pins = (Hashtable)root["pins"];
                pins["board"] = board;
                pins["aedDoor"] = 4;
                pins["aedPresence"] = 5;
                pins["beacon"] = 12;
                pins["heater"] = 14;
                pins["sounder"] = sounderPins[i];
                ConfigurationProblems problems = new ConfigurationProblems();
                ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
                Assert.AreEqual(isRefused ? 1 : 0, problems.Count, board + " " + Join(problems));
            }
        }

        [TestMethod]
        public void A_cabinet_without_a_presence_contact_needs_no_pin_for_it()
        {
            Hashtable root = Valid();
            Hashtable presence = new Hashtable();
            presence["fitted"] = false;
            root["presence"] = presence;
            ((Hashtable)root["pins"]).Remove("aedPresence");

            CabinetConfiguration configuration = ConfigurationReader.Read(
                new ConfigurationSection(root, string.Empty, new ConfigurationProblems()));
            Assert.IsTrue(configuration.IsCommissioned);
            Assert.AreEqual(-1, configuration.Pins.AedPresence);
        }

        [TestMethod]
        public void A_position_is_read_whole_or_not_at_all()
        {
            Hashtable root = Valid();
            Hashtable site = new Hashtable();
            site["lat"] = 40.721;
            root["site"] = site;
            ConfigurationProblems problems = new ConfigurationProblems();
            ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
            Has(Join(problems), "site.lon: is missing");

            site["lon"] = -111.672001;
            CabinetConfiguration configuration = ConfigurationReader.Read(
                new ConfigurationSection(root, string.Empty, new ConfigurationProblems()));
            Assert.AreEqual(40721000, configuration.Site.LatitudeE6);
            Assert.AreEqual(-111672001, configuration.Site.LongitudeE6);

            site["lat"] = 90.5;
            problems = new ConfigurationProblems();
            ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
            Has(Join(problems), "site.lat: is not within -90 to 90 degrees");
        }

        [TestMethod]
        public void An_AED_must_have_a_probe_and_a_kit_may_do_without()
        {
            Hashtable root = Valid();
            Hashtable climate = new Hashtable();
            climate["probeFitted"] = false;
            climate["heaterFitted"] = false;
            root["climate"] = climate;
            ConfigurationProblems problems = new ConfigurationProblems();
            ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
            Has(Join(problems), "climate.probeFitted: an AED's temperature must be known");

            root["kind"] = "kit";
            ((Hashtable)root["pins"])["kitDoor"] = 14;
            problems = new ConfigurationProblems();
            ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
            Assert.AreEqual(0, problems.Count, Join(problems));
        }

        [TestMethod]
        public void The_first_boot_is_one_unless_a_replaced_board_is_given_a_higher_number()
        {
            Hashtable root = Valid();
            Assert.AreEqual(1, ConfigurationReader.Read(
                new ConfigurationSection(root, string.Empty, new ConfigurationProblems())).FirstBoot);

            object[] right = { 1, 1000, 2000000000 };
            for (int i = 0; i < right.Length; i++)
            {
                root["firstBoot"] = right[i];
                ConfigurationProblems problems = new ConfigurationProblems();
                Assert.AreEqual((int)right[i], ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems)).FirstBoot);
                Assert.AreEqual(0, problems.Count, Join(problems));
            }

            object[] wrong = { 0, -1, 2147483648L, "1000" };
            for (int i = 0; i < wrong.Length; i++)
            {
                root["firstBoot"] = wrong[i];
                ConfigurationProblems problems = new ConfigurationProblems();
                ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
                Has(Join(problems), "firstBoot: ");
            }
        }

        [TestMethod]
        public void A_signal_that_is_relied_on_must_be_wired()
        {
            Hashtable root = Valid();
            ((Hashtable)root["pins"])["mains"] = -1;
            ConfigurationProblems problems = new ConfigurationProblems();
            ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
            Has(Join(problems), "pins.mains: is not wired");
        }

        [TestMethod]
        public void Text_that_the_parser_took_for_a_time_is_told()
        {
            Hashtable root = Valid();
            Hashtable aed = new Hashtable();
            aed["serial"] = new DateTime(2026, 1, 12);
            root["aed"] = aed;
            ConfigurationProblems problems = new ConfigurationProblems();
            ConfigurationReader.Read(new ConfigurationSection(root, string.Empty, problems));
            Has(Join(problems), "aed.serial: is read as a time");
        }

        [TestMethod]
        public void A_date_must_exist()
        {
            Assert.IsTrue(CalendarDay.IsValid("2028-02-29"));
            Assert.IsFalse(CalendarDay.IsValid("2027-02-29"));
            Assert.IsFalse(CalendarDay.IsValid("2027-13-01"));
            Assert.IsFalse(CalendarDay.IsValid("2027-00-10"));
            Assert.IsFalse(CalendarDay.IsValid("2027-1-1"));
            Assert.IsFalse(CalendarDay.IsValid("01.01.2027"));
            Assert.IsFalse(CalendarDay.IsValid("2027-0a-01"));
        }

        [TestMethod]
        public void Whole_numbers_are_whole_however_the_parser_gives_them()
        {
            Assert.IsTrue(JsonNumber.TryGetWhole(5, out long value) && value == 5);
            Assert.IsTrue(JsonNumber.TryGetWhole(5000000000L, out value) && value == 5000000000L);
            Assert.IsTrue(JsonNumber.TryGetWhole(5.0, out value) && value == 5);
            Assert.IsFalse(JsonNumber.TryGetWhole(5.5, out value));
            Assert.IsFalse(JsonNumber.TryGetWhole("5", out value));
            Assert.IsFalse(JsonNumber.TryGetWhole(1e300, out value));
            Assert.IsFalse(JsonNumber.TryGetWhole(null, out value));
        }

        [TestMethod]
        public void Text_is_limited_before_it_is_parsed()
        {
            Assert.IsNull(JsonLimits.WhyRefused(Encoding.UTF8.GetBytes("{\"a\":[{\"b\":\"[[[[[[[[[[\\\"[[[[\"}]}")));
            Has(JsonLimits.WhyRefused(new byte[0]), "empty");
            Has(JsonLimits.WhyRefused(Encoding.UTF8.GetBytes("[[[[[[[1]]]]]]]")), "levels deep");
            Has(JsonLimits.WhyRefused(Encoding.UTF8.GetBytes("{'a\"':1}")), "single quotation");
            Assert.IsNull(JsonLimits.WhyRefused(Filled(JsonLimits.MaxBytes)));
            Has(JsonLimits.WhyRefused(Filled(JsonLimits.MaxBytes + 1)), "at most");
        }

        private static byte[] Filled(int length)
        {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++)
            {
                bytes[i] = (byte)' ';
            }

            return bytes;
        }

        private static void Has(string all, string part) => Assert.IsTrue(all.IndexOf(part) >= 0, "\"" + part + "\" is not in: " + all);

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

        private static Hashtable Valid()
        {
            Hashtable broker = new Hashtable();
            broker["host"] = "broker.example";
            Hashtable pins = new Hashtable();
            pins["board"] = "esp32-devkitc";
            pins["aedDoor"] = 32;
            pins["aedPresence"] = 33;
            pins["sounder"] = 25;
            pins["beacon"] = 26;
            pins["oneWireTx"] = 17;
            pins["oneWireRx"] = 16;
            pins["heater"] = 27;
            pins["mains"] = 34;
            Hashtable root = new Hashtable();
            root["version"] = 1;
            root["id"] = "NM-0471-0001";
            root["kind"] = "aed";
            root["prefecture"] = "1501";
            root["county"] = "150102";
            root["sector"] = "culture-tourism";
            root["broker"] = broker;
            root["pins"] = pins;
            return root;
        }
    }
}
