using AedCabinet.Flash;
using AedCabinet.Indicator;
using AedCabinet.Inputs;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>
    /// Without the supply of their pull-ups all inputs read low at once, which would be a shut door, a present AED and a pressed SOS (SPEC
    /// §4).
    /// </summary>
    [TestClass]
    public class InputSupplyTests
    {
        private static readonly InputImage Inputs = new InputImage();
        private static SensorJudgement s_senses;
        private static long s_nowMs;

        [TestMethod]
        public void AllInputs_low_at_once_are_a_supply_fault_and_no_SOS()
        {
            Begin(CabinetKind.Station, IndicatorKind.Blinking);
            Run(2000);
            SetLow();
            Scan();
            Assert.AreEqual(SensorJudgement.AllLow, s_senses.SupplyFault);
            Assert.IsTrue(s_senses.SupplyChanged);

            Run(10000);
            Assert.IsFalse(s_senses.Sos.IsDown);
            Assert.IsFalse(s_senses.Service.IsDown);
            Assert.IsFalse(s_senses.SupplyChanged);
        }

        [TestMethod]
        public void It_is_over_by_itself_and_an_SOS_pressed_then_is_one()
        {
            Begin(CabinetKind.Station, IndicatorKind.Blinking);
            Run(2000);
            SetLow();
            Run(10000);
            Rest();
            Scan();
            Assert.AreEqual(0, s_senses.SupplyFault);
            Assert.IsTrue(s_senses.SupplyChanged);

            Inputs.SosContactClosed = true;
            Run(200);
            Assert.IsTrue(s_senses.Sos.IsDown);
        }

        [TestMethod]
        public void Two_scans_may_see_it()
        {
            Begin(CabinetKind.Station, IndicatorKind.Blinking);
            Run(2000);
            Inputs.SosContactClosed = true;
            Inputs.GreenLit = true;
            Scan();
            SetLow();
            Scan();
            Assert.AreEqual(SensorJudgement.AllLow, s_senses.SupplyFault);
        }

        [TestMethod]
        public void SOS_alone_is_an_SOS_though_everything_else_was_low_already()
        {
            Begin(CabinetKind.Station, IndicatorKind.Blinking);
            Run(2000);
            SetLow();
            Inputs.SosContactClosed = false;
            Run(2000);
            Inputs.SosContactClosed = true;
            Run(200);
            Assert.AreEqual(0, s_senses.SupplyFault);
            Assert.IsTrue(s_senses.Sos.IsDown);
        }

        [TestMethod]
        public void SOS_and_service_pressed_at_once_are_hands_while_a_light_is_dark()
        {
            Begin(CabinetKind.Station, IndicatorKind.Blinking);
            Run(2000);
            Inputs.SosContactClosed = true;
            Inputs.ServiceContactClosed = true;
            Inputs.GreenLit = true;
            Run(200);
            Assert.AreEqual(0, s_senses.SupplyFault);
            Assert.IsTrue(s_senses.Sos.IsDown);
        }

        [TestMethod]
        public void A_lamp_that_both_sensors_see_at_once_is_no_fault_though_a_button_is_held()
        {
            Begin(CabinetKind.Aed, IndicatorKind.Blinking);
            Inputs.ServiceContactClosed = true;
            Run(2000);
            Inputs.GreenLit = true;
            Inputs.RedLit = true;
            Run(200);
            Assert.AreEqual(0, s_senses.SupplyFault);
        }

        [TestMethod]
        public void SOS_with_an_open_door_is_an_SOS()
        {
            Begin(CabinetKind.Station, IndicatorKind.Blinking);
            Run(2000);
            SetLow();
            Inputs.AedDoorContactOpen = true;
            Run(200);
            Assert.AreEqual(0, s_senses.SupplyFault);
            Assert.IsTrue(s_senses.Sos.IsDown);
            Assert.IsTrue(s_senses.Aed.Door.Value);
        }

        [TestMethod]
        public void A_board_that_starts_without_the_supply_finds_the_fault_and_no_SOS()
        {
            Begin(CabinetKind.Station, IndicatorKind.Blinking);
            SetLow();
            Run(2000);
            Assert.AreEqual(SensorJudgement.AllLow, s_senses.SupplyFault);
            Assert.IsFalse(s_senses.Sos.IsDown);
        }

        [TestMethod]
        public void Where_only_one_input_is_high_at_rest_a_hand_may_have_moved_it()
        {
            Begin(CabinetKind.Aed, IndicatorKind.Unreadable);
            Run(2000);
            SetLow();
            Run(200);
            Assert.AreEqual(0, s_senses.SupplyFault);
            Assert.IsTrue(s_senses.Service.IsDown);
        }

        [TestMethod]
        public void A_battery_kit_hangs_on_the_board_s_own_supply_and_believes_its_buttons()
        {
            Begin(CabinetKind.Kit, IndicatorKind.Unreadable);
            Run(2000);
            SetLow();
            Run(200);
            Assert.AreEqual(0, s_senses.SupplyFault);
            Assert.IsTrue(s_senses.Sos.IsDown);
        }

        [TestMethod]
        public void Without_the_supply_mains_and_battery_stay_as_they_were()
        {
            Begin(CabinetKind.Station, IndicatorKind.Blinking);
            Run(2000);
            Inputs.MainsPresent = false;
            Run(120000);
            SetLow();
            Inputs.BatteryMv = 1500;
            Run(120000);
            Assert.IsFalse(s_senses.Mains.IsOnMains);
            Assert.AreEqual((int)Supply.BatteryLevel.Ok, (int)s_senses.Battery.Level);
        }

        [TestMethod]
        public void Contacts_that_had_all_opened_before_a_restart_are_still_unknown_after_it()
        {
            Begin(CabinetKind.Station, IndicatorKind.Blinking);
            s_senses.Restore(PersistentState.ContactsOpen, WakeCause.PowerOn);
            SetOpen();
            Run(2000);
            Assert.AreEqual(SensorJudgement.AllOpen, s_senses.SupplyFault);
            Assert.IsFalse(s_senses.Aed.Door.Value);

            // A case that is shut proves that they have their supply again: what is open is open.
            Inputs.TamperContactOpen = false;
            Run(2000);
            Assert.AreEqual(0, s_senses.SupplyFault);
            Assert.IsTrue(s_senses.Aed.Door.Value);
        }

        [TestMethod]
        public void Contacts_that_all_are_open_at_a_start_were_opened_while_nobody_looked()
        {
            Begin(CabinetKind.Station, IndicatorKind.Blinking);
            SetOpen();
            Run(2000);
            Assert.AreEqual(0, s_senses.SupplyFault);
            Assert.IsTrue(s_senses.Aed.Door.Value);
        }

        private static void Begin(CabinetKind kind, IndicatorKind indicator)
        {
            CabinetConfiguration configuration = new CabinetConfiguration();
            configuration.Kind = kind;
            configuration.IndicatorProfile.Kind = indicator;
            configuration.Power.BatteryFitted = true;
            configuration.Pins.Tamper = 1;
            configuration.Pins.Sos = 2;
            configuration.Pins.Service = 3;
            s_senses = new SensorJudgement(configuration);
            s_nowMs = 0;
            Rest();
        }

        private static void Rest()
        {
            SetLow();
            Inputs.SosContactClosed = false;
            Inputs.ServiceContactClosed = false;
            Inputs.GreenLit = false;
            Inputs.RedLit = false;
            Inputs.BatteryMv = 12800;
        }

        private static void SetLow()
        {
            Inputs.AedDoorContactOpen = false;
            Inputs.AedPresenceContactClosed = true;
            Inputs.KitDoorContactOpen = false;
            Inputs.TamperContactOpen = false;
            Inputs.SosContactClosed = true;
            Inputs.ServiceContactClosed = true;
            Inputs.GreenLit = true;
            Inputs.RedLit = true;
            Inputs.MainsPresent = true;
        }

        private static void SetOpen()
        {
            Rest();
            Inputs.AedDoorContactOpen = true;
            Inputs.AedPresenceContactClosed = false;
            Inputs.KitDoorContactOpen = true;
            Inputs.TamperContactOpen = true;
        }

        private static void Run(long ms)
        {
            for (long endMs = s_nowMs + ms; s_nowMs < endMs;)
            {
                Scan();
            }
        }

        private static void Scan()
        {
            s_nowMs += InputImage.PeriodMs;
            for (int sense = SensorJudgement.Contacts; sense <= SensorJudgement.Gauge; sense++)
            {
                s_senses.Update(sense, Inputs, s_nowMs);
            }
        }
    }
}
