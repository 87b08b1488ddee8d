using System;
using AedCabinet.Events;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class EventLimiterTests
    {
        private const long HourMs = 3600000;

        [TestMethod]
        public void Twelve_events_in_an_hour_pass_and_the_thirteenth_does_not()
        {
            EventLimiter limiter = new EventLimiter();

            for (int i = 0; i < 12; i++)
            {
                Assert.IsTrue(limiter.Admit(1, true, 1000 + (i * 20)));
            }

            Assert.IsFalse(limiter.Admit(1, true, 5000));
        }

        [TestMethod]
        public void The_thirteenth_passes_when_the_first_is_an_hour_old()
        {
            EventLimiter limiter = new EventLimiter();
            for (int i = 0; i < 12; i++)
            {
                limiter.Admit(0, true, 1000 + (i * 60000));
            }

            Assert.IsFalse(limiter.Admit(0, true, 1000 + HourMs - 1));
            Assert.IsTrue(limiter.Admit(0, true, 1000 + HourMs));
            Assert.IsFalse(limiter.Admit(0, true, 1000 + HourMs + 1));
            Assert.IsTrue(limiter.Admit(0, true, 1000 + HourMs + 60000));
        }

        [TestMethod]
        public void Each_key_is_counted_by_itself()
        {
            EventLimiter limiter = new EventLimiter();
            for (int i = 0; i < 20; i++)
            {
                limiter.Admit(1, true, 1000);
            }

            Assert.IsTrue(limiter.Admit(0, true, 1000));
            Assert.IsTrue(limiter.Admit(2, true, 1000));
            Assert.AreEqual(0, limiter.TakeSuppressed(2));
            Assert.AreEqual(8, limiter.TakeSuppressed(1));
        }

        [TestMethod]
        public void The_suppressed_are_counted_until_they_are_told()
        {
            EventLimiter limiter = new EventLimiter();
            Assert.AreEqual(0, limiter.TakeSuppressed(0));
            for (int i = 0; i < 17; i++)
            {
                limiter.Admit(0, true, 1000);
            }

            Assert.IsTrue(limiter.Admit(0, true, 1000 + HourMs));
            Assert.AreEqual(5, limiter.TakeSuppressed(0));
            Assert.AreEqual(0, limiter.TakeSuppressed(0));
        }

        [TestMethod]
        public void No_sliding_hour_ever_holds_more_than_twelve_and_nothing_is_suppressed_without_need()
        {
            for (int seed = 1; seed <= 20; seed++)
            {
                CheckRandomHours(seed);
            }
        }

        private static void CheckRandomHours(int seed)
        {
            const int Attempts = 600;
            Random random = new Random(seed);
            EventLimiter limiter = new EventLimiter();
            long[] admittedAtMs = new long[Attempts];
            int admitted = 0;
            int suppressed = 0;
            long nowMs = 1000;
            for (int i = 0; i < Attempts; i++)
            {
                // Flurries of one scan's distance, and pauses of up to half an hour.
                nowMs += random.Next(10) == 0 ? random.Next(1800000) : random.Next(3) * 20;
                int within = 0;
                for (int j = 0; j < admitted; j++)
                {
                    within += nowMs - admittedAtMs[j] < HourMs ? 1 : 0;
                }

                bool passes = limiter.Admit(0, true, nowMs);
                Assert.AreEqual(within < 12, passes, "seed " + seed.ToString() + ", attempt " + i.ToString());
                if (passes)
                {
                    admittedAtMs[admitted++] = nowMs;
                }
                else
                {
                    suppressed++;
                }
            }

            for (int i = 12; i < admitted; i++)
            {
                Assert.IsTrue(admittedAtMs[i] - admittedAtMs[i - 12] >= HourMs, "seed " + seed.ToString());
            }

            Assert.IsTrue(suppressed > 0, "seed " + seed.ToString());
            Assert.AreEqual(suppressed, limiter.TakeSuppressed(0), "seed " + seed.ToString());
        }
    }
}
