using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Inspection;
using AedCabinet.Settings;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class SelfTestWalkTests
    {
        // 2026-01-12T04:00:00Z, noon in China.
        private const long NoonOfInspection = 1768190400000;

        private const string Walked =
            "lamps: green, amber, red, beacon switched one after the other, look; sounder: chirped once, listen; ";

        [TestMethod]
        public void Lamps_beacon_sounder_and_heater_are_on_one_after_the_other_and_never_two_of_them()
        {
            CabinetBench bench = Warm(Full());
            bench.Requests.TryAdd(CabinetRequest.SelfTest, 0);

            Assert.AreEqual(
                "green 1000, nothing 500, amber 1000, nothing 500, red 1000, nothing 500, beacon 1000, nothing 500, sounder 200, nothing "
                    + "500, green heater 5000, green",
                Timeline(bench, 13000));
        }

        [TestMethod]
        public void Each_part_leaves_one_line_and_all_are_well()
        {
            CabinetBench bench = Warm(Full());
            bench.Inputs.IsOnline = true;

            Assert.AreEqual(
                Walked
                    + "heater: was on for 5 s, ok; probe: 21.4 °C, ok; indicator: not read, an inspection vouches, ok; mains: present, "
                    + "ok; battery: 12.6 V, ok; link: online, ok; self-test: passed",
                Test(bench));
            Assert.AreEqual("done", Outcome(bench));
            Assert.AreEqual("self-test.passed", bench.TakeEvents());
        }

        [TestMethod]
        public void A_probe_that_is_not_read_fails_and_the_heater_is_not_tried_without_it()
        {
            CabinetBench bench = Powered(Full());
            bench.RunMs(70000);
            bench.Inputs.IsOnline = true;
            bench.RunMs(100);
            bench.TakeEvents();

            string lines = Test(bench);
            Has(lines, "heater: not tried, the temperature is unknown; probe: ");
            Has(lines, "; probe: faulty, FAILED; indicator: not read, an inspection vouches, ok; ");
            Has(lines, "self-test: FAILED, probe");
            Assert.AreEqual("failed: probe", Outcome(bench));
            Assert.AreEqual("self-test.failed", bench.TakeEvents());
        }

        [TestMethod]
        public void What_forces_the_heater_off_goes_before_the_test_also_in_its_middle()
        {
            CabinetBench hot = Warm(Full(), 360);
            hot.Requests.TryAdd(CabinetRequest.SelfTest, 0);
            Assert.IsFalse(IsEverHeated(hot, 13000));
            Has(Lines(hot), "heater: not tried, inside 36.0 °C");

            CabinetBench dark = Warm(Full());
            dark.Inputs.MainsPresent = false;
            dark.RunMs(3000);
            dark.Requests.TryAdd(CabinetRequest.SelfTest, 0);
            Assert.IsFalse(IsEverHeated(dark, 13000));
            Has(Lines(dark), "heater: not tried, on battery or mains not known yet");

            CabinetBench cut = Warm(Full());
            cut.Requests.TryAdd(CabinetRequest.SelfTest, 0);
            cut.RunMs(8000);
            Assert.IsTrue(cut.Outputs.HeaterOn);
            cut.Inputs.MainsPresent = false;
            cut.RunMs(2100);
            Assert.IsFalse(cut.Outputs.HeaterOn, "two seconds later the mains count as lost");
            Has(Lines(cut), "heater: stopped, on battery or mains not known yet");

            CabinetBench unheated = new CabinetBench().Settled();
            Has(Test(unheated), "heater: not fitted; probe: not fitted; ");
        }

        [TestMethod]
        public void What_is_not_fitted_is_not_waited_for()
        {
            CabinetConfiguration configuration = Full();
            configuration.Pins.LampAmber = -1;
            configuration.Pins.LampRed = -1;
            CabinetBench bench = Warm(configuration);
            bench.Requests.TryAdd(CabinetRequest.SelfTest, 0);

            Assert.AreEqual(
                "green 1000, nothing 500, beacon 1000, nothing 500, sounder 200, nothing 500, green heater 5000, green",
                Timeline(bench, 10000));
            Has(Lines(bench), "lamps: green, beacon switched one after the other, look; ");
        }

        [TestMethod]
        public void A_door_opened_during_the_walk_sounds_within_100_ms_whatever_is_being_tried()
        {
            for (int afterMs = 100; afterMs < 11700; afterMs += 380)
            {
                CabinetBench bench = Warm(Full());
                bench.Requests.TryAdd(CabinetRequest.SelfTest, 0);
                bench.RunMs(afterMs);
                bench.TakeEvents();

                bench.Inputs.AedDoorContactOpen = true;
                bench.RunMs(100);
                Assert.IsTrue(bench.Outputs.Sounder, "after " + afterMs.ToString() + " ms");
                Assert.IsTrue(bench.Outputs.Beacon);
                Assert.IsFalse(bench.Outputs.SounderInhibit);
                Assert.IsFalse(bench.Outputs.HeaterOn);
                Assert.IsTrue(bench.Outputs.LampGreen || bench.Outputs.LampAmber || bench.Outputs.LampRed,
                    "the lamps are the scan's own again");
                Assert.AreEqual("ended: an emergency went first", Outcome(bench));
                Has(Lines(bench), "self-test: ended, an emergency goes first");
                Assert.AreEqual("door.opened self-test.failed", bench.TakeEvents());
            }
        }

        [TestMethod]
        public void An_SOS_and_an_opened_kit_end_it_too()
        {
            CabinetBench sos = Warm(Full());
            sos.Requests.TryAdd(CabinetRequest.SelfTest, 0);
            sos.RunMs(2000);
            sos.Inputs.SosContactClosed = true;
            sos.RunMs(140);
            Assert.IsTrue(sos.Outputs.Sounder);
            Assert.AreEqual("ended: an emergency went first", Outcome(sos));

            CabinetBench kit = Warm(Full());
            kit.Requests.TryAdd(CabinetRequest.SelfTest, 0);
            kit.RunMs(2000);
            kit.Inputs.KitDoorContactOpen = true;
            kit.RunMs(100);
            Assert.AreEqual("ended: an emergency went first", Outcome(kit));
            Assert.IsFalse(kit.SelfTest.IsUnderWay);
        }

        [TestMethod]
        public void While_an_alarm_is_under_way_it_is_refused_with_the_reason()
        {
            CabinetBench bench = Warm(Full());
            bench.OpenDoor();
            bench.RunMs(1000);
            bench.TakeEvents();

            bench.Requests.TryAdd(CabinetRequest.SelfTest, 0);
            bench.RunMs(40);
            Assert.AreEqual("refused: an alarm is under way; ask again when it is over", Outcome(bench));
            Assert.AreEqual("self-test: refused, an alarm is under way; ask again when it is over", Lines(bench));
            Assert.AreEqual(string.Empty, bench.TakeEvents());

            // The rescue's minute is over: the door may still be open.
            bench.RunMs(60000);
            bench.Requests.TryAdd(CabinetRequest.SelfTest, 0);
            bench.RunMs(40);
            Assert.IsTrue(bench.SelfTest.IsUnderWay);
        }

        [TestMethod]
        public void In_maintenance_the_chirp_is_heard_and_nothing_else_and_the_gate_is_released_for_it_only()
        {
            CabinetBench bench = Warm(Full());
            bench.Requests.TryAdd(CabinetRequest.StartMaintenance, 0);
            bench.RunMs(100);
            bench.OpenDoor();
            bench.RunMs(5000);
            Assert.IsFalse(bench.Outputs.Sounder);

            bench.Requests.TryAdd(CabinetRequest.SelfTest, 0);
            int soundMs = 0;
            for (int ms = 0; ms < 13000; ms += Cabinet.ScanPeriodMs)
            {
                bench.Scan();
                soundMs += bench.Outputs.Sounder ? Cabinet.ScanPeriodMs : 0;
                Assert.AreEqual(!bench.Outputs.Sounder, bench.Outputs.SounderInhibit);
            }

            Assert.AreEqual(SelfTestWalk.ChirpMs, soundMs);
            Has(Lines(bench), "self-test: FAILED, link");
        }

        [TestMethod]
        public void A_silence_and_a_drill_keep_nobody_from_testing()
        {
            CabinetBench bench = Warm(Full());
            bench.Requests.TryAdd(CabinetRequest.Silence, 600000);
            bench.Requests.TryAdd(CabinetRequest.StartDrill, 0);
            bench.RunMs(100);
            bench.Requests.TryAdd(CabinetRequest.SelfTest, 0);

            bool hasChirped = false;
            for (int ms = 0; ms < 13000; ms += Cabinet.ScanPeriodMs)
            {
                bench.Scan();
                hasChirped = hasChirped || bench.Outputs.Sounder;
            }

            Assert.IsTrue(hasChirped);
        }

        [TestMethod]
        public void Who_asks_during_a_test_by_button_gets_its_outcome_and_the_button_alone_owes_nobody_one()
        {
            CabinetBench bench = Warm(Full());
            bench.Inputs.ServiceContactClosed = true;
            bench.RunMs(5200);
            bench.Inputs.ServiceContactClosed = false;
            Assert.IsTrue(bench.SelfTest.IsUnderWay);
            bench.Requests.TryAdd(CabinetRequest.SelfTest, 0);
            bench.RunMs(13000);
            Assert.AreEqual("failed: link", Outcome(bench));

            bench.Inputs.ServiceContactClosed = true;
            bench.RunMs(5200);
            bench.Inputs.ServiceContactClosed = false;
            bench.RunMs(13000);
            Assert.IsFalse(bench.SelfTest.IsUnderWay);
            Assert.IsFalse(bench.Outcomes.TryPeek(out CabinetRequest _, out string _));
        }

        [TestMethod]
        public void A_handshake_that_freezes_everything_never_freezes_the_chirp_or_the_heater()
        {
            for (int afterMs = 0; afterMs < 12000; afterMs += 500)
            {
                CabinetBench bench = Warm(Full());
                bench.Requests.TryAdd(CabinetRequest.SelfTest, 0);
                bench.RunMs(20 + afterMs);
                bench.Handshake.Ask();
                for (int scans = 0; scans < 700 && !bench.Handshake.TryBegin(); scans++)
                {
                    bench.Scan();
                }

                Assert.IsFalse(bench.Outputs.Sounder);
                Assert.IsFalse(bench.Outputs.HeaterOn);
                Assert.IsFalse(bench.Outputs.Beacon);
            }
        }

        [TestMethod]
        public void A_report_keeps_no_more_lines_than_it_may_and_tells_each_once()
        {
            SelfTestReport report = new SelfTestReport();
            report.Begin();
            for (int i = 0; i < 3 * SelfTestReport.MaxLines; i++)
            {
                report.Add("line " + i.ToString());
            }

            for (int i = 0; i < SelfTestReport.MaxLines; i++)
            {
                Assert.IsTrue(report.TryTakeUntold(out string line));
                Assert.AreEqual("line " + i.ToString(), line);
            }

            Assert.IsFalse(report.TryTakeUntold(out string _));
            Assert.AreEqual(SelfTestReport.MaxLines, report.ToLines().Length);
            report.Begin();
            Assert.AreEqual(0, report.ToLines().Length);
        }

        // A station with everything; its AED can't be read, and was inspected today.
        private static CabinetConfiguration Full()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Kind = CabinetKind.Station;
            configuration.Climate.ProbeFitted = true;
            configuration.Climate.HeaterFitted = true;
            configuration.Power.MainsFitted = true;
            configuration.Power.BatteryFitted = true;
            configuration.Care.LastInspection = "2026-01-12";
            configuration.Pins.AedDoor = 32;
            configuration.Pins.KitDoor = 14;
            configuration.Pins.Sos = 13;
            configuration.Pins.Service = 23;
            configuration.Pins.LampGreen = 18;
            configuration.Pins.LampAmber = 19;
            configuration.Pins.LampRed = 21;
            configuration.Pins.Beacon = 26;
            configuration.Pins.Sounder = 25;
            configuration.Pins.Heater = 27;
            return configuration;
        }

        private static CabinetBench Warm(CabinetConfiguration configuration) => Warm(configuration, 214);

        private static CabinetBench Warm(CabinetConfiguration configuration, int insideDeciC)
        {
            CabinetBench bench = Powered(configuration);
            for (int round = 0; round < 8; round++)
            {
                bench.Inputs.InsideReading = ProbeReading.Ok;
                bench.Inputs.InsideDeciC = insideDeciC;
                bench.RunMs(10000);
            }

            bench.TakeEvents();
            return bench;
        }

        private static CabinetBench Powered(CabinetConfiguration configuration)
        {
            CabinetBench bench = new CabinetBench(configuration).Settled();
            bench.Inputs.MainsPresent = true;
            bench.Inputs.BatteryMv = 12600;
            bench.Inputs.UnixMs = NoonOfInspection;
            return bench;
        }

        private static string Test(CabinetBench bench)
        {
            bench.Requests.TryAdd(CabinetRequest.SelfTest, 0);
            bench.RunMs(13000);
            return Lines(bench);
        }

        private static string Lines(CabinetBench bench)
        {
            string[] lines = bench.SelfTest.ToLines();
            string text = string.Empty;
            for (int i = 0; i < lines.Length; i++)
            {
                text += (i == 0 ? string.Empty : "; ") + lines[i];
            }

            return text;
        }

        private static string Outcome(CabinetBench bench)
        {
            Assert.IsTrue(bench.Outcomes.TryPeek(out CabinetRequest request, out string failure));
            Assert.AreEqual((int)CabinetRequest.SelfTest, (int)request);
            bench.Outcomes.Remove();
            return failure ?? "done";
        }

        private static bool IsEverHeated(CabinetBench bench, int durationMs)
        {
            bool isHeated = false;
            for (int ms = 0; ms < durationMs; ms += Cabinet.ScanPeriodMs)
            {
                bench.Scan();
                isHeated = isHeated || bench.Outputs.HeaterOn;
            }

            return isHeated;
        }

        // The outputs that are on, each with its duration.
        private static string Timeline(CabinetBench bench, int durationMs)
        {
            string text = string.Empty;
            string on = null;
            int sinceMs = 0;
            for (int ms = 0; ms < durationMs; ms += Cabinet.ScanPeriodMs)
            {
                bench.Scan();
                string now = On(bench.Outputs);
                if (now != on)
                {
                    text += on == null ? string.Empty : on + " " + (ms - sinceMs).ToString() + ", ";
                    on = now;
                    sinceMs = ms;
                }
            }

            return text + on;
        }

        private static string On(OutputImage outputs)
        {
            string on = string.Empty;
            on += outputs.LampGreen ? " green" : string.Empty;
            on += outputs.LampAmber ? " amber" : string.Empty;
            on += outputs.LampRed ? " red" : string.Empty;
            on += outputs.Beacon ? " beacon" : string.Empty;
            on += outputs.Sounder ? " sounder" : string.Empty;
            on += outputs.HeaterOn ? " heater" : string.Empty;
            return on.Length == 0 ? "nothing" : on.Substring(1);
        }

        private static void Has(string text, string part) => Assert.IsTrue(text.IndexOf(part) >= 0, text);
    }
}
