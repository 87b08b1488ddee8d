using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>
    /// What happened while the board slept or still started: its wake cause and the contact as it was before say so (SPEC §7).
    /// </summary>
    [TestClass]
    public class WakeTests
    {
        [TestMethod]
        public void A_kit_s_door_that_opened_and_shut_while_the_board_slept_or_started_is_kit_opened()
        {
            CabinetBench bench = Woken(new MemoryMailbox(), WakeCause.Pin, false, false);
            bench.Scan();
            Assert.AreEqual("boot.started kit.opened", bench.TakeEvents());
            bench.RunMs(2000);
            Assert.AreEqual("kit.closed", bench.TakeEvents());
        }

        [TestMethod]
        public void A_door_that_is_still_open_after_it_woke_the_board_is_told_once()
        {
            CabinetBench bench = Woken(new MemoryMailbox(), WakeCause.Pin, true, false);
            bench.RunMs(2000);
            Assert.AreEqual("boot.started kit.opened", bench.TakeEvents());
            bench.RunSlowly(125000);
            Assert.AreEqual("door.left-open", bench.TakeEvents());
            bench.Inputs.KitDoorContactOpen = false;
            bench.RunMs(400);
            Assert.AreEqual("kit.closed", bench.TakeEvents());
        }

        [TestMethod]
        public void A_door_that_shut_and_opened_again_while_the_board_slept_is_a_new_opening()
        {
            CabinetBench bench = Woken(new MemoryMailbox(), WakeCause.Pin, true, false);
            bench.RunMs(2000);
            bench.TakeEvents();
            CabinetBench again = Woken(bench.Memories, WakeCause.Pin, true, false);
            again.RunMs(2000);
            Assert.AreEqual("boot.started kit.closed kit.opened", again.TakeEvents());
        }

        [TestMethod]
        public void An_open_door_that_shut_while_the_board_slept_is_told_to_be_shut()
        {
            CabinetBench bench = Woken(new MemoryMailbox(), WakeCause.Pin, true, false);
            bench.RunMs(2000);
            bench.TakeEvents();
            CabinetBench again = Woken(bench.Memories, WakeCause.Pin, false, false);
            again.RunMs(2000);
            Assert.AreEqual("boot.started kit.closed", again.TakeEvents());
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void A_tap_on_SOS_while_the_board_slept_or_started_is_sos_pressed(bool isStillDown)
        {
            CabinetBench bench = Woken(new MemoryMailbox(), WakeCause.Sos, false, isStillDown);
            bench.Scan();
            Assert.AreEqual("boot.started sos.pressed", bench.TakeEvents());
            Assert.IsTrue(bench.State().IsSosOpen);
            bench.Inputs.SosContactClosed = false;
            bench.RunMs(2000);
            Assert.AreEqual(string.Empty, bench.TakeEvents());
            bench.Inputs.SosContactClosed = true;
            bench.RunMs(200);
            Assert.AreEqual("sos.pressed", bench.TakeEvents());
        }

        [TestMethod]
        [DataRow((int)WakeCause.Timer)]
        [DataRow((int)WakeCause.PowerOn)]
        [DataRow((int)WakeCause.Unknown)]
        public void What_was_not_woken_by_a_pin_tells_of_no_movement(int wake)
        {
            CabinetBench bench = Woken(new MemoryMailbox(), (WakeCause)wake, false, false);
            bench.RunMs(2000);
            Assert.AreEqual("boot.started", bench.TakeEvents());
        }

        private static CabinetBench Woken(MemoryMailbox memories, WakeCause wake, bool isDoorOpen, bool isSosDown)
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Kind = CabinetKind.Kit;
            configuration.Pins.Sos = 13;
            CabinetBench bench = new CabinetBench(configuration, memories, wake, null);
            bench.Inputs.KitDoorContactOpen = isDoorOpen;
            bench.Inputs.SosContactClosed = isSosDown;
            return bench;
        }
    }
}
