using AedCabinet.Exchange;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class CabinetDeadlineTests
    {
        // 2026-01-12, noon in Inner Mongolia.
        private const long Noon = 1768190400000;

        [TestMethod]
        public void A_contact_that_moved_needs_a_scan_when_it_has_been_stable_for_long_enough()
        {
            CabinetBench bench = Quiet();

            bench.Inputs.AedDoorContactOpen = true;
            bench.Scan();
            long movedMs = bench.NowMs;
            Assert.AreEqual(movedMs + 50, bench.NextDeadlineMs);

            bench.SkipToDeadline();
            Assert.AreEqual("door.opened", bench.TakeEvents());
            Assert.AreEqual(movedMs + 60, bench.NowMs);
        }

        [TestMethod]
        public void A_sounding_pattern_needs_a_scan_at_each_of_its_edges()
        {
            CabinetBench bench = Quiet();
            bench.OpenDoor();
            while (!bench.Outputs.Sounder)
            {
                bench.SkipToDeadline();
            }

            // The first pulse of the burst: 140 ms, less what has passed of it.
            bench.SkipToDeadline();
            while (bench.Outputs.Sounder)
            {
                bench.SkipToDeadline();
            }

            long offMs = bench.NowMs;
            while (!bench.Outputs.Sounder)
            {
                bench.SkipToDeadline();
            }

            Assert.AreEqual(60L, bench.NowMs - offMs);
        }

        [TestMethod]
        public void A_door_left_open_is_told_although_nobody_scanned_meanwhile()
        {
            CabinetBench bench = Quiet();
            bench.OpenDoor();
            bench.TakeEvents();
            long openedMs = bench.NowMs;

            string events = string.Empty;
            while (events.Length == 0 && bench.NowMs - openedMs < 300000)
            {
                bench.SkipToDeadline();
                events = bench.TakeEvents();
            }

            Assert.AreEqual("door.left-open", events);
            Assert.IsTrue(bench.NowMs - openedMs <= 120000, (bench.NowMs - openedMs).ToString());
        }

        [TestMethod]
        public void What_another_thread_asks_for_needs_the_next_scan()
        {
            CabinetBench bench = Quiet();
            Assert.IsTrue(bench.NextDeadlineMs > bench.NowMs);

            bench.Requests.TryAdd(CabinetRequest.Locate, 5000);
            Assert.IsTrue(bench.NextDeadlineMs <= bench.NowMs);
        }

        [TestMethod]
        public void A_self_test_needs_every_scan()
        {
            CabinetBench bench = Quiet();
            bench.Requests.TryAdd(CabinetRequest.SelfTest, 0);
            bench.Scan();

            Assert.IsTrue(bench.NextDeadlineMs <= bench.NowMs);
        }

        [TestMethod]
        public void A_quiet_cabinet_needs_no_scan_until_the_quiet_hours_begin()
        {
            CabinetBench bench = Quiet();

            // Noon in Inner Mongolia: the quiet hours begin at ten in the evening, and the day ends after them.
            Assert.AreEqual(bench.NowMs + (10 * 3600000L), bench.NextDeadlineMs);
        }

        private static CabinetBench Quiet()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.IndicatorProfile.Kind = IndicatorKind.Unreadable;
            configuration.Pins.LampGreen = 4;
            CabinetBench bench = new CabinetBench(configuration);
            bench.Inputs.IsOnline = true;

            // The grace of the start is over, and an inspection vouches for the AED: there is nothing to chirp about.
            bench.Inputs.UnixMs = Noon - 121000;
            bench.Requests.TryAdd(CabinetRequest.Inspect, 0);
            while (bench.Inputs.UnixMs < Noon)
            {
                bench.Inputs.UnixMs += Cabinet.ScanPeriodMs;
                bench.Scan();
            }

            bench.TakeEvents();
            return bench;
        }
    }
}
