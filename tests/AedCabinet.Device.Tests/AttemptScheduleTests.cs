using System;
using AedCabinet.Link;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class AttemptScheduleTests
    {
        // A tenth of Inner Mongolia's cabinets, looked at in tens of seconds: the numbers are those of all of them in a second.
        private const int Cabinets = 722;
        private const int BinMs = 10000;
        private const int MaxAttemptsInABin = 200;

        [TestMethod]
        public void After_the_loss_of_a_stable_connection_the_first_attempt_waits_a_random_part_of_a_minute()
        {
            int early = 0;
            for (int seed = 0; seed < 200; seed++)
            {
                int pauseMs = Stable(seed).Postpone(false, 0);
                Assert.IsTrue(pauseMs >= 0 && pauseMs <= 60000, "seed " + seed.ToString());
                early += pauseMs < 30000 ? 1 : 0;
            }

            Assert.IsTrue(early > 60 && early < 140, early.ToString() + " of 200 in the first half");
        }

        [TestMethod]
        public void A_broker_that_restarts_has_all_cabinets_back_within_two_minutes_without_a_stampede()
        {
            int latestMs = Return(5000, out int mostInABin);

            Assert.IsTrue(latestMs <= 5000 + 120000, "the last is back after " + latestMs.ToString() + " ms");
            Assert.IsTrue(mostInABin <= MaxAttemptsInABin, mostInABin.ToString() + " attempts in 10 s");
        }

        [TestMethod]
        public void A_broker_that_is_away_for_minutes_is_not_stampeded_when_it_comes_back()
        {
            int latestMs = Return(300000, out int mostInABin);

            // Those who tried too early try again, so there are more of them than of cabinets.
            Assert.IsTrue(mostInABin <= 2 * MaxAttemptsInABin, mostInABin.ToString() + " attempts in 10 s");
            Assert.IsTrue(latestMs <= 300000 + 300000, "the last is back after " + latestMs.ToString() + " ms");
        }

        [TestMethod]
        public void With_an_emergency_waiting_the_pauses_begin_at_a_second_and_double()
        {
            for (int seed = 0; seed < 50; seed++)
            {
                AttemptSchedule schedule = Stable(seed);
                int boundMs = Backoff.BaseMs;
                for (int i = 0; i < 5; i++)
                {
                    Assert.IsTrue(schedule.Postpone(true, 0) <= boundMs, "seed " + seed.ToString());
                    boundMs *= 2;
                }
            }
        }

        [TestMethod]
        public void A_connection_that_never_was_stable_does_not_shorten_the_pauses()
        {
            int longest = 0;
            for (int seed = 0; seed < 50; seed++)
            {
                AttemptSchedule schedule = Stable(seed);
                for (int i = 0; i < 4; i++)
                {
                    schedule.Postpone(false, 0);
                    schedule.NoteOnline(LinkTimeouts.StableMs - 1);
                }

                int pauseMs = schedule.Postpone(false, 0);
                longest = pauseMs > longest ? pauseMs : longest;
            }

            Assert.IsTrue(longest > 200000, "the longest pause was " + longest.ToString() + " ms");
        }

        [TestMethod]
        public void An_emergency_hastens_the_attempt_once_in_each_outage_and_not_only_in_the_first()
        {
            for (int seed = 0; seed < 20; seed++)
            {
                AttemptSchedule schedule = Stable(seed);
                for (int outage = 0; outage < 3; outage++)
                {
                    long lostMs = outage * 10000000L;
                    schedule.Postpone(false, lostMs);
                    schedule.IsDue(true, lostMs);
                    Assert.IsTrue(schedule.IsDue(true, lostMs + LinkTimeouts.EmergencyAttemptMs),
                        "outage " + outage.ToString() + ", seed " + seed.ToString());

                    // The broker stays away: now it is not hammered.
                    long failedMs = lostMs + 10000;
                    long nextMs = failedMs + schedule.Postpone(false, failedMs);
                    schedule.IsDue(true, failedMs + 1);
                    Assert.IsFalse(schedule.IsDue(true, nextMs - 1), "outage " + outage.ToString() + ", seed " + seed.ToString());
                    Assert.IsTrue(schedule.IsDue(true, nextMs), "outage " + outage.ToString() + ", seed " + seed.ToString());
                    schedule.NoteOnline(0);
                    schedule.NoteOnline(LinkTimeouts.StableMs);
                }
            }
        }

        [TestMethod]
        public void After_a_stable_connection_the_pauses_of_an_emergency_begin_at_a_second_again()
        {
            for (int seed = 0; seed < 20; seed++)
            {
                AttemptSchedule schedule = Stable(seed);
                for (int i = 0; i < 12; i++)
                {
                    schedule.Postpone(true, 0);
                }

                schedule.NoteOnline(LinkTimeouts.StableMs);
                Assert.IsTrue(schedule.Postpone(true, 0) <= Backoff.BaseMs, "seed " + seed.ToString());
            }
        }

        private static AttemptSchedule Stable(int seed)
        {
            AttemptSchedule schedule = new AttemptSchedule(new BrokerSettings(), new Random(seed));
            schedule.NoteOnline(LinkTimeouts.StableMs);
            return schedule;
        }

        // All lose their connection at 0; the broker takes connections again from a time on.
        private static int Return(int awayMs, out int mostInABin)
        {
            int[] attempts = new int[100];
            int latestMs = 0;
            for (int seed = 0; seed < Cabinets; seed++)
            {
                AttemptSchedule schedule = Stable(seed * 7919);
                int atMs = schedule.Postpone(false, 0);
                while (atMs < awayMs)
                {
                    attempts[atMs / BinMs]++;
                    atMs += schedule.Postpone(false, atMs);
                }

                attempts[atMs / BinMs]++;
                latestMs = atMs > latestMs ? atMs : latestMs;
            }

            mostInABin = 0;
            for (int i = 0; i < attempts.Length; i++)
            {
                mostInABin = attempts[i] > mostInABin ? attempts[i] : mostInABin;
            }

            return latestMs;
        }
    }
}
