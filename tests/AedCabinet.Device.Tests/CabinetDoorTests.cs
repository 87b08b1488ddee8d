using AedCabinet.Events;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class CabinetDoorTests
    {
        [TestMethod]
        public void The_first_scan_says_that_the_controller_started()
        {
            CabinetBench bench = new CabinetBench();

            Assert.IsTrue(bench.Scan());
            Assert.AreEqual("boot.started", bench.TakeEvents());
        }

        [TestMethod]
        public void An_opened_door_is_told_when_it_has_been_open_for_50_ms()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.Inputs.AedDoorContactOpen = true;
            bench.RunMs(60);
            Assert.AreEqual(string.Empty, bench.TakeEvents());
            bench.Scan();
            Assert.AreEqual("door.opened", bench.TakeEvents());
        }

        [TestMethod]
        public void A_closed_door_is_told_when_it_has_been_closed_for_200_ms()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.OpenDoor();
            bench.TakeEvents();

            bench.Inputs.AedDoorContactOpen = false;
            bench.RunMs(200);
            Assert.AreEqual(string.Empty, bench.TakeEvents());
            bench.Scan();
            Assert.AreEqual("door.closed", bench.TakeEvents());
        }

        [TestMethod]
        public void A_bouncing_contact_opens_the_door_once()
        {
            CabinetBench bench = new CabinetBench().Settled();

            for (int i = 0; i < 10; i++)
            {
                bench.Inputs.AedDoorContactOpen = i % 2 == 0;
                bench.Scan();
            }

            bench.OpenDoor();
            Assert.AreEqual("door.opened", bench.TakeEvents());
        }

        [TestMethod]
        public void An_AED_taken_through_the_open_door_is_a_removal()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.OpenDoor();
            bench.TakeAed();
            Assert.AreEqual("door.opened aed.removed", bench.TakeEvents());
        }

        [TestMethod]
        public void A_removal_is_an_emergency_and_a_missing_AED_is_urgent()
        {
            Assert.AreEqual((int)Severity.Emergency, (int)EventCatalog.SeverityOf(EventKind.AedRemoved));
            Assert.AreEqual((int)Severity.Urgent, (int)EventCatalog.SeverityOf(EventKind.AedMissing));
        }

        [TestMethod]
        public void An_AED_that_goes_with_the_door_shut_is_missing()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.TakeAed();
            Assert.AreEqual("aed.missing", bench.TakeEvents());
        }

        [TestMethod]
        public void A_quick_hand_that_shuts_the_door_behind_it_is_still_a_removal()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.Inputs.AedDoorContactOpen = true;
            bench.RunMs(140);
            bench.Inputs.AedPresenceContactClosed = false;
            bench.RunMs(40);
            bench.Inputs.AedDoorContactOpen = false;
            bench.RunMs(1000);
            Assert.AreEqual("door.opened door.closed aed.removed", bench.TakeEvents());
        }

        [TestMethod]
        public void An_AED_that_slips_after_the_door_was_shut_is_missing_and_not_removed()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.OpenDoor();
            bench.CloseDoor();
            bench.TakeEvents();

            bench.TakeAed();
            Assert.AreEqual("aed.missing", bench.TakeEvents());
        }

        [TestMethod]
        public void A_returned_AED_is_told()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.OpenDoor();
            bench.TakeAed();
            bench.TakeEvents();

            bench.ReturnAed();
            Assert.AreEqual("aed.returned", bench.TakeEvents());
        }

        [TestMethod]
        public void Presence_is_believed_after_half_a_second_both_ways()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.Inputs.AedPresenceContactClosed = false;
            bench.RunMs(500);
            Assert.AreEqual(string.Empty, bench.TakeEvents());
            bench.Scan();
            Assert.AreEqual("aed.missing", bench.TakeEvents());

            bench.Inputs.AedPresenceContactClosed = true;
            bench.RunMs(500);
            Assert.AreEqual(string.Empty, bench.TakeEvents());
            bench.Scan();
            Assert.AreEqual("aed.returned", bench.TakeEvents());
        }

        [TestMethod]
        public void Without_a_presence_contact_the_opening_door_counts_as_the_removal()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Presence.Fitted = false;
            CabinetBench bench = new CabinetBench(configuration).Settled();

            bench.OpenDoor();
            Assert.AreEqual("door.opened aed.removed", bench.TakeEvents());
        }

        [TestMethod]
        public void A_cabinet_that_starts_without_its_AED_says_so()
        {
            CabinetBench bench = new CabinetBench();
            bench.Inputs.AedPresenceContactClosed = false;

            bench.RunMs(1000);
            Assert.AreEqual("boot.started aed.missing", bench.TakeEvents());
        }

        [TestMethod]
        public void Events_are_numbered_one_after_the_other()
        {
            CabinetBench bench = new CabinetBench();

            bench.RunMs(100);
            bench.OpenDoor();
            bench.TakeAed();
            Assert.AreEqual(3, bench.State().LastSeq);
        }
    }
}
