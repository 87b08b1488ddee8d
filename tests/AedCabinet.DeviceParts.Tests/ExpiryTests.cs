using AedCabinet.Inspection;
using AedCabinet.Settings;
using AedCabinet.Timing;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class ExpiryTests
    {
        private const int ChinaMinutes = 480;

        [TestMethod]
        public void Days_are_counted_from_the_first_of_January_1970()
        {
            Assert.AreEqual(10957, CalendarDay.ToDayNumber("2000-01-01"));
            Assert.AreEqual(20465, CalendarDay.ToDayNumber("2026-01-12"));
            Assert.AreEqual(1, CalendarDay.ToDayNumber("2028-03-01") - CalendarDay.ToDayNumber("2028-02-29"));
            Assert.AreEqual(1, CalendarDay.ToDayNumber("2027-01-01") - CalendarDay.ToDayNumber("2026-12-31"));
        }

        [TestMethod]
        public void The_local_day_begins_at_local_midnight()
        {
            // 2026-01-11T16:00:00Z is midnight of the 12th in China.
            long midnightMs = 1768147200000;

            Assert.AreEqual(CalendarDay.ToDayNumber("2026-01-11"), LocalTime.DayOf(midnightMs - 1, ChinaMinutes));
            Assert.AreEqual(CalendarDay.ToDayNumber("2026-01-12"), LocalTime.DayOf(midnightMs, ChinaMinutes));
            Assert.AreEqual(1439, LocalTime.MinuteOf(midnightMs - 1, ChinaMinutes));
            Assert.AreEqual(0, LocalTime.MinuteOf(midnightMs, ChinaMinutes));
            Assert.AreEqual((16 - 5) * 60, LocalTime.MinuteOf(midnightMs, -300));
        }

        [TestMethod]
        public void An_unknown_time_has_neither_day_nor_minute()
        {
            Assert.AreEqual(LocalTime.Unknown, LocalTime.DayOf(-1, ChinaMinutes));
            Assert.AreEqual(LocalTime.Unknown, LocalTime.MinuteOf(-1, ChinaMinutes));
        }

        [TestMethod]
        public void It_is_told_30_and_7_days_before_and_on_the_last_day_once_each()
        {
            Expiry pads = Pads("2027-06-30");
            string told = string.Empty;

            for (int today = Day("2027-05-01"); today <= Day("2027-07-31"); today++)
            {
                // Many scans a day.
                for (int scan = 0; scan < 3; scan++)
                {
                    pads.Update(today);
                    told += pads.DueReached ? pads.DueLevelDays.ToString() + "@" + pads.DaysLeft.ToString() + " " : string.Empty;
                }
            }

            Assert.AreEqual("30@30 7@7 0@0 ", told);
        }

        [TestMethod]
        public void It_is_usable_on_its_last_day_and_expired_the_day_after()
        {
            Expiry pads = Pads("2027-06-30");

            pads.Update(Day("2027-06-30"));
            Assert.AreEqual(0, pads.DaysLeft);
            Assert.IsFalse(pads.IsExpired);
            pads.Update(Day("2027-07-01"));
            Assert.AreEqual(-1, pads.DaysLeft);
            Assert.IsTrue(pads.IsExpired);
        }

        [TestMethod]
        public void Thirty_one_and_eight_days_before_nothing_is_told()
        {
            Expiry pads = Pads("2027-06-30");

            pads.Update(Day("2027-05-30"));
            Assert.IsFalse(pads.DueReached);
            Assert.AreEqual(-1, pads.DueLevelDays);
            pads.Update(Day("2027-05-31"));
            Assert.IsTrue(pads.DueReached);
            pads.Update(Day("2027-06-22"));
            Assert.IsFalse(pads.DueReached);
            pads.Update(Day("2027-06-23"));
            Assert.IsTrue(pads.DueReached);
        }

        [TestMethod]
        public void After_a_restart_the_most_urgent_level_is_told_and_not_those_before_it()
        {
            Expiry pads = Pads("2027-06-30");

            pads.Update(Day("2027-06-27"));
            Assert.IsTrue(pads.DueReached);
            Assert.AreEqual(7, pads.DueLevelDays);
            Assert.AreEqual(3, pads.DaysLeft);
            pads.Update(Day("2027-06-28"));
            Assert.IsFalse(pads.DueReached);

            Expiry battery = Pads("2027-06-30");
            battery.Update(Day("2027-09-01"));
            Assert.IsTrue(battery.DueReached);
            Assert.AreEqual(0, battery.DueLevelDays);
            Assert.AreEqual(-63, battery.DaysLeft);
        }

        [TestMethod]
        public void While_the_clock_is_unknown_nothing_is_due_and_nothing_is_judged()
        {
            Expiry pads = Pads("2001-01-01");

            pads.Update(LocalTime.Unknown);
            Assert.IsFalse(pads.DueReached);
            Assert.IsFalse(pads.IsExpired);
            Assert.IsFalse(pads.IsJudged);
            pads.Update(Day("2026-01-12"));
            Assert.IsTrue(pads.DueReached);
            Assert.IsTrue(pads.IsExpired);
            Assert.IsTrue(pads.IsJudged);
        }

        [TestMethod]
        public void Without_a_date_nothing_is_ever_due()
        {
            Expiry pads = Pads(string.Empty);

            pads.Update(Day("2099-12-31"));
            Assert.IsFalse(pads.DueReached);
            Assert.IsFalse(pads.IsExpired);
            Assert.IsFalse(pads.IsJudged);
        }

        [TestMethod]
        public void A_later_date_clears_what_was_told_once()
        {
            Expiry pads = Pads("2027-06-30");
            pads.Update(Day("2027-07-01"));

            pads.SetDate("2029-06-30");
            pads.Update(Day("2027-07-01"));
            Assert.IsTrue(pads.Cleared);
            Assert.IsFalse(pads.IsExpired);
            Assert.IsFalse(pads.DueReached);
            Assert.AreEqual("2029-06-30", pads.Date);
            pads.Update(Day("2027-07-01"));
            Assert.IsFalse(pads.Cleared);
            pads.Update(Day("2029-05-31"));
            Assert.IsTrue(pads.DueReached);
        }

        [TestMethod]
        public void A_later_date_that_is_due_as_well_is_told_again()
        {
            Expiry pads = Pads("2027-06-30");
            pads.Update(Day("2027-07-01"));

            pads.SetDate("2027-07-05");
            pads.Update(Day("2027-07-01"));
            Assert.IsTrue(pads.Cleared);
            Assert.IsTrue(pads.DueReached);
            Assert.AreEqual(7, pads.DueLevelDays);
        }

        [TestMethod]
        public void A_later_date_clears_nothing_when_nothing_was_told()
        {
            Expiry pads = Pads("2027-06-30");
            pads.Update(Day("2026-01-12"));

            pads.SetDate("2029-06-30");
            pads.Update(Day("2026-01-12"));
            Assert.IsFalse(pads.Cleared);
        }

        [TestMethod]
        public void The_same_or_an_earlier_date_clears_nothing_and_tells_only_what_is_more_urgent()
        {
            Expiry pads = Pads("2027-06-30");
            pads.Update(Day("2027-06-10"));

            pads.SetDate("2027-06-30");
            pads.Update(Day("2027-06-10"));
            Assert.IsFalse(pads.Cleared);
            Assert.IsFalse(pads.DueReached);

            pads.SetDate("2027-06-25");
            pads.Update(Day("2027-06-10"));
            Assert.IsFalse(pads.Cleared);
            Assert.IsFalse(pads.DueReached);

            pads.SetDate("2027-06-12");
            pads.Update(Day("2027-06-10"));
            Assert.IsFalse(pads.Cleared);
            Assert.IsTrue(pads.DueReached);
            Assert.AreEqual(7, pads.DueLevelDays);
        }

        [TestMethod]
        public void A_date_that_is_removed_clears_what_was_told()
        {
            Expiry pads = Pads("2027-06-30");
            pads.Update(Day("2027-06-30"));

            pads.SetDate(string.Empty);
            pads.Update(Day("2027-06-30"));
            Assert.IsTrue(pads.Cleared);
            pads.Update(Day("2027-07-30"));
            Assert.IsFalse(pads.Cleared);
            Assert.IsFalse(pads.IsExpired);
        }

        [TestMethod]
        public void Pads_battery_and_kit_are_judged_each_by_its_own_date()
        {
            Expiries expiries = new Expiries(new CareSettings());
            expiries.Pads.SetDate("2027-06-30");
            expiries.Kit.SetDate("2026-01-01");

            expiries.Update(Day("2026-06-01"));
            Assert.IsFalse(expiries.Pads.IsExpired);
            Assert.IsFalse(expiries.Battery.IsJudged);
            Assert.IsTrue(expiries.Kit.IsExpired);
            string items = string.Empty;
            for (int i = 0; i < expiries.Count; i++)
            {
                items += expiries.At(i).Item + " ";
            }

            Assert.AreEqual("pads battery kit ", items);
        }

        private static int Day(string text) => CalendarDay.ToDayNumber(text);

        private static Expiry Pads(string date)
        {
            Expiry pads = new Expiry("pads", new CareSettings());
            pads.SetDate(date);
            return pads;
        }
    }
}
