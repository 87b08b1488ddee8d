using AedCabinet.Indicator;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class IndicatorFaultTests
    {
        private const long Hour = 3600000L;

        [TestMethod]
        public void Attention_counts_at_any_pace()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech()).Settled();

            bench.Green.Off();
            bench.Red.Blink(250, 60, bench.NowMs);
            bench.RunS(61);
            bench.Is(IndicatorState.Attention);
        }

        [TestMethod]
        public void Attention_beside_a_light_nobody_can_explain_is_attention()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech());

            bench.Green.On();
            bench.Red.Blink(1000, 100, 1500);
            bench.RunS(62);
            bench.Is(IndicatorState.Attention);
        }

        [TestMethod]
        public void When_a_conflict_loses_its_green_light_it_is_attention_at_once()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech()).Settled();
            bench.Red.Blink(1000, 100, bench.NowMs);
            bench.RunS(70);
            bench.Is(IndicatorState.Conflict);

            // Three and a half of green's periods and a second later it is no longer borne out.
            bench.Green.Off();
            bench.RunS(20);
            bench.Is(IndicatorState.Attention);
        }

        [TestMethod]
        public void Attention_does_not_wait_for_the_dark_time()
        {
            IndicatorProfile profile = IndicatorBench.Defibtech();
            profile.DarkAfterMs = 200000;
            IndicatorBench bench = new IndicatorBench(profile);
            bench.Green.Blink(5000, 5, 1500);
            bench.RunS(240);
            bench.Is(IndicatorState.Ready);

            bench.ShowRed(61000);
            bench.Is(IndicatorState.Attention);
        }

        [TestMethod]
        public void An_AED_is_ready_again_a_minute_after_its_last_red_light()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech()).Settled();
            bench.ShowRed(90000);
            bench.Is(IndicatorState.Attention);

            bench.RunS(59);
            bench.Is(IndicatorState.Attention);
            bench.RunS(15);
            bench.Is(IndicatorState.Ready);
            Assert.AreEqual(2, bench.Changes);
        }

        [TestMethod]
        public void An_AED_that_goes_dark_is_dark_after_the_dark_time()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips());
            bench.Green.Blink(5000, 5, 1000);
            bench.RunMs(120010);
            bench.Is(IndicatorState.Ready);

            // The last flash ended 5 ms after second 121; the dark time is 60 s.
            bench.Green.Off();
            bench.RunMs(59980);
            bench.Is(IndicatorState.Ready);
            bench.RunMs(40);
            bench.Is(IndicatorState.Dark);
            Assert.AreEqual(121005L, bench.Decoder.SinceMs);
        }

        [TestMethod]
        public void An_AED_dark_from_the_start_is_dark_after_the_dark_time()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech());

            bench.RunMs(60000);
            bench.Is(IndicatorState.Unknown);
            bench.RunMs(20);
            bench.Is(IndicatorState.Dark);
        }

        [TestMethod]
        public void A_light_that_loses_its_rhythm_is_no_longer_ready()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips()).Settled();
            SeededRandom random = new SeededRandom(7);

            for (int i = 0; i < 60; i++)
            {
                bench.Green.Blink(60000, 5, bench.NowMs + 1000 + random.Next(9000));
                bench.RunS(10);
            }

            bench.Is(IndicatorState.Unknown);
        }

        [TestMethod]
        public void A_fault_within_24_hours_of_the_cold_says_so()
        {
            Assert.IsTrue(DarkAfterCold(24 * Hour).IsCausedByTemperature);
            Assert.IsFalse(DarkAfterCold((24 * Hour) + 1).IsCausedByTemperature);
        }

        [TestMethod]
        public void Attention_in_the_cold_is_put_down_to_it_and_ready_is_not()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech());
            bench.LastOutOfRangeMs = 1000;
            bench.Settled();
            Assert.IsFalse(bench.Decoder.IsCausedByTemperature);

            bench.LastOutOfRangeMs = bench.NowMs;
            bench.ShowRed(61000);
            bench.Is(IndicatorState.Attention);
            Assert.IsTrue(bench.Decoder.IsCausedByTemperature);

            bench.RunS(120);
            bench.Is(IndicatorState.Ready);
            Assert.IsFalse(bench.Decoder.IsCausedByTemperature);
        }

        [TestMethod]
        public void A_fault_of_a_cabinet_that_never_was_too_cold_has_no_such_cause()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech()).Settled();

            bench.ShowRed(61000);
            bench.Is(IndicatorState.Attention);
            Assert.IsFalse(bench.Decoder.IsCausedByTemperature);

            IndicatorBench other = new IndicatorBench(IndicatorBench.Philips());
            other.LastOutOfRangeMs = long.MinValue;
            other.RunS(70);
            other.Is(IndicatorState.Dark);
            Assert.IsFalse(other.Decoder.IsCausedByTemperature);
        }

        [TestMethod]
        public void A_frozen_scan_does_not_make_a_blinking_AED_dark()
        {
            IndicatorProfile profile = IndicatorBench.Philips();
            profile.PeriodMaxMs = 1000;
            profile.DarkAfterMs = 3000;
            IndicatorBench bench = new IndicatorBench(profile);
            bench.Green.Blink(900, 5, 1000);
            bench.RunS(60);
            bench.Is(IndicatorState.Ready);

            for (int i = 0; i < 200; i++)
            {
                bench.FreezeMs(2500);
                bench.RunS(3);
            }

            bench.Is(IndicatorState.Ready);
            Assert.AreEqual(1, bench.Changes);
        }

        [TestMethod]
        public void A_scan_frozen_for_ten_minutes_changes_nothing_by_itself()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech()).Settled();

            bench.ScanAt(bench.NowMs + 600000);
            bench.Is(IndicatorState.Ready);
            bench.RunS(300);
            bench.Is(IndicatorState.Ready);
            Assert.AreEqual(0, bench.Changes);
        }

        [TestMethod]
        public void A_freeze_does_not_make_a_minute_of_a_moment_of_red()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Powerheart());
            bench.Green.On();
            bench.RunS(120);
            bench.Green.Off();
            bench.Red.On();
            bench.RunS(10);

            bench.ScanAt(bench.NowMs + 300000);
            bench.RunS(10);
            bench.Is(IndicatorState.Ready);
        }

        private static IndicatorDecoder DarkAfterCold(long agoMs)
        {
            IndicatorDecoder decoder = new IndicatorDecoder(IndicatorBench.Philips(), new IndicatorSettings());
            long beginMs = 48 * Hour;
            for (long ms = beginMs; ms <= beginMs + 60000; ms += Cabinet.ScanPeriodMs)
            {
                decoder.Update(false, false, ms, beginMs - agoMs);
            }

            Assert.AreEqual("dark", IndicatorDecoder.NameOf(decoder.State));

            return decoder;
        }
    }
}
