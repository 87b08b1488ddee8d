using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Indicator;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Temperature;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>The whole cabinet: what each sense leads to in events, reasons, lamps and alarm.</summary>
    [TestClass]
    public class CabinetEventTests
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

        [TestMethod]
        public void Lost_mains_are_told_at_once_and_are_a_reason_after_four_hours()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Power.MainsFitted = true;
            CabinetBench bench = new CabinetBench(configuration);
            bench.Inputs.MainsPresent = true;
            bench.RunMs(10000);
            bench.TakeEvents();

            bench.Inputs.MainsPresent = false;
            bench.RunMs(3000);
            Assert.AreEqual("mains.lost", bench.TakeEvents());
            Assert.IsFalse(Has(bench, ReadinessReason.MainsLost));
            bench.RunMs((4 * 3600 * 1000) - 10000);
            Assert.IsFalse(Has(bench, ReadinessReason.MainsLost));
            bench.RunMs(20000);
            Assert.IsTrue(Has(bench, ReadinessReason.MainsLost));
            bench.Inputs.MainsPresent = true;
            bench.RunMs(6000);
            Assert.AreEqual("mains.restored", bench.TakeEvents());
            Assert.IsFalse(Has(bench, ReadinessReason.MainsLost));
        }

        [TestMethod]
        public void The_temperature_is_judged_and_the_heater_follows()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Climate.ProbeFitted = true;
            configuration.Climate.HeaterFitted = true;
            CabinetBench bench = new CabinetBench(configuration);
            RunAt(bench, 40, 120);
            bench.TakeEvents();

            Assert.IsTrue(bench.Outputs.HeaterOn);
            Assert.AreEqual((int)ProbeHealth.Ok, (int)bench.State().InsideProbe);
            RunAt(bench, -5, 290);
            Assert.AreEqual(string.Empty, bench.TakeEvents());
            RunAt(bench, -5, 60);
            Assert.AreEqual("temperature.low", bench.TakeEvents());
            Assert.IsTrue(Has(bench, ReadinessReason.TemperatureLow));
            RunAt(bench, 25, 30);
            Assert.AreEqual("temperature.normal", bench.TakeEvents());
            Assert.IsFalse(Has(bench, ReadinessReason.TemperatureLow));
        }

        [TestMethod]
        public void Expired_pads_are_told_once_the_clock_is_known()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Aed.PadsExpire = "2026-01-04";
            CabinetBench bench = new CabinetBench(configuration).Settled();
            Assert.IsFalse(Has(bench, ReadinessReason.PadsExpired));

            bench.Inputs.UnixMs = MidnightUnixMs;
            bench.RunMs(1000);
            Assert.AreEqual("clock.synced expiry.due", bench.TakeEvents());
            Assert.IsTrue(Has(bench, ReadinessReason.PadsExpired));
        }

        [TestMethod]
        public void An_AED_that_can_not_be_read_is_vouched_for_by_an_inspection_for_a_day()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Care.LastInspection = "2026-01-05";
            CabinetBench bench = new CabinetBench(configuration).Settled();
            Assert.IsTrue(Has(bench, ReadinessReason.AedUnknown));

            bench.Inputs.UnixMs = MidnightUnixMs + 3600000;
            bench.RunMs(1000);
            Assert.AreEqual(0, bench.State().Reasons);
            bench.Inputs.UnixMs = MidnightUnixMs + (25L * 3600000);
            bench.RunMs(1000);
            Assert.IsTrue(Has(bench, ReadinessReason.InspectionDue));
            Assert.IsTrue(Has(bench, ReadinessReason.AedUnknown));
        }

        [TestMethod]
        public void A_link_that_comes_back_is_told_and_the_first_of_a_boot_is_not()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.Inputs.IsOnline = true;
            bench.RunMs(1000);
            Assert.AreEqual(string.Empty, bench.TakeEvents());
            bench.Inputs.IsOnline = false;
            bench.RunMs(1000);
            bench.Inputs.IsOnline = true;
            bench.RunMs(1000);
            Assert.AreEqual("link.restored", bench.TakeEvents());
        }

        [TestMethod]
        public void A_contact_that_chatters_is_told_once_and_the_flood_is_not()
        {
            CabinetBench bench = new CabinetBench().Settled();

            for (int i = 0; i < 600; i++)
            {
                bench.Inputs.AedDoorContactOpen = i % 8 < 4;
                bench.Scan();
            }

            string events = bench.TakeEvents();
            Assert.IsTrue(events.IndexOf("input.chattering") >= 0, events);
            Assert.AreEqual(events.IndexOf("input.chattering"), LastIndexOf(events, "input.chattering"), events);
        }

        [TestMethod]
        public void A_door_that_flaps_all_hour_is_told_twelve_times_and_how_often_it_was_not()
        {
            CabinetBench bench = new CabinetBench().Settled();
            int opened = 0;
            int suppressed = 0;
            for (int minute = 0; minute < 61; minute++)
            {
                bench.OpenDoor();
                bench.CloseDoor();
                bench.RunMs(59600);
                while (bench.Events.TryTake(out CabinetEvent item))
                {
                    bench.Events.Acknowledge(item);
                    if (item.Kind == EventKind.DoorOpened)
                    {
                        opened++;
                        int at = item.Data.IndexOf("\"suppressed\":");
                        suppressed += at < 0 ? 0 : int.Parse(item.Data.Substring(at + 13));
                    }
                }
            }

            // Twelve in the first twelve minutes; the thirteenth an hour after the first, with the 48 between them.
            Assert.AreEqual(13, opened);
            Assert.AreEqual(48, suppressed);
        }

        [TestMethod]
        public void An_emergency_that_newly_opens_is_told_however_often_and_one_that_is_open_is_limited()
        {
            CabinetBench bench = new CabinetBench(Station()).Settled();
            int told = 0;
            for (int i = 0; i < 20; i++)
            {
                told += Presses(bench);
                bench.Requests.TryAdd(CabinetRequest.Acknowledge, 0);
                bench.RunMs(100);
            }

            Assert.AreEqual(20, told);
            Assert.AreEqual(1, Presses(bench));
            Assert.AreEqual(0, Presses(bench));
        }

        [TestMethod]
        public void The_record_of_a_command_is_never_held_back()
        {
            CabinetBench bench = new CabinetBench().Settled();
            for (int i = 0; i < 30; i++)
            {
                bench.Notices.TryAdd(EventKind.CommandDone, "\"command\":\"unlock\"");
                bench.RunMs(100);
                Assert.AreEqual("command.done", bench.TakeEvents());
            }
        }

        private static int Presses(CabinetBench bench)
        {
            bench.Inputs.SosContactClosed = true;
            bench.RunMs(200);
            bench.Inputs.SosContactClosed = false;
            bench.RunMs(1000);
            return bench.TakeEvents() == "sos.pressed" ? 1 : 0;
        }

        [TestMethod]
        public void Daylight_through_an_open_door_says_nothing_of_the_AED()
        {
            CabinetBench bench = new CabinetBench(Blinking());
            Blink(bench, 30);
            Assert.AreEqual("boot.started aed.ready", bench.TakeEvents());

            bench.OpenDoor();
            bench.TakeEvents();
            bench.Inputs.GreenLit = true;
            bench.RunMs(90000);
            Assert.AreEqual(string.Empty, bench.TakeEvents());
            Assert.AreEqual((int)IndicatorState.Ready, (int)bench.State().Indicator);
        }

        [TestMethod]
        public void A_learned_profile_is_proposed_in_JSON()
        {
            CabinetBench bench = new CabinetBench(Blinking());
            Blink(bench, 30);
            bench.TakeEvents();

            bench.Requests.TryAdd(CabinetRequest.LearnIndicator, 0);
            Blink(bench, 200);
            bench.Events.TryTake(out CabinetEvent item);
            Assert.AreEqual((int)EventKind.CommandDone, (int)item.Kind);
            Assert.AreEqual(0, item.Data.IndexOf("\"command\":\"learn-indicator\",\"outcome\":\"proposed\",\"profile\":{\"version\":1,"),
                item.Data);
            Assert.AreEqual('}', item.Data[item.Data.Length - 1]);
        }

        private static CabinetConfiguration Blinking()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.IndicatorProfile.Name = "test";
            configuration.IndicatorProfile.Kind = IndicatorKind.Blinking;
            configuration.IndicatorProfile.IsLearnable = true;
            configuration.IndicatorProfile.IsPeriodConfirmed = true;
            configuration.IndicatorProfile.Green.Blinking = IndicatorMeaning.Ready;
            configuration.IndicatorProfile.Green.Steady = IndicatorMeaning.InUse;
            return configuration;
        }

        // A flash of 5 ms every three seconds, which no poll sees.
        private static void Blink(CabinetBench bench, int seconds)
        {
            for (int i = 0; i < seconds / 3; i++)
            {
                bench.Inputs.GreenEdges.Add(true, bench.NowMs + 5);
                bench.Inputs.GreenEdges.Add(false, bench.NowMs + 10);
                bench.RunMs(3000);
            }
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

        private static int LastIndexOf(string text, string part)
        {
            int last = -1;
            for (int at = text.IndexOf(part); at >= 0; at = text.IndexOf(part, at + 1))
            {
                last = at;
            }

            return last;
        }

        private static void RunAt(CabinetBench bench, int deciC, int seconds)
        {
            for (int i = 0; i < seconds / 10; i++)
            {
                bench.Inputs.InsideReading = ProbeReading.Ok;
                bench.Inputs.InsideDeciC = deciC;
                bench.RunMs(10000);
            }
        }
    }
}
