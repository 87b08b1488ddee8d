using AedCabinet.Exchange;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Timing;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    /// <summary>
    /// The clock never goes back behind the latest time on flash or the firmware's own date, and a year far ahead does no lasting harm.
    /// </summary>
    [TestClass]
    public class BelievedClockTests
    {
        private const long NowUnixMs = 1768186800000;
        private const long HourMs = 3600000;
        private const long DayMs = 24 * HourMs;
        private const long YearMs = 365 * DayMs;

        [TestMethod]
        public void A_clock_that_nobody_has_set_is_not_known()
        {
            Assert.AreEqual(0L, Read(new BelievedClock(new SettableClock())));
        }

        [TestMethod]
        [DataRow(-1L)]
        [DataRow(20L * YearMs)]
        public void A_time_before_the_firmware_s_own_date_or_twenty_years_after_it_is_not_believed(long fromDateMs)
        {
            SettableClock clock = new SettableClock();
            BelievedClock believed = new BelievedClock(clock);
            clock.UnixMs = FirmwareVersion.DateUnixMs + fromDateMs;
            Assert.AreEqual(0L, Read(believed));
            clock.UnixMs = FirmwareVersion.DateUnixMs;
            Assert.AreEqual(FirmwareVersion.DateUnixMs, Read(believed));
        }

        [TestMethod]
        public void A_time_before_the_latest_on_flash_is_not_believed()
        {
            SettableClock clock = new SettableClock();
            BelievedClock believed = new BelievedClock(clock);
            believed.NotBefore(NowUnixMs);
            believed.NotBefore(NowUnixMs - DayMs);
            clock.UnixMs = NowUnixMs - 1;
            Assert.AreEqual(0L, Read(believed));
            clock.UnixMs = NowUnixMs;
            Assert.AreEqual(NowUnixMs, Read(believed));
        }

        [TestMethod]
        [DataRow(YearMs)]
        [DataRow(2L * DayMs)]
        [DataRow(73L * YearMs)]
        [DataRow(-YearMs)]
        [DataRow(-12L * DayMs)]
        public void A_step_that_can_t_be_right_is_not_believed_and_the_time_goes_on(long stepMs)
        {
            SettableClock clock = new SettableClock();
            BelievedClock believed = new BelievedClock(clock);
            believed.NotBefore(NowUnixMs - DayMs);
            clock.UnixMs = NowUnixMs;
            Read(believed);
            clock.UnixMs = NowUnixMs + stepMs;
            Assert.AreEqual(NowUnixMs, Read(believed));
            clock.UnixMs += HourMs;
            Assert.AreEqual(NowUnixMs + HourMs, Read(believed));

            // Wrong in another way, and right again.
            clock.UnixMs += 3 * YearMs;
            Assert.AreEqual(NowUnixMs + HourMs, Read(believed));
            clock.UnixMs = NowUnixMs + HourMs + 5000;
            Assert.AreEqual(NowUnixMs + HourMs + 5000, Read(believed));
        }

        [TestMethod]
        [DataRow((2L * DayMs) - 1)]
        [DataRow(-HourMs)]
        [DataRow(-9L * DayMs)]
        public void A_step_that_may_be_right_is_believed(long stepMs)
        {
            SettableClock clock = new SettableClock();
            BelievedClock believed = new BelievedClock(clock);
            clock.UnixMs = NowUnixMs;
            Read(believed);
            clock.UnixMs = NowUnixMs + stepMs;
            Assert.AreEqual(NowUnixMs + stepMs, Read(believed));
        }

        [TestMethod]
        public void A_step_far_ahead_that_holds_for_a_day_is_believed()
        {
            SettableClock clock = new SettableClock();
            BelievedClock believed = new BelievedClock(clock);
            clock.UnixMs = NowUnixMs;
            Read(believed);
            for (long sinceMs = 0; sinceMs < DayMs; sinceMs += HourMs)
            {
                clock.UnixMs = NowUnixMs + YearMs + sinceMs;
                Assert.AreEqual(NowUnixMs + sinceMs, Read(believed));
            }

            clock.UnixMs = NowUnixMs + YearMs + DayMs;
            Assert.AreEqual(NowUnixMs + YearMs + DayMs, Read(believed));
        }

        [TestMethod]
        [DataRow(0L)]
        [DataRow(5L * DayMs)]
        public void A_year_that_was_wrong_from_the_first_does_not_go_on_when_the_time_server_is_put_right(long keptAheadMs)
        {
            SettableClock clock = new SettableClock();
            BelievedClock believed = new BelievedClock(clock);
            believed.NotBefore(NowUnixMs + keptAheadMs);
            clock.UnixMs = NowUnixMs + (5 * YearMs);
            Assert.AreEqual(NowUnixMs + (5 * YearMs), Read(believed));

            // Never behind what is on flash: before it no time is known, which is not the wrong one.
            clock.UnixMs = NowUnixMs;
            Assert.AreEqual(keptAheadMs == 0 ? NowUnixMs : 0L, Read(believed));
            clock.UnixMs = NowUnixMs + keptAheadMs + 1;
            Assert.AreEqual(NowUnixMs + keptAheadMs + 1, Read(believed));
        }

        [TestMethod]
        public void A_year_that_boots_began_with_is_not_kept_so_that_the_right_time_is_believed_after_it()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Aed.PadsExpire = "2027-06-30";
            int padsExpired = 1 << (int)ReadinessReason.PadsExpired;
            int day = LocalTime.DayOf(FirmwareVersion.DateUnixMs, 0);

            // On a new flash, and each time that a kit wakes.
            MemoryMailbox memory = null;
            for (int boots = 1; boots <= 5; boots++)
            {
                CabinetBench wrong = memory == null ? new CabinetBench(configuration) : new CabinetBench(configuration, memory);
                wrong.Inputs.UnixMs = NowUnixMs + (5 * YearMs);
                wrong.RunMs(100);
                memory = wrong.Memories;
                Assert.AreEqual(padsExpired, wrong.State().Reasons & padsExpired);
                Assert.AreEqual(day + boots, memory.LastDay);
            }

            CabinetBench bench = new CabinetBench(configuration, memory);
            bench.RunMs(100);
            Assert.AreEqual(0, bench.State().Reasons & padsExpired);
            bench.Inputs.UnixMs = NowUnixMs;
            bench.RunMs(100);
            Assert.AreEqual(0, bench.State().Reasons & padsExpired);
            Assert.AreEqual(day + 6, bench.Memories.LastDay);
        }

        private static long Read(BelievedClock clock)
        {
            bool isKnown = clock.TryGetUtc(out long unixMs);
            Assert.AreEqual(isKnown, unixMs != 0);
            return unixMs;
        }
    }
}
