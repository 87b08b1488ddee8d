using AedCabinet.Indicator;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class IndicatorChannelTests
    {
        [TestMethod]
        public void Before_anything_was_seen_a_light_is_unknown()
        {
            Assert.AreEqual((int)LightClass.Unknown, (int)new IndicatorChannel(20000).Class);
            Assert.AreEqual((int)LightClass.Unknown, (int)new ChannelBench().PollMs(false, 19980).Class);
        }

        [TestMethod]
        public void A_light_is_off_after_the_dark_time()
        {
            ChannelBench bench = new ChannelBench().PollMs(false, 19980);
            Assert.AreEqual((int)LightClass.Unknown, (int)bench.Class);

            bench.PollMs(false, 20);
            Assert.AreEqual((int)LightClass.Off, (int)bench.Class);
            Assert.AreEqual(1000L, bench.Channel.SinceMs);
        }

        [TestMethod]
        public void A_blink_needs_three_periods()
        {
            ChannelBench bench = new ChannelBench().Flashes(3, 3000);
            Assert.AreEqual((int)LightClass.Unknown, (int)bench.Class);

            bench.FlashAfter(3000);
            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
            Assert.AreEqual(3000, bench.Channel.PeriodMs);
            Assert.AreEqual(5, bench.Channel.PulseMs);
            Assert.AreEqual(4000L, bench.Channel.SinceMs);
        }

        [TestMethod]
        public void Jitter_within_a_tenth_is_one_rhythm()
        {
            ChannelBench bench = new ChannelBench().FlashAfter(4000).FlashAfter(4000).FlashAfter(4400).FlashAfter(3690);

            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
        }

        [TestMethod]
        public void Jitter_beyond_a_tenth_is_none()
        {
            ChannelBench bench = new ChannelBench();
            for (int i = 0; i < 20; i++)
            {
                bench.FlashAfter(4000).FlashAfter(4500);
                Assert.AreEqual((int)LightClass.Unknown, (int)bench.Class);
            }
        }

        [TestMethod]
        [DataRow(3600, true)]
        [DataRow(3599, false)]
        [DataRow(4400, true)]
        [DataRow(4401, false)]
        [DataRow(7200, true)]
        [DataRow(7199, false)]
        [DataRow(8800, true)]
        [DataRow(8801, false)]
        public void A_rhythm_takes_a_tenth_more_or_less_and_so_does_a_missed_flash(int intervalMs, bool fits)
        {
            ChannelBench bench = new ChannelBench().Flashes(4, 4000);

            bench.FlashAfter(intervalMs);
            Assert.AreEqual(fits ? 2 : 1, bench.Channel.RegularFlashCount);
        }

        [TestMethod]
        public void A_missed_flash_changes_nothing()
        {
            ChannelBench bench = new ChannelBench().Flashes(4, 3000);

            bench.FlashAfter(6000);
            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
            Assert.AreEqual(3000, bench.Channel.PeriodMs);
            Assert.AreEqual(4000L, bench.Channel.SinceMs);
            Assert.IsTrue(bench.Channel.IsBorneOut);

            bench.FlashAfter(3000);
            Assert.AreEqual(3, bench.Channel.RegularFlashCount);
        }

        [TestMethod]
        public void A_flash_missed_before_the_rhythm_is_believed_costs_three_more_periods()
        {
            ChannelBench bench = new ChannelBench().Flashes(3, 3000).FlashAfter(6000).Flashes(2, 3000);
            Assert.AreEqual((int)LightClass.Unknown, (int)bench.Class);

            bench.FlashAfter(3000);
            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
        }

        [TestMethod]
        public void One_flash_too_many_changes_nothing_in_a_rhythm_of_some_length()
        {
            ChannelBench bench = new ChannelBench().Flashes(7, 3000);

            Assert.AreEqual(4, bench.Channel.RegularFlashCount);
            bench.FlashAfter(1100).FlashAfter(1900).FlashAfter(3000);
            Assert.AreEqual(5, bench.Channel.RegularFlashCount);
            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
            Assert.AreEqual(3000, bench.Channel.PeriodMs);
            Assert.AreEqual(4000L, bench.Channel.SinceMs);
        }

        [TestMethod]
        public void A_light_that_blinks_at_half_the_pace_from_now_on_has_another_period()
        {
            ChannelBench bench = new ChannelBench().Flashes(4, 3000);

            bench.Flashes(3, 6000);
            Assert.AreEqual(3000, bench.Channel.PeriodMs);
            bench.FlashAfter(6000);
            Assert.AreEqual(6000, bench.Channel.PeriodMs);
        }

        [TestMethod]
        public void A_period_that_drifts_in_the_cold_is_followed()
        {
            ChannelBench bench = new ChannelBench().Flashes(4, 3000);

            for (int intervalMs = 3000; intervalMs <= 5000; intervalMs += 50)
            {
                bench.FlashAfter(intervalMs);
            }

            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
            Assert.AreEqual(4000L, bench.Channel.SinceMs);
            Assert.IsTrue(bench.Channel.PeriodMs > 4700);
        }

        [TestMethod]
        public void Light_is_steady_after_five_seconds_without_a_gap()
        {
            ChannelBench bench = new ChannelBench().PollMs(false, 1000).PollMs(true, 5000);
            Assert.AreEqual((int)LightClass.Unknown, (int)bench.Class);

            bench.PollMs(true, 20);
            Assert.AreEqual((int)LightClass.Steady, (int)bench.Class);
            Assert.AreEqual(2020L, bench.Channel.SinceMs);
        }

        [TestMethod]
        public void A_gap_below_a_tenth_of_a_second_is_part_of_the_light()
        {
            ChannelBench bench = new ChannelBench().PollMs(false, 1000);
            for (int i = 0; i < 30; i++)
            {
                bench.PollMs(true, 120).PollMs(false, 80);
            }

            Assert.AreEqual((int)LightClass.Steady, (int)bench.Class);
            Assert.IsTrue(bench.Channel.IsBorneOut);
        }

        [TestMethod]
        public void A_gap_of_a_tenth_of_a_second_ends_the_light()
        {
            ChannelBench bench = new ChannelBench().PollMs(true, 8000).PollMs(false, 100).PollMs(true, 4900);

            Assert.AreEqual((int)LightClass.Steady, (int)bench.Class);
            Assert.IsFalse(bench.Channel.IsBorneOut);
            Assert.AreEqual(9020L, bench.Channel.SeenMs);

            bench.PollMs(true, 200);
            Assert.AreEqual(9120L, bench.Channel.SinceMs);
        }

        [TestMethod]
        public void Light_in_no_rhythm_is_unknown_after_twice_the_dark_time()
        {
            ChannelBench bench = new ChannelBench().Flashes(5, 3000);
            long seenMs = bench.Channel.SeenMs;

            while (bench.NowMs <= seenMs + (2 * ChannelBench.DarkAfterMs) - 6000)
            {
                Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
                bench.FlashAfter(1000).FlashAfter(2000);
            }

            bench.Flashes(1, 1000).Flashes(1, 2000).Flashes(1, 1000).Flashes(1, 2000).Flashes(1, 1000);
            Assert.AreEqual((int)LightClass.Unknown, (int)bench.Class);
        }

        [TestMethod]
        public void Two_short_spells_of_the_same_rhythm_are_not_one_long_one()
        {
            ChannelBench bench = new ChannelBench().Flashes(6, 1000);
            Assert.AreEqual(2000L, bench.Channel.SinceMs);

            bench.FlashAfter(15000).Flashes(2, 1000);
            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
            Assert.IsTrue(bench.Channel.SinceMs >= 22000);
        }

        [TestMethod]
        public void Random_flashes_are_in_one_rhythm_for_a_minute_less_than_once_in_a_hundred()
        {
            int lasting = 0;
            for (int seed = 1; seed <= 40; seed++)
            {
                SeededRandom random = new SeededRandom(seed);
                ChannelBench bench = new ChannelBench();
                for (int i = 0; i < 100; i++)
                {
                    bench.FlashAfter(500 + random.Next(9000));
                    bool isLasting = bench.Class == LightClass.Blinking && bench.Channel.SeenMs - bench.Channel.SinceMs >= 60000;
                    lasting += isLasting ? 1 : 0;
                }
            }

            Assert.IsTrue(lasting < 40, lasting.ToString() + " of 4000");
        }

        [TestMethod]
        public void A_light_that_was_forgotten_is_unknown_until_it_was_observed_anew()
        {
            ChannelBench bench = new ChannelBench().Flashes(5, 3000);

            bench.Channel.Forget();
            Assert.AreEqual((int)LightClass.Unknown, (int)bench.Class);
            bench.PollMs(false, 19980);
            Assert.AreEqual((int)LightClass.Unknown, (int)bench.Class);
            bench.PollMs(false, 40);
            Assert.AreEqual((int)LightClass.Off, (int)bench.Class);
        }
    }
}
