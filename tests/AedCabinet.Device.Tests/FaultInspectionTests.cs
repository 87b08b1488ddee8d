using AedCabinet.Exchange;
using AedCabinet.Indicator;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>
    /// A fault of the AED that went away by itself asks for a human look: a self-test can clear a real one (SPEC §5, §6).
    /// </summary>
    [TestClass]
    public class FaultInspectionTests
    {
        private const int MinuteMs = 60000;

        [TestMethod]
        [DataRow(58, false)]
        [DataRow(62, true)]
        [DataRow(840, true)]
        public void Attention_of_an_hour_or_more_that_went_away_by_itself_needs_inspection(int minutes, bool isNeeded)
        {
            CabinetBench bench = Ready();
            Attention(bench, minutes);
            Assert.AreEqual("aed.attention", bench.TakeEvents());

            Green(bench, 150);
            Assert.AreEqual("aed.ready", bench.TakeEvents());
            Assert.AreEqual(isNeeded, bench.State().NeedsInspection);
        }

        [TestMethod]
        public void An_inspection_clears_it_and_counts_anew()
        {
            CabinetBench bench = Ready();
            Attention(bench, 90);
            Green(bench, 150);
            Assert.IsTrue(bench.State().NeedsInspection);
            bench.Requests.TryAdd(CabinetRequest.Inspect, 0);
            Green(bench, 3);
            Assert.IsFalse(bench.State().NeedsInspection);

            // Looked at while it stands, it is as if it had begun then.
            Attention(bench, 50);
            bench.Requests.TryAdd(CabinetRequest.Inspect, 0);
            Attention(bench, 50);
            Green(bench, 150);
            Assert.IsFalse(bench.State().NeedsInspection);
        }

        [TestMethod]
        public void Darkness_that_went_away_by_itself_is_no_better()
        {
            CabinetBench bench = Ready();
            bench.RunSlowly(90 * MinuteMs);
            Green(bench, 150);

            Assert.AreEqual("aed.dark aed.ready", bench.TakeEvents());
            Assert.IsTrue(bench.State().NeedsInspection);
        }

        [TestMethod]
        public void In_maintenance_somebody_is_at_it()
        {
            CabinetBench bench = Ready();
            Attention(bench, 90);
            bench.Requests.TryAdd(CabinetRequest.StartMaintenance, 0);
            Green(bench, 150);

            Assert.AreEqual((int)IndicatorState.Ready, (int)bench.State().Indicator);
            Assert.IsFalse(bench.State().NeedsInspection);
        }

        [TestMethod]
        public void The_cold_s_own_complaint_goes_away_with_the_cold()
        {
            CabinetConfiguration configuration = Configuration();
            configuration.Climate.ProbeFitted = true;
            CabinetBench bench = new CabinetBench(configuration);
            bench.Inputs.InsideReading = ProbeReading.Ok;
            bench.Inputs.InsideDeciC = -50;
            bench.Inputs.RedLit = true;
            bench.Scan();
            Attention(bench, 90);

            // Nor by a restart in the warm: the cause of the complaint is remembered.
            Assert.AreEqual((int)IndicatorState.Attention, (int)bench.State().Indicator);
            bench = new CabinetBench(configuration, bench.Memories);
            bench.Inputs.RedLit = true;
            bench.Scan();
            Attention(bench, 90);
            Green(bench, 150);
            Assert.AreEqual((int)IndicatorState.Ready, (int)bench.State().Indicator);
            Assert.IsFalse(bench.State().NeedsInspection);
        }

        [TestMethod]
        public void The_time_at_fault_is_counted_over_restarts_and_one_that_went_away_meanwhile_is_told()
        {
            CabinetBench bench = Ready();
            Attention(bench, 35);
            bench = Restarted(bench);
            Attention(bench, 35);
            bench.Inputs.RedLit = false;
            bench = Restarted(bench);
            Green(bench, 150);
            Assert.IsTrue(bench.State().NeedsInspection);

            CabinetBench other = Ready();
            Attention(other, 35);
            other = Restarted(other);
            Green(other, 150);
            Assert.IsFalse(other.State().NeedsInspection);
        }

        private static CabinetBench Ready()
        {
            CabinetBench bench = new CabinetBench(Configuration());
            Green(bench, 150);
            Assert.AreEqual("boot.started aed.ready", bench.TakeEvents());
            return bench;
        }

        private static CabinetConfiguration Configuration()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.IndicatorProfile.Name = "test";
            configuration.IndicatorProfile.Kind = IndicatorKind.Blinking;
            configuration.IndicatorProfile.IsPeriodConfirmed = true;
            configuration.IndicatorProfile.Green.Blinking = IndicatorMeaning.Ready;
            configuration.IndicatorProfile.Red.Steady = IndicatorMeaning.Attention;
            return configuration;
        }

        // Light that is there from the first scan on is not the cabinet's own lamps', which are lit after it.
        private static CabinetBench Restarted(CabinetBench bench)
        {
            CabinetBench next = new CabinetBench(Configuration(), bench.Memories);
            next.Inputs.RedLit = bench.Inputs.RedLit;
            next.Scan();
            return next;
        }

        // Each flash between two scans; scans are half a second apart, which is slow but no freeze.
        private static void Green(CabinetBench bench, int seconds)
        {
            bench.Inputs.RedLit = false;
            for (int i = 0; i < seconds / 3; i++)
            {
                bench.Inputs.GreenEdges.Add(true, bench.NowMs + 5);
                bench.Inputs.GreenEdges.Add(false, bench.NowMs + 10);
                bench.RunSlowly(3000);
            }
        }

        private static void Attention(CabinetBench bench, int minutes)
        {
            bench.Inputs.RedLit = true;
            bench.RunSlowly(minutes * MinuteMs);
        }
    }
}
