using AedCabinet.Indicator;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class IndicatorEdgeTests
    {
        [TestMethod]
        public void Flashes_are_seen_by_their_edges_alone()
        {
            // Every poll of this bench says dark; the flashes lie between the polls.
            ChannelBench bench = new ChannelBench().FlashAfter(3007).Flashes(3, 3000);

            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
        }

        [TestMethod]
        public void Flashes_long_enough_are_seen_by_polling_alone()
        {
            ChannelBench bench = new ChannelBench();
            for (int i = 0; i < 4; i++)
            {
                bench.PollMs(false, 1500).PollMs(true, 500);
            }

            bench.PollMs(false, 200);
            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
            Assert.AreEqual(2000, bench.Channel.PeriodMs);
            Assert.AreEqual(500, bench.Channel.PulseMs);
        }

        [TestMethod]
        public void Doubled_edges_change_nothing()
        {
            ChannelBench bench = new ChannelBench();
            for (int i = 1; i <= 4; i++)
            {
                long atMs = 1000 + (i * 3000);
                bench.PollUntil(false, atMs);
                bench.Channel.Edge(true, atMs);
                bench.Channel.Edge(true, atMs);
                bench.Channel.Edge(false, atMs + 5);
                bench.Channel.Edge(false, atMs + 6);
            }

            bench.PollMs(false, 200);
            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
            Assert.AreEqual(4, bench.Channel.FlashCount);
        }

        [TestMethod]
        public void Edges_that_come_after_younger_polls_still_count()
        {
            ChannelBench bench = new ChannelBench();
            for (int i = 1; i <= 4; i++)
            {
                long atMs = 1000 + (i * 3000);
                bench.PollUntil(false, atMs + 60);
                bench.Channel.Edge(true, atMs + 3);
                bench.Channel.Edge(false, atMs + 8);
            }

            bench.PollMs(false, 200);
            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
            Assert.AreEqual(3000, bench.Channel.PeriodMs);
        }

        [TestMethod]
        public void Edges_of_a_flash_that_polls_have_seen_whole_are_not_a_second_flash()
        {
            ChannelBench bench = new ChannelBench();
            for (int i = 1; i <= 4; i++)
            {
                bench.PollMs(false, 2800).PollMs(true, 100).PollMs(false, 200);
                bench.Channel.Edge(true, bench.NowMs - 310);
                bench.Channel.Edge(false, bench.NowMs - 190);
            }

            bench.PollMs(false, 200);
            Assert.AreEqual(4, bench.Channel.FlashCount);
            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
        }

        [TestMethod]
        public void A_fall_whose_edge_was_lost_is_mended_by_the_poll()
        {
            ChannelBench bench = new ChannelBench();
            for (int i = 1; i <= 4; i++)
            {
                bench.PollUntil(false, 1000 + (i * 3000));
                bench.Channel.Edge(true, 1000 + (i * 3000) + 3);
            }

            bench.PollMs(false, 200);
            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
            Assert.IsTrue(bench.Channel.PulseMs <= 20);
        }

        [TestMethod]
        public void A_fall_whose_rise_was_lost_is_a_flash()
        {
            ChannelBench bench = new ChannelBench();
            for (int i = 1; i <= 4; i++)
            {
                bench.PollUntil(false, 1000 + (i * 3000));
                bench.Channel.Edge(false, 1000 + (i * 3000) + 8);
            }

            bench.PollMs(false, 200);
            Assert.AreEqual((int)LightClass.Blinking, (int)bench.Class);
        }

        [TestMethod]
        public void A_frozen_scan_is_not_darkness()
        {
            ChannelBench bench = new ChannelBench().PollMs(false, 18000);

            bench.FreezeMs(false, 60000);
            Assert.AreEqual((int)LightClass.Unknown, (int)bench.Class);
            bench.PollMs(false, 980);
            Assert.AreEqual((int)LightClass.Unknown, (int)bench.Class);
            bench.PollMs(false, 20);
            Assert.AreEqual((int)LightClass.Off, (int)bench.Class);
        }

        [TestMethod]
        public void A_frozen_scan_is_not_steady_light()
        {
            ChannelBench bench = new ChannelBench().PollMs(false, 1000).PollMs(true, 1020);

            bench.FreezeMs(true, 60000);
            Assert.AreEqual((int)LightClass.Unknown, (int)bench.Class);
            bench.PollMs(true, 3000);
            Assert.AreEqual((int)LightClass.Steady, (int)bench.Class);
        }

        [TestMethod]
        public void Scans_a_second_apart_are_slow_but_no_freeze()
        {
            ChannelBench bench = new ChannelBench();
            for (int i = 0; i < 20; i++)
            {
                bench.FreezeMs(false, 1000);
            }

            Assert.AreEqual((int)LightClass.Off, (int)bench.Class);
        }

        [TestMethod]
        [DataRow(true)]
        [DataRow(false)]
        public void The_burst_of_edges_after_a_freeze_is_light_but_no_rhythm(bool isBeforeThePoll)
        {
            ChannelBench bench = new ChannelBench().Flashes(4, 3000);
            for (int i = 1; i <= 5; i++)
            {
                FreezeWithBurst(bench, isBeforeThePoll);
                Assert.AreEqual(i, bench.Channel.RegularFlashCount);
                bench.Flashes(2, 3000);
            }

            Assert.AreEqual(4 + (5 * 3), bench.Channel.FlashCount);
            Assert.AreEqual(3000, bench.Channel.PeriodMs);
            Assert.AreEqual(4000L, bench.Channel.SinceMs);
        }

        [TestMethod]
        public void The_interval_across_a_freeze_is_not_measured()
        {
            ChannelBench bench = new ChannelBench().Flashes(4, 3000);

            for (int i = 0; i < 5; i++)
            {
                bench.FreezeMs(false, 2500);
                bench.Flashes(2, 3000);
                Assert.AreEqual(2 + i, bench.Channel.RegularFlashCount);
            }
        }

        private static void FreezeWithBurst(ChannelBench bench, bool isBeforeThePoll)
        {
            long thawMs = bench.NowMs + 2500;
            if (isBeforeThePoll)
            {
                bench.Channel.Edge(true, thawMs - 1);
                bench.Channel.Edge(false, thawMs);
            }

            bench.FreezeMs(false, 2500);
            if (!isBeforeThePoll)
            {
                bench.Channel.Edge(true, thawMs + 1);
                bench.Channel.Edge(false, thawMs + 2);
            }

            bench.PollMs(false, 200);
        }
    }
}
