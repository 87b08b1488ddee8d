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
    /// <content>What mains, temperature, dates, link and the AED's light lead to.</content>
    public partial class CabinetEventTests
    {
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
