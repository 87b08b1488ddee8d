using AedCabinet.Indicator;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class IndicatorSelfTestTests
    {
        [TestMethod]
        public void Red_for_59_seconds_changes_nothing()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech()).Settled();

            bench.ShowRed(59000);
            bench.RunS(600);
            bench.Is(IndicatorState.Ready);
            Assert.AreEqual(0, bench.Changes);
        }

        [TestMethod]
        public void Red_for_61_seconds_is_attention()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech()).Settled();

            long redMs = bench.NowMs;
            bench.ShowRed(61000);
            bench.Is(IndicatorState.Attention);
            Assert.AreEqual(1, bench.Changes);
            Assert.AreEqual(redMs, bench.Decoder.SinceMs);
        }

        [TestMethod]
        public void A_steady_red_for_59_seconds_changes_nothing_and_for_61_is_attention()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Powerheart());
            bench.Green.On();
            bench.RunS(120);
            bench.Is(IndicatorState.Ready);

            bench.Green.Off();
            bench.Red.On();
            bench.RunS(59);
            bench.Red.Off();
            bench.Green.On();
            bench.RunS(120);
            bench.Is(IndicatorState.Ready);

            bench.Green.Off();
            bench.Red.On();
            bench.RunS(59);
            bench.Is(IndicatorState.Ready);
            bench.RunS(2);
            bench.Is(IndicatorState.Attention);
            Assert.AreEqual(2, bench.Changes);
        }

        [TestMethod]
        public void An_AED_that_asks_for_attention_from_the_start_is_believed_after_a_minute_too()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech());
            bench.Red.Blink(1000, 100, 1500);

            bench.RunMs(59900);
            bench.Is(IndicatorState.Unknown);
            bench.RunMs(1200);
            bench.Is(IndicatorState.Attention);
        }

        [TestMethod]
        public void Green_for_moments_does_not_end_attention()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech());
            bench.Red.Blink(1000, 100, 1000);
            bench.RunS(120);

            bench.Red.Off();
            bench.Green.Blink(1000, 100, bench.NowMs);
            bench.RunS(50);
            bench.Green.Off();
            bench.Red.Blink(1000, 100, bench.NowMs);
            bench.RunS(300);
            bench.Is(IndicatorState.Attention);
            Assert.AreEqual(1, bench.Changes);
        }

        [TestMethod]
        public void A_dark_time_below_a_minute_still_waits_for_the_self_test()
        {
            IndicatorProfile profile = IndicatorBench.Philips();
            profile.DarkAfterMs = 20000;
            IndicatorBench bench = new IndicatorBench(profile).Settled();

            bench.Green.Off();
            bench.RunS(50);
            bench.Green.Blink(5000, 5, bench.NowMs);
            bench.RunS(60);
            bench.Is(IndicatorState.Ready);
            Assert.AreEqual(0, bench.Changes);

            bench.Green.Off();
            bench.RunS(65);
            bench.Is(IndicatorState.Dark);
        }

        [TestMethod]
        public void Both_lights_claiming_for_a_minute_are_in_conflict()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech()).Settled();

            bench.Red.Blink(1000, 100, bench.NowMs);
            bench.RunS(60);
            bench.Is(IndicatorState.Ready);
            bench.RunS(6);
            bench.Is(IndicatorState.Conflict);

            bench.Red.Off();
            bench.RunS(55);
            bench.Is(IndicatorState.Conflict);
            bench.RunS(20);
            bench.Is(IndicatorState.Ready);
            Assert.AreEqual(2, bench.Changes);
        }

        [TestMethod]
        public void Both_lights_claiming_for_less_than_a_minute_change_nothing()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech()).Settled();

            bench.Red.Blink(1000, 100, bench.NowMs);
            bench.RunS(55);
            bench.Red.Off();
            bench.RunS(600);
            bench.Is(IndicatorState.Ready);
            Assert.AreEqual(0, bench.Changes);
        }

        [TestMethod]
        public void What_the_other_light_says_counts_a_minute_after_the_first_was_last_seen()
        {
            IndicatorProfile profile = IndicatorBench.Philips();
            profile.Green.Steady = IndicatorMeaning.None;
            profile.Red.Steady = IndicatorMeaning.InUse;
            profile.DarkAfterMs = 100000;
            IndicatorBench bench = new IndicatorBench(profile);
            bench.Green.Blink(1000, 5, 1500);
            bench.RunS(110);
            bench.Is(IndicatorState.Ready);

            bench.Red.On();
            bench.RunS(50);
            bench.Green.Off();
            bench.RunS(58);
            bench.Is(IndicatorState.Ready);
            bench.RunS(3);
            bench.Is(IndicatorState.InUse);
        }

        [TestMethod]
        public void The_daily_self_test_changes_nothing()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech()).Settled();

            for (int day = 0; day < 3; day++)
            {
                bench.Green.Off();
                bench.Red.On();
                bench.RunS(10);
                bench.Green.On();
                bench.RunS(8);
                bench.Red.Blink(500, 250, bench.NowMs);
                bench.RunS(12);
                bench.Green.Off();
                bench.Red.Off();
                bench.RunS(20);
                bench.Green.Blink(5000, 5, bench.NowMs);
                bench.RunS(600);
            }

            bench.Is(IndicatorState.Ready);
            Assert.AreEqual(0, bench.Changes);
        }

        [TestMethod]
        public void Lights_that_contradict_ready_without_ever_settling_make_it_unknown()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech()).Settled();

            for (int i = 0; i < 6; i++)
            {
                bench.Green.Off();
                bench.Red.Blink(1000, 100, bench.NowMs);
                bench.RunS(40);
                bench.Red.Off();
                bench.Green.Blink(1000, 100, bench.NowMs);
                bench.RunS(40);
            }

            bench.Is(IndicatorState.Unknown);
            Assert.AreEqual(1, bench.Changes);
        }
    }
}
