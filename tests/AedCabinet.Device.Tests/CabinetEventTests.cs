using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Indicator;
using AedCabinet.Settings;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>The whole cabinet: what each sense leads to in events, reasons, lamps and alarm.</summary>
    [TestClass]
    public partial class CabinetEventTests
    {
        // 2026-01-05 00:00 in China.
        private const long MidnightUnixMs = 1767542400000;

        [TestMethod]
        public void SOS_is_an_emergency_that_sounds_and_stays_open_until_acknowledged()
        {
            CabinetBench bench = new CabinetBench(Station()).Settled();

            bench.Inputs.SosContactClosed = true;
            bench.RunMs(200);
            Assert.AreEqual("sos.pressed", bench.TakeEvents());
            Assert.IsTrue(bench.Outputs.Sounder);
            bench.Inputs.SosContactClosed = false;
            bench.RunMs(1000);
            Assert.IsTrue(bench.State().IsSosOpen);

            bench.Requests.TryAdd(CabinetRequest.Acknowledge, 0);
            bench.RunMs(100);
            Assert.IsFalse(bench.State().IsSosOpen);
        }

        [TestMethod]
        [DataRow((int)Severity.Urgent)]
        [DataRow((int)Severity.Emergency)]
        [DataRow((int)Severity.Maintenance)]
        [DataRow((int)Severity.Info)]
        public void An_opened_kit_matters_as_the_site_has_said_and_only_an_emergency_stays_open(int ofTheSite)
        {
            // An enumeration in an attribute ends the test launcher of the platform.
            Severity severity = (Severity)ofTheSite;
            CabinetConfiguration configuration = Station();
            Assert.AreEqual((int)Severity.Urgent, (int)configuration.KitOpenedSeverity);
            configuration.KitOpenedSeverity = severity;
            CabinetBench bench = new CabinetBench(configuration).Settled();

            bench.Inputs.KitDoorContactOpen = true;
            bench.RunMs(200);
            bench.Events.TryTake(out CabinetEvent item);
            Assert.AreEqual((int)EventKind.KitOpened, (int)item.Kind);
            Assert.AreEqual((int)severity, (int)item.Severity);
            Assert.IsFalse(bench.Outputs.Sounder);
            Assert.AreEqual(severity == Severity.Emergency, bench.State().IsKitOpeningOpen);
            bench.Events.Acknowledge(item);
            bench.Inputs.KitDoorContactOpen = false;
            bench.RunMs(400);
            Assert.AreEqual("kit.closed", bench.TakeEvents());
        }

        [TestMethod]
        public void A_kit_has_no_AED_to_be_missing()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Kind = CabinetKind.Kit;
            CabinetBench bench = new CabinetBench(configuration);
            bench.Inputs.AedPresenceContactClosed = false;
            bench.Inputs.AedDoorContactOpen = true;

            bench.RunMs(3000);
            Assert.AreEqual("boot.started", bench.TakeEvents());
            Assert.AreEqual(0, bench.State().Reasons);
            Assert.IsTrue(bench.Outputs.LampGreen);
        }

        [TestMethod]
        public void An_opened_case_is_urgent_and_turns_the_lamp_red()
        {
            CabinetBench bench = new CabinetBench(Station()).Settled();

            bench.Inputs.TamperContactOpen = true;
            bench.RunMs(400);
            Assert.AreEqual("tamper.opened", bench.TakeEvents());
            Assert.IsTrue(Has(bench, ReadinessReason.Tampered));
            Assert.IsTrue(bench.Outputs.LampRed);
            bench.Inputs.TamperContactOpen = false;
            bench.RunMs(400);
            Assert.AreEqual("tamper.closed", bench.TakeEvents());
        }

        [TestMethod]
        public void A_door_left_open_is_told_after_two_minutes_and_is_a_reason_until_it_is_shut()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.OpenDoor();
            bench.TakeEvents();
            bench.RunMs(119000);
            Assert.AreEqual(string.Empty, bench.TakeEvents());
            bench.RunMs(1500);
            Assert.AreEqual("door.left-open", bench.TakeEvents());
            Assert.IsTrue(Has(bench, ReadinessReason.DoorLeftOpen));
            bench.CloseDoor();
            Assert.IsFalse(Has(bench, ReadinessReason.DoorLeftOpen));
        }

        [TestMethod]
        public void A_taken_AED_needs_an_inspection_before_it_is_relied_on_again()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Inputs.UnixMs = MidnightUnixMs;
            bench.OpenDoor();
            bench.TakeAed();
            bench.ReturnAed();
            bench.CloseDoor();
            bench.TakeEvents();

            Assert.IsTrue(Has(bench, ReadinessReason.NeedsInspection));
            bench.Requests.TryAdd(CabinetRequest.Acknowledge, 0);
            bench.RunMs(100);
            Assert.IsTrue(Has(bench, ReadinessReason.NeedsInspection));
            bench.Requests.TryAdd(CabinetRequest.Inspect, 0);
            bench.RunMs(100);
            Assert.AreEqual("inspection.done", bench.TakeEvents());
            Assert.IsFalse(Has(bench, ReadinessReason.NeedsInspection));
        }

        [TestMethod]
        public void An_AED_gone_behind_a_shut_door_needs_an_inspection_when_it_is_back()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.TakeAed();
            Assert.AreEqual("aed.missing", bench.TakeEvents());
            bench.ReturnAed();

            Assert.IsTrue(Has(bench, ReadinessReason.NeedsInspection));
        }

        [TestMethod]
        public void An_inspection_without_the_AED_is_none_of_the_AED()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.OpenDoor();
            bench.TakeAed();
            bench.Requests.TryAdd(CabinetRequest.Inspect, 0);
            bench.RunMs(100);
            Assert.IsFalse(bench.State().IsRemovalOpen);
            bench.ReturnAed();
            bench.CloseDoor();
            Assert.IsTrue(Has(bench, ReadinessReason.NeedsInspection));
            bench.Requests.TryAdd(CabinetRequest.Inspect, 0);
            bench.RunMs(100);
            Assert.IsFalse(Has(bench, ReadinessReason.NeedsInspection));
        }

        [TestMethod]
        public void An_AED_taken_in_the_very_scan_in_which_the_door_shuts_was_removed()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.OpenDoor();
            bench.TakeEvents();

            bench.Inputs.AedPresenceContactClosed = false;
            bench.Inputs.AedDoorContactOpen = false;
            bench.RunMs(1000);
            Assert.AreEqual("door.closed aed.removed", bench.TakeEvents());
            Assert.IsTrue(bench.State().IsRemovalOpen);
        }

        [TestMethod]
        public void An_AED_taken_while_the_door_chatters_was_removed()
        {
            CabinetBench bench = new CabinetBench().Settled();
            for (int i = 0; i < 30; i++)
            {
                bench.Inputs.AedDoorContactOpen = i % 2 == 0;
                bench.RunMs(20);
            }

            bench.Inputs.AedDoorContactOpen = true;
            bench.TakeEvents();
            bench.Inputs.AedPresenceContactClosed = false;
            bench.RunMs(1000);
            Assert.AreEqual("aed.removed", bench.TakeEvents());
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
    }
}
