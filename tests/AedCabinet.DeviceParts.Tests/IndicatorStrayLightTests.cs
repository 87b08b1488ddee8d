using AedCabinet.Indicator;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class IndicatorStrayLightTests
    {
        // Three times the time from the first flash or light until it is believed.
        private const int LongS = 300;

        [TestMethod]
        [DataRow(1000, 500)]
        [DataRow(2000, 1000)]
        [DataRow(3000, 5)]
        [DataRow(14000, 100)]
        public void A_rhythm_that_nobody_has_taught_or_confirmed_never_reads_ready(int periodMs, int pulseMs)
        {
            IndicatorProfile profile = IndicatorBench.Philips();
            profile.IsPeriodConfirmed = false;
            IndicatorBench untaught = new IndicatorBench(profile);
            untaught.Green.Blink(periodMs, pulseMs, untaught.NowMs);
            untaught.RunS(LongS);
            Assert.AreEqual(0, untaught.Changes);
            untaught.Is(IndicatorState.Unknown);

            IndicatorBench taught = new IndicatorBench(IndicatorBench.Philips());
            taught.Green.Blink(periodMs, pulseMs, taught.NowMs);
            taught.RunS(LongS).Is(IndicatorState.Ready);
        }

        [TestMethod]
        public void Attention_is_believed_in_any_rhythm_taught_or_not()
        {
            IndicatorProfile profile = IndicatorBench.Defibtech();
            profile.IsPeriodConfirmed = false;
            IndicatorBench bench = new IndicatorBench(profile);
            bench.Red.Blink(1000, 100, bench.NowMs);

            bench.RunS(LongS).Is(IndicatorState.Attention);
        }

        [TestMethod]
        [DataRow(10, 7)]
        [DataRow(10, 3)]
        [DataRow(8, 5)]
        [DataRow(17, 9)]
        [DataRow(20, 12)]
        [DataRow(40, 30)]
        public void Mains_frequency_light_is_no_steady_light(int periodMs, int pulseMs)
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Powerheart());
            bench.Green.Blink(periodMs, pulseMs, bench.NowMs);

            bench.RunS(120).Is(IndicatorState.Unknown);
            Assert.AreEqual(0, bench.Changes);
        }

        [TestMethod]
        [DataRow(5, 3)]
        [DataRow(4, 1)]
        [DataRow(200, 120)]
        public void A_light_dimmed_by_pulse_width_or_a_bouncing_threshold_is_steady(int periodMs, int pulseMs)
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Powerheart());
            bench.Green.Blink(periodMs, pulseMs, bench.NowMs);

            bench.RunS(120).Is(IndicatorState.Ready);
        }

        [TestMethod]
        public void A_steady_light_that_gives_way_to_the_flicker_of_the_room_is_not_believed_for_ever()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Powerheart());
            bench.Green.On();
            bench.RunS(60).Is(IndicatorState.Ready);

            bench.Green.Blink(10, 7, bench.NowMs);
            bench.RunS(LongS).Is(IndicatorState.Unknown);
        }

        [TestMethod]
        [DataRow(1000, 500)]
        [DataRow(2000, 1000)]
        public void The_cabinet_s_own_beacon_and_lamps_are_told_apart_even_where_the_AED_s_rhythm_is_the_same(int periodMs, int pulseMs)
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips());
            bench.RunS(1);
            bench.SeeOwn(bench.GreenSensor, periodMs, pulseMs);

            bench.RunS(LongS).Is(IndicatorState.Unknown);
            Assert.AreEqual(0, bench.Changes);
        }

        [TestMethod]
        public void The_beacon_before_the_red_sensor_is_no_attention()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech());
            bench.RunS(1);
            bench.SeeOwn(bench.RedSensor, 1000, 500);
            bench.Green.Blink(5000, 5, bench.NowMs);

            bench.RunS(LongS);
            Assert.IsTrue(bench.State != IndicatorState.Attention && bench.State != IndicatorState.Conflict);
        }

        [TestMethod]
        public void A_lamp_of_the_cabinet_that_stays_lit_is_no_steady_light()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Powerheart());
            bench.RunS(1);
            bench.SeeOwn(bench.GreenSensor, 1000000, 900000);

            bench.RunS(LongS).Is(IndicatorState.Unknown);
            Assert.AreEqual(0, bench.Changes);
        }

        [TestMethod]
        public void A_lamp_known_to_reach_the_sensor_is_told_apart_when_it_was_lit_before_anybody_looked()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Powerheart());
            bench.RunS(1);
            bench.SeeOwn(bench.GreenSensor, 1000, 500);
            bench.RunS(10);

            // The lamp stays lit, and the AED is put back: observing begins anew before light that is there already.
            bench.Own.On();
            bench.Green.On();
            bench.RunS(1);
            bench.Decoder.Forget();
            bench.RunS(LongS).Is(IndicatorState.Unknown);

            bench.Own.Off();
            bench.RunS(120).Is(IndicatorState.Ready);
        }

        [TestMethod]
        public void A_beacon_that_does_not_reach_the_sensor_changes_nothing()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips()).Settled();
            bench.Is(IndicatorState.Ready);
            bench.Own.Blink(1000, 500, bench.NowMs);

            bench.RunS(LongS).Is(IndicatorState.Ready);
            Assert.AreEqual(0, bench.Changes);
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(7)]
        [DataRow(59)]
        public void A_flash_of_the_AED_that_begins_with_the_beacon_is_the_AED_s(int afterMs)
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips());
            long atMs = bench.NowMs + (10 * Cabinet.ScanPeriodMs);
            bench.Own.Blink(1000, 500, atMs);
            bench.Green.Blink(5000, 30, atMs + afterMs);

            bench.RunS(120).Is(IndicatorState.Ready);
            Assert.AreEqual(1, bench.Changes);
        }

        [TestMethod]
        public void After_the_beacon_the_AED_is_read_again()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips()).Settled();
            bench.SeeOwn(bench.GreenSensor, 1000, 500);
            bench.RunS(LongS).Is(IndicatorState.Unknown);

            bench.Own.Off();
            bench.Green.Blink(5000, 5, bench.NowMs + 700);
            bench.RunS(120).Is(IndicatorState.Ready);
        }
    }
}
