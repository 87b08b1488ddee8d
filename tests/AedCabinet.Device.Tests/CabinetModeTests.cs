using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Settings;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>The whole cabinet in drills and maintenance, and what its service button does.</summary>
    [TestClass]
    public class CabinetModeTests
    {
        [TestMethod]
        public void In_a_drill_everything_works_and_nobody_is_dispatched()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Requests.TryAdd(CabinetRequest.StartDrill, 0);
            bench.RunMs(100);
            Assert.AreEqual("drill.started", bench.TakeEvents());

            bench.OpenDoor();
            bench.TakeAed();
            bench.Events.TryTake(out CabinetEvent item);
            Assert.AreEqual((int)Severity.Info, (int)item.Severity);
            Assert.AreEqual((int)OperatingMode.Drill, (int)item.Mode);
            Assert.IsFalse(bench.State().IsRemovalOpen);
            Assert.IsFalse(Has(bench, ReadinessReason.NeedsInspection));
            Assert.IsTrue(Sounds(bench, 4000));
        }

        [TestMethod]
        public void SOS_in_a_drill_stays_an_emergency_over_the_drill_s_end()
        {
            CabinetBench bench = StationIn(CabinetRequest.StartDrill);
            Press(bench, 500);
            Assert.AreEqual("sos.pressed/3/1", Sos(bench));
            Assert.IsTrue(bench.State().IsSosOpen);
            Assert.IsTrue(Sounds(bench, 4000));

            bench.Requests.TryAdd(CabinetRequest.EndDrill, 0);
            bench.RunMs(100);
            Assert.IsTrue(bench.State().IsSosOpen);
        }

        [TestMethod]
        [DataRow(500, "sos.pressed/0/1")]
        [DataRow(2800, "sos.pressed/0/1")]
        [DataRow(3200, "sos.pressed/0/1 sos.pressed/3/1")]
        public void In_a_drill_that_SOS_is_part_of_only_a_button_held_for_3_s_calls_for_help(int heldMs, string told)
        {
            CabinetBench bench = StationIn(CabinetRequest.StartSosDrill);
            Press(bench, heldMs);
            Assert.AreEqual(told, Sos(bench));
            Assert.AreEqual(heldMs > 3000, bench.State().IsSosOpen);
        }

        [TestMethod]
        public void The_next_drill_knows_nothing_of_the_one_before_that_SOS_was_part_of()
        {
            CabinetBench bench = StationIn(CabinetRequest.StartSosDrill);
            bench.Requests.TryAdd(CabinetRequest.EndDrill, 0);
            bench.RunMs(100);
            bench.Requests.TryAdd(CabinetRequest.StartDrill, 0);
            bench.RunMs(100);
            bench.TakeEvents();
            Press(bench, 500);
            Assert.AreEqual("sos.pressed/3/1", Sos(bench));
        }

        [TestMethod]
        public void SOS_is_part_of_a_drill_only_while_that_runs()
        {
            ModeControl modes = new ModeControl(new ModeSettings(), true);
            modes.TryStart(OperatingMode.Drill, 60000, true, 1000);
            Assert.IsTrue(modes.IsSosExercised);
            modes.Update(61000);
            Assert.IsFalse(modes.IsSosExercised);
        }

        [TestMethod]
        public void In_maintenance_SOS_is_capped_as_everything_is()
        {
            CabinetBench bench = StationIn(CabinetRequest.StartMaintenance);
            Press(bench, 4000);
            Assert.AreEqual("sos.pressed/1/2", Sos(bench));
            Assert.IsFalse(bench.State().IsSosOpen);
        }

        private static CabinetBench StationIn(CabinetRequest request)
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Kind = CabinetKind.Station;
            configuration.Pins.Sos = 13;
            CabinetBench bench = new CabinetBench(configuration).Settled();
            bench.Requests.TryAdd(request, 0);
            bench.RunMs(100);
            bench.TakeEvents();
            return bench;
        }

        private static void Press(CabinetBench bench, int heldMs)
        {
            bench.Inputs.SosContactClosed = true;
            bench.RunMs(heldMs);
            bench.Inputs.SosContactClosed = false;
            bench.RunMs(400);
        }

        // Name, severity and mode of what was told, in the order of happening.
        private static string Sos(CabinetBench bench)
        {
            string first = null;
            string last = string.Empty;
            while (bench.Events.TryTake(out CabinetEvent item))
            {
                // The more severe event is handed out first.
                string text = EventCatalog.NameOf(item.Kind) + "/" + ((int)item.Severity).ToString() + "/" + ((int)item.Mode).ToString();
                last = first == null ? string.Empty : " " + first;
                first = text;
            }

            return first + last;
        }

        [TestMethod]
        public void An_AED_still_away_when_the_drill_is_over_is_missing()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Requests.TryAdd(CabinetRequest.StartDrill, 60000);
            bench.RunMs(100);
            bench.OpenDoor();
            bench.TakeAed();
            bench.CloseDoor();
            bench.TakeEvents();

            bench.RunMs(60000);
            Assert.AreEqual("drill.ended aed.missing", bench.TakeEvents());
            Assert.IsTrue(Has(bench, ReadinessReason.NeedsInspection));
        }

        [TestMethod]
        public void An_AED_back_before_the_drill_is_over_was_never_missing()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Requests.TryAdd(CabinetRequest.StartDrill, 60000);
            bench.RunMs(100);
            bench.OpenDoor();
            bench.TakeAed();
            bench.ReturnAed();
            bench.CloseDoor();
            bench.TakeEvents();

            bench.RunMs(60000);
            Assert.AreEqual("drill.ended", bench.TakeEvents());
            Assert.IsFalse(Has(bench, ReadinessReason.NeedsInspection));
        }

        [TestMethod]
        public void A_drill_ends_by_itself_after_an_hour()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Requests.TryAdd(CabinetRequest.StartDrill, 0);
            bench.RunMs(1000);
            bench.TakeEvents();

            bench.RunMs((60 * 60 * 1000) - 2000);
            Assert.AreEqual(string.Empty, bench.TakeEvents());
            bench.RunMs(2000);
            Assert.AreEqual("drill.ended", bench.TakeEvents());
        }

        [TestMethod]
        public void Maintenance_mutes_the_alarm_caps_the_severity_and_is_a_reason()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Requests.TryAdd(CabinetRequest.StartMaintenance, 0);
            bench.RunMs(100);
            bench.TakeEvents();

            bench.OpenDoor();
            Assert.IsFalse(Sounds(bench, 5000));
            Assert.IsTrue(bench.Outputs.SounderInhibit);
            bench.TakeEvents();
            bench.TakeAed();
            bench.Events.TryTake(out CabinetEvent item);
            Assert.AreEqual((int)EventKind.AedRemoved, (int)item.Kind);
            Assert.AreEqual((int)Severity.Maintenance, (int)item.Severity);
            Assert.IsTrue(Has(bench, ReadinessReason.Maintenance));
        }

        [TestMethod]
        public void A_short_press_of_the_service_button_silences_all_but_a_new_emergency()
        {
            CabinetBench bench = new CabinetBench(Station()).Settled();
            bench.OpenDoor();

            bench.Inputs.ServiceContactClosed = true;
            bench.RunMs(500);
            bench.Inputs.ServiceContactClosed = false;
            bench.RunMs(500);
            Assert.IsFalse(Sounds(bench, 5000));
            bench.TakeAed();
            Assert.IsTrue(Sounds(bench, 4000));
        }

        [TestMethod]
        public void A_long_press_of_the_service_button_tests_the_cabinet()
        {
            CabinetBench bench = new CabinetBench(Station()).Settled();

            bench.Inputs.ServiceContactClosed = true;
            bench.RunMs(5300);
            bench.Inputs.ServiceContactClosed = false;
            bench.RunMs(2000);
            bench.Events.TryTake(out CabinetEvent item);
            Assert.AreEqual((int)EventKind.SelfTestFailed, (int)item.Kind);
            Assert.AreEqual("\"failed\":\"indicator,link\"", item.Data);
        }

        private static CabinetConfiguration Station()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Kind = CabinetKind.Station;
            configuration.Pins.Sos = 13;
            configuration.Pins.Service = 23;
            configuration.Pins.Tamper = 22;
            return configuration;
        }

        private static bool Has(CabinetBench bench, ReadinessReason reason) => (bench.State().Reasons & (1 << (int)reason)) != 0;

        private static bool Sounds(CabinetBench bench, int durationMs)
        {
            bool sounded = false;
            for (int ms = 0; ms < durationMs; ms += Cabinet.ScanPeriodMs)
            {
                bench.Scan();
                sounded = sounded || bench.Outputs.Sounder;
            }

            return sounded;
        }
    }
}
