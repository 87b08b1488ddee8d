using AedCabinet.Indicator;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class IndicatorDecoderTests
    {
        [TestMethod]
        public void Before_anything_was_seen_the_indicator_is_unknown()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips());

            bench.RunMs(20);
            bench.Is(IndicatorState.Unknown);
            Assert.AreEqual(0, bench.Changes);
        }

        [TestMethod]
        public void A_blinking_AED_is_ready_after_three_periods()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips());
            bench.Green.Blink(5000, 5, 2007);

            bench.RunMs(15900);
            bench.Is(IndicatorState.Unknown);
            bench.RunMs(400);
            bench.Is(IndicatorState.Ready);
            Assert.AreEqual(1, bench.Changes);
            Assert.AreEqual(2007L, bench.Decoder.SinceMs);
        }

        [TestMethod]
        public void Flashes_of_5_ms_are_seen_by_the_interrupt_only()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips());
            bench.GreenSensor.HasEdges = false;
            bench.Green.Blink(5000, 5, 2007);

            bench.RunS(100);
            bench.Is(IndicatorState.Dark);
            bench.GreenSensor.HasEdges = true;
            bench.RunS(100);
            bench.Is(IndicatorState.Ready);
        }

        [TestMethod]
        public void Long_flashes_are_seen_without_the_interrupt_too()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips());
            bench.GreenSensor.HasEdges = false;
            bench.Green.Blink(1000, 500, 2007);

            bench.RunS(10);
            bench.Is(IndicatorState.Ready);
        }

        [TestMethod]
        public void With_a_red_light_to_watch_ready_waits_until_that_is_known_to_be_off()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech());
            bench.Green.Blink(5000, 5, 1000);

            bench.RunMs(59980);
            bench.Is(IndicatorState.Unknown);
            bench.RunMs(5020);
            bench.Is(IndicatorState.Ready);
        }

        [TestMethod]
        public void A_missed_flash_changes_nothing()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips()).Settled();

            for (int i = 0; i < 20; i++)
            {
                bench.Green.Hide(bench.NowMs + 1000, bench.NowMs + 6000);
                bench.RunS(30);
            }

            bench.Is(IndicatorState.Ready);
            Assert.AreEqual(0, bench.Changes);
        }

        [TestMethod]
        public void Solid_green_is_in_use_for_Philips()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips()).Settled();

            bench.Green.On();
            bench.RunS(59);
            bench.Is(IndicatorState.Ready);
            bench.RunS(2);
            bench.Is(IndicatorState.InUse);

            bench.Green.Blink(5000, 5, bench.NowMs);
            bench.RunS(70);
            bench.Is(IndicatorState.Ready);
        }

        [TestMethod]
        public void Solid_green_is_ready_for_Powerheart_and_unknown_for_Defibtech()
        {
            IndicatorBench powerheart = new IndicatorBench(IndicatorBench.Powerheart());
            IndicatorBench defibtech = new IndicatorBench(IndicatorBench.Defibtech());
            powerheart.Green.On();
            defibtech.Green.On();

            powerheart.RunS(300);
            defibtech.RunS(300);
            powerheart.Is(IndicatorState.Ready);
            defibtech.Is(IndicatorState.Unknown);
        }

        [TestMethod]
        public void Random_light_looks_ready_in_fewer_than_three_flashes_of_a_hundred()
        {
            int ready = 0;
            for (int seed = 1; seed <= 40; seed++)
            {
                IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips());
                SeededRandom random = new SeededRandom(seed);
                for (int i = 0; i < 100; i++)
                {
                    int waitMs = 100 + random.Next(8000);
                    bench.Green.Blink(60000, 30, bench.NowMs + waitMs);
                    bench.RunMs(waitMs + 200);
                    ready += bench.State == IndicatorState.Ready ? 1 : 0;
                }
            }

            Assert.IsTrue(ready < 120, ready.ToString() + " of 4000");
        }

        [TestMethod]
        public void After_a_flash_missed_and_one_too_many_a_blinking_AED_is_still_ready_at_once()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips());
            bench.Green.Blink(60000, 30, 2000);
            bench.RunMs(1500);
            bench.Green.Blink(5000, 30, 3000);
            bench.Green.Hide(8000, 9000);

            bench.RunS(30);
            bench.Is(IndicatorState.Ready);
        }

        [TestMethod]
        public void A_blink_outside_the_profile_s_range_is_never_ready()
        {
            int[] periodsMs = { 400, 16000, 500, 15000 };
            for (int i = 0; i < periodsMs.Length; i++)
            {
                IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips());
                bench.Green.Blink(periodsMs[i], 50, 1000);
                bench.RunS(120);
                bench.Is(i < 2 ? IndicatorState.Unknown : IndicatorState.Ready);
            }
        }

        [TestMethod]
        public void A_flash_outside_the_profile_s_range_is_never_ready()
        {
            int[] pulsesMs = { 60, 400, 100, 300 };
            for (int i = 0; i < pulsesMs.Length; i++)
            {
                IndicatorProfile profile = IndicatorBench.Philips();
                profile.PulseMinMs = 100;
                profile.PulseMaxMs = 300;
                IndicatorBench bench = new IndicatorBench(profile);
                bench.Green.Blink(2000, pulsesMs[i], 1000);
                bench.RunS(60);
                bench.Is(i < 2 ? IndicatorState.Unknown : IndicatorState.Ready);
            }
        }

        [TestMethod]
        public void An_unreadable_AED_is_never_ready_whatever_its_lights_do()
        {
            IndicatorProfile profile = IndicatorBench.Defibtech();
            profile.Kind = IndicatorKind.Unreadable;
            IndicatorBench bench = new IndicatorBench(profile);

            bench.Green.Blink(5000, 5, 1000);
            bench.RunS(300);
            bench.Green.On();
            bench.RunS(300);
            bench.Green.Off();
            bench.Red.Blink(1000, 100, bench.NowMs);
            bench.RunS(300);
            bench.Red.Off();
            bench.RunS(300);
            bench.Is(IndicatorState.Unknown);
            Assert.AreEqual(0, bench.Changes);
        }

        [TestMethod]
        public void A_light_the_profile_does_not_read_is_not_looked_at()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips()).Settled();

            bench.Red.On();
            bench.RunS(300);
            bench.Is(IndicatorState.Ready);
            Assert.AreEqual(0, bench.Changes);
        }

        [TestMethod]
        public void Doubled_edges_change_nothing()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Defibtech());
            bench.GreenSensor.DoublesEdges = true;

            bench.Settled();
            bench.Is(IndicatorState.Ready);
            Assert.AreEqual(5000, bench.Decoder.Green.PeriodMs);
        }

        [TestMethod]
        public void Changed_is_true_in_one_scan_only()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips());
            bench.Green.Blink(1000, 100, 1000);
            for (int i = 0; i < 1000 && !bench.Decoder.Changed; i++)
            {
                bench.RunMs(20);
            }

            bench.Is(IndicatorState.Ready);
            bench.RunMs(20);
            Assert.IsFalse(bench.Decoder.Changed);
        }

        [TestMethod]
        public void When_the_AED_has_left_its_place_what_it_said_is_forgotten()
        {
            IndicatorBench bench = new IndicatorBench(IndicatorBench.Philips()).Settled();

            bench.Decoder.Forget();
            bench.Is(IndicatorState.Unknown);
            bench.RunS(10);
            bench.Is(IndicatorState.Unknown);
            bench.RunS(15);
            bench.Is(IndicatorState.Ready);
        }

        [TestMethod]
        public void Every_state_has_its_name_on_the_wire()
        {
            Assert.AreEqual("unknown", IndicatorDecoder.NameOf(IndicatorState.Unknown));
            Assert.AreEqual("ready", IndicatorDecoder.NameOf(IndicatorState.Ready));
            Assert.AreEqual("in-use", IndicatorDecoder.NameOf(IndicatorState.InUse));
            Assert.AreEqual("attention", IndicatorDecoder.NameOf(IndicatorState.Attention));
            Assert.AreEqual("dark", IndicatorDecoder.NameOf(IndicatorState.Dark));
            Assert.AreEqual("conflict", IndicatorDecoder.NameOf(IndicatorState.Conflict));
        }
    }
}
