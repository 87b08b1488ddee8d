using System;
using AedCabinet.Link;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class BackoffTests
    {
        [TestMethod]
        public void Each_bound_doubles_up_to_the_greatest()
        {
            // The greatest of many draws comes close to the bound, and none passes it.
            int[] bounds = { 1000, 2000, 4000, 8000, 10000, 10000 };
            int[] greatest = new int[bounds.Length];
            for (int seed = 1; seed <= 300; seed++)
            {
                Backoff backoff = new Backoff(new Random(seed), Backoff.BaseMs, 10000);
                for (int i = 0; i < bounds.Length; i++)
                {
                    int pauseMs = backoff.NextMs();
                    Assert.IsTrue(pauseMs >= 0 && pauseMs <= bounds[i], "seed " + seed.ToString());
                    greatest[i] = pauseMs > greatest[i] ? pauseMs : greatest[i];
                }
            }

            for (int i = 0; i < bounds.Length; i++)
            {
                Assert.IsTrue(greatest[i] > bounds[i] * 9 / 10);
            }
        }

        [TestMethod]
        public void After_a_reset_the_pause_is_short_again()
        {
            Backoff backoff = new Backoff(new Random(3), Backoff.BaseMs, 300000);
            for (int i = 0; i < 12; i++)
            {
                backoff.NextMs();
            }

            backoff.Reset();
            Assert.IsTrue(backoff.NextMs() <= Backoff.BaseMs);
        }

        [TestMethod]
        public void A_base_outside_the_limits_is_brought_within_them()
        {
            int greatest = 0;
            for (int seed = 1; seed <= 300; seed++)
            {
                Assert.IsTrue(new Backoff(new Random(seed), 0, 300000).NextMs() <= Backoff.BaseMs, "seed " + seed.ToString());
                int pauseMs = new Backoff(new Random(seed), 60000, 10000).NextMs();
                greatest = pauseMs > greatest ? pauseMs : greatest;
            }

            Assert.IsTrue(greatest <= 10000 && greatest > 9000, greatest.ToString());
        }

        [TestMethod]
        public void Pauses_of_many_cabinets_fill_the_whole_bound()
        {
            int low = 0;
            for (int seed = 0; seed < 100; seed++)
            {
                low += new Backoff(new System.Random(seed), Backoff.BaseMs, 300000).NextMs() < Backoff.BaseMs / 2 ? 1 : 0;
            }

            Assert.IsTrue(low > 20 && low < 80, low.ToString() + " of 100 in the lower half");
        }
    }
}
