using AedCabinet.Events;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>All contacts opening within one scan is the field supply failing, not a removal (SPEC §4).</summary>
    [TestClass]
    public class SupplyFaultTests
    {
        [TestMethod]
        public void All_contacts_opening_within_one_scan_are_a_supply_fault_and_unknown_until_it_is_back()
        {
            CabinetBench bench = new CabinetBench(WithTamper()).Settled();
            SetAll(bench, true);
            bench.Scan();
            bench.Events.TryTake(out CabinetEvent item);
            Assert.AreEqual((int)EventKind.InputsSupplyFault, (int)item.Kind);
            Assert.AreEqual((int)Severity.Urgent, (int)item.Severity);
            Assert.AreEqual("\"cause\":\"all-open\"", item.Data);
            bench.Events.Acknowledge(item);

            bench.RunMs(600000);
            Assert.AreEqual(string.Empty, bench.TakeEvents());
            Assert.AreEqual((int)Presence.Unknown, (int)bench.State().Aed);
            Assert.AreEqual(0, bench.State().Reasons & ((1 << (int)ReadinessReason.AedMissing) | (1 << (int)ReadinessReason.DoorLeftOpen)));
            Assert.IsTrue((bench.State().Reasons & (1 << (int)ReadinessReason.AedUnknown)) != 0);
            Assert.IsFalse(bench.State().IsRemovalOpen);
            Assert.IsFalse(bench.Outputs.Beacon);

            SetAll(bench, false);
            bench.RunMs(2000);
            Assert.AreEqual("inputs.supply-ok", bench.TakeEvents());
            Assert.AreEqual((int)Presence.Present, (int)bench.State().Aed);
        }

        [TestMethod]
        public void Two_scans_may_see_one_failure_of_the_supply()
        {
            CabinetBench bench = new CabinetBench(WithTamper()).Settled();
            bench.Inputs.TamperContactOpen = true;
            bench.Scan();
            SetAll(bench, true);
            bench.RunMs(2000);

            Assert.AreEqual("inputs.supply-fault", bench.TakeEvents());
        }

        [TestMethod]
        public void What_happened_meanwhile_is_told_when_the_supply_is_back()
        {
            CabinetBench bench = new CabinetBench(WithTamper()).Settled();
            SetAll(bench, true);
            bench.RunMs(60000);
            bench.TakeEvents();

            bench.Inputs.TamperContactOpen = false;
            bench.RunMs(2000);
            Assert.AreEqual("inputs.supply-ok door.opened aed.removed", bench.TakeEvents());
        }

        [TestMethod]
        public void Contacts_that_open_one_after_the_other_are_moved_by_hands()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Inputs.AedDoorContactOpen = true;
            bench.RunMs(60);
            bench.Inputs.AedPresenceContactClosed = false;
            bench.RunMs(2000);

            Assert.AreEqual("door.opened aed.removed", bench.TakeEvents());
        }

        [TestMethod]
        public void One_contact_that_stays_closed_proves_the_supply()
        {
            CabinetBench bench = new CabinetBench(WithTamper()).Settled();
            bench.Inputs.AedDoorContactOpen = true;
            bench.Inputs.AedPresenceContactClosed = false;
            bench.RunMs(2000);

            Assert.AreEqual("door.opened aed.removed", bench.TakeEvents());
        }

        [TestMethod]
        public void In_a_scan_that_comes_late_hands_may_have_opened_them_all()
        {
            CabinetBench bench = new CabinetBench(WithTamper()).Settled();
            SetAll(bench, true);
            bench.RunSlowly(500);
            bench.RunMs(2000);

            Assert.AreEqual("door.opened tamper.opened aed.removed", bench.TakeEvents());
        }

        [TestMethod]
        public void A_single_contact_is_moved_by_a_hand()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Kind = CabinetKind.Kit;
            CabinetBench bench = new CabinetBench(configuration).Settled();
            bench.Inputs.KitDoorContactOpen = true;
            bench.RunMs(2000);

            Assert.AreEqual("kit.opened", bench.TakeEvents());
        }

        [TestMethod]
        public void The_last_two_closed_contacts_opening_at_once_are_a_supply_fault_though_the_door_was_open_already()
        {
            CabinetBench bench = new CabinetBench(WithTamper()).Settled();
            bench.OpenDoor();
            bench.TakeEvents();
            SetAll(bench, true);
            bench.RunMs(2000);

            Assert.AreEqual("inputs.supply-fault", bench.TakeEvents());
        }

        private static void SetAll(CabinetBench bench, bool isOpen)
        {
            bench.Inputs.AedDoorContactOpen = isOpen;
            bench.Inputs.AedPresenceContactClosed = !isOpen;
            bench.Inputs.TamperContactOpen = isOpen;
        }

        private static CabinetConfiguration WithTamper()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Pins.Tamper = 14;
            return configuration;
        }
    }
}
