using AedCabinet.Inspection;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class InspectionTests
    {
        private const long DayMs = 86400000;
        private const long NowMs = 1768187100000;

        [TestMethod]
        public void An_inspection_counts_for_30_days()
        {
            Assert.IsFalse(IsDue(NowMs, NowMs - (30 * DayMs), true));
            Assert.IsTrue(IsDue(NowMs, NowMs - (30 * DayMs) - 1, true));
        }

        [TestMethod]
        public void Where_the_indicator_is_unreadable_it_counts_for_one_day()
        {
            Assert.IsFalse(IsDue(NowMs, NowMs - DayMs, false));
            Assert.IsTrue(IsDue(NowMs, NowMs - DayMs - 1, false));
        }

        [TestMethod]
        public void A_cabinet_that_nobody_inspected_is_due_as_soon_as_the_clock_is_known()
        {
            Assert.IsFalse(IsDue(-1, -1, true));
            Assert.IsTrue(IsDue(NowMs, -1, true));
        }

        [TestMethod]
        public void While_the_clock_is_unknown_nothing_is_due()
        {
            Assert.IsFalse(IsDue(-1, 0, true));
            Assert.IsFalse(IsDue(-1, 0, false));
        }

        [TestMethod]
        public void An_inspection_dated_ahead_is_not_believed()
        {
            Assert.IsFalse(IsDue(NowMs, NowMs + DayMs, true));
            Assert.IsTrue(IsDue(NowMs, NowMs + DayMs + 1, true));
        }

        private static bool IsDue(long nowUnixMs, long lastUnixMs, bool isReadable) =>
            Inspections.IsDue(nowUnixMs, lastUnixMs, isReadable, new CareSettings());
    }
}
