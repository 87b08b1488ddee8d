using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>What was told before a restart and still stands is not told again; what happened while the power was away is.</summary>
    [TestClass]
    public class StandingTests
    {
        [TestMethod]
        [DataRow(true)]
        [DataRow(false)]
        public void A_removal_is_not_told_again_by_a_restart_while_the_AED_is_still_away(bool isAcknowledged)
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.OpenDoor();
            bench.TakeAed();
            Assert.AreEqual("door.opened aed.removed", bench.TakeEvents());
            if (isAcknowledged)
            {
                bench.Requests.TryAdd(CabinetRequest.Acknowledge, 0);
                bench.RunMs(100);
            }

            for (int i = 0; i < 20; i++)
            {
                bench = Restarted(bench);
                bench.RunMs(2000);
                Assert.AreEqual("boot.started", bench.TakeEvents());
                Assert.AreEqual(!isAcknowledged, bench.State().IsRemovalOpen);
                Assert.IsTrue(bench.State().NeedsInspection);
                Assert.AreEqual((int)Presence.Absent, (int)bench.State().Aed);

                // Not acknowledged yet: sounder and beacon go on.
                Assert.AreEqual(!isAcknowledged, bench.Outputs.Beacon || bench.Outputs.Sounder || Sounds(bench));
            }

            bench.ReturnAed();
            bench.CloseDoor();
            Assert.AreEqual("aed.returned door.closed", bench.TakeEvents());
            bench.OpenDoor();
            bench.TakeAed();
            Assert.AreEqual("door.opened aed.removed", bench.TakeEvents());
        }

        [TestMethod]
        public void An_AED_that_came_back_while_the_power_was_away_is_told_to_be_back()
        {
            CabinetBench bench = Removed();
            bench.Inputs.AedPresenceContactClosed = true;
            bench.Inputs.AedDoorContactOpen = false;

            bench = Restarted(bench);
            bench.RunMs(2000);
            Assert.AreEqual("boot.started door.closed aed.returned", bench.TakeEvents());
            Assert.IsFalse(Sounds(bench));
            Assert.IsTrue(bench.State().IsRemovalOpen);
        }

        [TestMethod]
        public void An_AED_taken_while_the_power_was_away_is_told()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Inputs.AedPresenceContactClosed = false;

            bench = Restarted(bench);
            bench.RunMs(2000);
            Assert.AreEqual("boot.started aed.missing", bench.TakeEvents());
            bench = Restarted(bench);
            bench.RunMs(2000);
            Assert.AreEqual("boot.started", bench.TakeEvents());
        }

        [TestMethod]
        [DataRow((int)CabinetRequest.StartDrill)]
        [DataRow((int)CabinetRequest.StartMaintenance)]
        public void What_was_told_in_a_drill_or_in_maintenance_is_told_anew_after_a_restart(int requested)
        {
            CabinetRequest request = (CabinetRequest)requested;
            CabinetBench bench = new CabinetBench(Station()).Settled();
            bench.Requests.TryAdd(request, 0);
            bench.RunMs(100);
            bench.OpenDoor();
            bench.TakeAed();
            bench.Inputs.KitDoorContactOpen = true;
            bench.RunMs(200);

            bench = Restarted(bench, Station());
            bench.RunMs(2000);
            Assert.AreEqual("boot.started door.opened kit.opened aed.removed", bench.TakeEvents());
        }

        [TestMethod]
        public void A_drill_s_AED_that_was_told_to_be_missing_at_its_end_is_not_told_again()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.Requests.TryAdd(CabinetRequest.StartDrill, 10000);
            bench.RunMs(100);
            bench.OpenDoor();
            bench.TakeAed();
            bench.CloseDoor();
            bench.RunMs(10000);
            bench.TakeEvents();

            bench = Restarted(bench);
            bench.RunMs(2000);
            Assert.AreEqual("boot.started", bench.TakeEvents());
        }

        [TestMethod]
        public void Where_no_presence_sensor_is_fitted_the_door_that_is_still_open_is_no_new_removal()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Presence.Fitted = false;
            CabinetBench bench = new CabinetBench(configuration).Settled();
            bench.OpenDoor();
            Assert.AreEqual("door.opened aed.removed", bench.TakeEvents());

            bench = Restarted(bench, configuration);
            bench.RunMs(2000);
            Assert.AreEqual("boot.started", bench.TakeEvents());
            bench.CloseDoor();
            bench = Restarted(bench, configuration);
            bench.OpenDoor();
            Assert.AreEqual("boot.started door.opened aed.removed", bench.TakeEvents());
        }

        [TestMethod]
        public void A_kit_s_door_that_is_still_open_is_no_new_opening_at_any_wake()
        {
            CabinetConfiguration configuration = Station();
            configuration.KitOpenedSeverity = Severity.Emergency;
            CabinetBench bench = new CabinetBench(configuration).Settled();
            bench.Inputs.KitDoorContactOpen = true;
            bench.RunMs(200);
            Assert.AreEqual("kit.opened", bench.TakeEvents());
            bench.Requests.TryAdd(CabinetRequest.Acknowledge, 0);
            bench.RunMs(100);

            for (int i = 0; i < 3; i++)
            {
                bench = Restarted(bench, configuration);
                bench.RunMs(2000);
                Assert.AreEqual("boot.started", bench.TakeEvents());
                Assert.IsFalse(bench.State().IsKitOpeningOpen);
                Assert.IsTrue(bench.State().IsKitDoorOpen);
            }

            // Shut and opened again before the next start.
            bench.Inputs.KitDoorContactOpen = false;
            bench.RunMs(400);
            bench = Restarted(bench, configuration);
            bench.Inputs.KitDoorContactOpen = true;
            bench.RunMs(2000);
            Assert.AreEqual("boot.started kit.opened", bench.TakeEvents());
            Assert.IsTrue(bench.State().IsKitOpeningOpen);

            // And shut while the power was away.
            bench.Inputs.KitDoorContactOpen = false;
            bench = Restarted(bench, configuration);
            bench.RunMs(2000);
            Assert.AreEqual("boot.started kit.closed", bench.TakeEvents());
        }

        [TestMethod]
        public void An_SOS_button_that_is_still_down_is_no_new_SOS()
        {
            CabinetBench bench = new CabinetBench(Station()).Settled();
            bench.Inputs.SosContactClosed = true;
            bench.RunMs(200);
            Assert.AreEqual("sos.pressed", bench.TakeEvents());

            bench = Restarted(bench, Station());
            bench.RunMs(2000);
            Assert.AreEqual("boot.started", bench.TakeEvents());
            bench.Inputs.SosContactClosed = false;
            bench.RunMs(400);
            bench.Inputs.SosContactClosed = true;
            bench.RunMs(200);
            Assert.AreEqual("sos.pressed", bench.TakeEvents());
        }

        [TestMethod]
        public void What_an_older_firmware_kept_is_read_and_one_byte_more_forgets_nothing()
        {
            PersistentState memory = new PersistentState();
            memory.Open = OpenEmergencies.Inspection | OpenEmergencies.Removal;
            memory.LastInspectionUnixMs = 1768187100000;
            memory.Standing = 0x00120903;
            byte[] bytes = memory.ToBytes();

            PersistentState same = new PersistentState();
            same.FromBytes(bytes);
            Assert.IsTrue(same.IsSameAs(memory));

            byte[] longer = new byte[bytes.Length + 1];
            bytes.CopyTo(longer, 0);
            PersistentState later = new PersistentState();
            later.FromBytes(longer);
            Assert.IsTrue(later.IsSameAs(memory));

            byte[] older = new byte[13];
            for (int i = 0; i < older.Length; i++)
            {
                older[i] = bytes[i];
            }

            PersistentState earlier = new PersistentState();
            earlier.FromBytes(older);
            Assert.AreEqual(memory.Open, earlier.Open);
            Assert.AreEqual(memory.LastInspectionUnixMs, earlier.LastInspectionUnixMs);
            Assert.AreEqual(0, earlier.Standing);
        }

        private static CabinetBench Removed()
        {
            CabinetBench bench = new CabinetBench().Settled();
            bench.OpenDoor();
            bench.TakeAed();
            bench.TakeEvents();
            return bench;
        }

        private static CabinetBench Restarted(CabinetBench bench) => Restarted(bench, CabinetBench.Commissioned());

        private static CabinetBench Restarted(CabinetBench bench, CabinetConfiguration configuration)
        {
            CabinetBench next = new CabinetBench(configuration, bench.Memories);
            bench.Inputs.CopyContactsTo(next.Inputs);
            return next;
        }

        private static bool Sounds(CabinetBench bench)
        {
            for (int i = 0; i < 100; i++)
            {
                bench.Scan();
                if (bench.Outputs.Sounder)
                {
                    return true;
                }
            }

            return false;
        }

        private static CabinetConfiguration Station()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Kind = CabinetKind.Station;
            configuration.Pins.Sos = 13;
            return configuration;
        }
    }
}
