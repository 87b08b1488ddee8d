using AedCabinet.Inputs;
using AedCabinet.Temperature;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class TemperatureFilterTests
    {
        [TestMethod]
        public void Before_the_first_good_reading_the_temperature_is_unknown()
        {
            ProbeBench bench = new ProbeBench();
            bench.Silence(0);

            Assert.AreEqual((int)ProbeHealth.Unknown, (int)bench.Filter.Health);
            Assert.IsFalse(bench.IsKnown());
            Assert.IsFalse(bench.Filter.FaultChanged);
        }

        [TestMethod]
        public void The_first_good_reading_is_the_temperature()
        {
            ProbeBench bench = new ProbeBench();
            bench.Round(ProbeReading.Ok, -315);

            Assert.AreEqual((int)ProbeHealth.Ok, (int)bench.Filter.Health);
            Assert.AreEqual(-315, bench.DeciC());
            Assert.IsTrue(bench.Filter.HasNewReading);
            bench.Silence(20);
            Assert.IsFalse(bench.Filter.HasNewReading);
            Assert.AreEqual(-315, bench.DeciC());
        }

        [TestMethod]
        public void Of_two_good_readings_the_newer_is_the_temperature()
        {
            ProbeBench bench = new ProbeBench();
            bench.Round(ProbeReading.Ok, 100);
            bench.Round(ProbeReading.Ok, 140);

            Assert.AreEqual(140, bench.DeciC());
        }

        [TestMethod]
        public void Of_three_good_readings_the_middle_one_is_the_temperature_in_whatever_order_they_come()
        {
            int[] orders =
            {
                1, 2, 3, 1, 3, 2, 2, 1, 3, 2, 3, 1, 3, 1, 2, 3, 2, 1,
            };
            for (int i = 0; i < orders.Length; i += 3)
            {
                ProbeBench bench = new ProbeBench();
                for (int k = 0; k < 3; k++)
                {
                    bench.Round(ProbeReading.Ok, orders[i + k] * 10);
                }

                Assert.AreEqual(20, bench.DeciC());
            }
        }

        [TestMethod]
        public void Two_readings_that_agree_outvote_a_third()
        {
            ProbeBench bench = new ProbeBench();
            bench.Round(ProbeReading.Ok, 50);
            bench.Round(ProbeReading.Ok, 50);
            bench.Round(ProbeReading.Ok, 30);
            Assert.AreEqual(50, bench.DeciC());
        }

        [TestMethod]
        public void A_single_reading_that_stands_out_changes_nothing()
        {
            ProbeBench bench = new ProbeBench();
            bench.Round(ProbeReading.Ok, 200);
            bench.Round(ProbeReading.Ok, 201);
            bench.Round(ProbeReading.Ok, 202);
            bench.Round(ProbeReading.Ok, -400);

            Assert.AreEqual(201, bench.DeciC());
        }

        [TestMethod]
        public void Two_bad_readings_change_nothing_and_the_third_in_a_row_is_a_fault()
        {
            ProbeReading[] bad =
            {
                ProbeReading.CrcError, ProbeReading.Disconnected, ProbeReading.OutOfRange, ProbeReading.BusError, ProbeReading.OtherDevice,
            };
            for (int i = 0; i < bad.Length; i++)
            {
                ProbeBench bench = new ProbeBench().Settled(200);
                bench.Round(bad[i], 0);
                bench.Round(bad[i], 0);
                Assert.AreEqual((int)ProbeHealth.Ok, (int)bench.Filter.Health);
                Assert.AreEqual(200, bench.DeciC());

                bench.Round(bad[i], 0);
                Assert.AreEqual((int)ProbeHealth.Fault, (int)bench.Filter.Health);
                Assert.IsTrue(bench.Filter.FaultChanged);
                Assert.IsFalse(bench.IsKnown());
                bench.Round(bad[i], 0);
                Assert.IsFalse(bench.Filter.FaultChanged);
            }
        }

        [TestMethod]
        public void A_good_reading_between_bad_ones_starts_the_count_anew()
        {
            ProbeBench bench = new ProbeBench().Settled(200);
            bench.Round(ProbeReading.CrcError, 0);
            bench.Round(ProbeReading.CrcError, 0);
            bench.Round(ProbeReading.Ok, 200);
            bench.Round(ProbeReading.CrcError, 0);
            bench.Round(ProbeReading.CrcError, 0);

            Assert.AreEqual((int)ProbeHealth.Ok, (int)bench.Filter.Health);
        }

        [TestMethod]
        public void Any_good_reading_clears_a_fault_and_what_was_before_it_is_forgotten()
        {
            ProbeBench bench = new ProbeBench().Settled(200);
            bench.Round(ProbeReading.Disconnected, 0);
            bench.Round(ProbeReading.Disconnected, 0);
            bench.Round(ProbeReading.Disconnected, 0);
            bench.Round(ProbeReading.Ok, -100);

            Assert.AreEqual((int)ProbeHealth.Ok, (int)bench.Filter.Health);
            Assert.IsTrue(bench.Filter.FaultChanged);
            Assert.AreEqual(-100, bench.DeciC());
        }

        [TestMethod]
        public void A_probe_that_never_worked_is_a_fault_too()
        {
            ProbeBench bench = new ProbeBench();
            bench.Round(ProbeReading.Disconnected, 0);
            bench.Round(ProbeReading.Disconnected, 0);
            Assert.AreEqual((int)ProbeHealth.Unknown, (int)bench.Filter.Health);
            bench.Round(ProbeReading.Disconnected, 0);

            Assert.AreEqual((int)ProbeHealth.Fault, (int)bench.Filter.Health);
            Assert.IsTrue(bench.Filter.FaultChanged);
        }

        [TestMethod]
        public void A_bare_85_is_believed_only_within_2_degrees_of_the_last_good_reading()
        {
            // Last good reading, whether 85.0 is believed.
            int[] lastGood = { 829, 830, 870, 871 };
            for (int i = 0; i < lastGood.Length; i++)
            {
                ProbeBench bench = new ProbeBench().Settled(lastGood[i]);
                bench.Round(ProbeReading.PowerOnValue, 850);
                Assert.AreEqual(i == 1 || i == 2, bench.Filter.HasNewReading);
            }
        }

        [TestMethod]
        public void A_bare_85_after_a_boot_is_not_believed_and_three_of_them_are_a_fault()
        {
            ProbeBench bench = new ProbeBench();
            bench.Round(ProbeReading.PowerOnValue, 850);
            Assert.IsFalse(bench.IsKnown());
            bench.Round(ProbeReading.PowerOnValue, 850);
            bench.Round(ProbeReading.PowerOnValue, 850);

            Assert.AreEqual((int)ProbeHealth.Fault, (int)bench.Filter.Health);
        }

        [TestMethod]
        public void A_reading_of_minus_127_is_not_believed_whoever_brings_it()
        {
            ProbeBench bench = new ProbeBench();
            bench.Round(ProbeReading.Ok, -1270);
            Assert.IsFalse(bench.Filter.HasNewReading);
            bench.Round(ProbeReading.Ok, -550);
            Assert.IsTrue(bench.Filter.HasNewReading);
            bench.Round(ProbeReading.Ok, 1250);
            Assert.IsTrue(bench.Filter.HasNewReading);
            bench.Round(ProbeReading.Ok, 1251);
            Assert.IsFalse(bench.Filter.HasNewReading);
        }

        [TestMethod]
        public void The_scans_between_two_rounds_are_no_bad_readings()
        {
            ProbeBench bench = new ProbeBench().Settled(200);
            for (int ms = Cabinet.ScanPeriodMs; ms < ProbeCycle.PeriodMs; ms += Cabinet.ScanPeriodMs)
            {
                bench.Silence(ms);
            }

            Assert.AreEqual((int)ProbeHealth.Ok, (int)bench.Filter.Health);
            Assert.AreEqual(200, bench.DeciC());
        }

        [TestMethod]
        public void A_minute_without_a_word_is_borne_and_longer_is_a_fault()
        {
            ProbeBench bench = new ProbeBench();
            bench.Round(ProbeReading.Ok, 200);
            bench.Silence(TemperatureFilter.SilenceMs);
            Assert.AreEqual(200, bench.DeciC());

            bench.Silence(TemperatureFilter.SilenceMs + 1);
            Assert.AreEqual((int)ProbeHealth.Fault, (int)bench.Filter.Health);
            Assert.IsTrue(bench.Filter.FaultChanged);
            Assert.IsFalse(bench.IsKnown());
        }

        [TestMethod]
        public void A_probe_that_is_silent_from_the_boot_on_is_a_fault_after_a_minute_too()
        {
            ProbeBench bench = new ProbeBench();
            bench.Silence(0);
            bench.Silence(TemperatureFilter.SilenceMs);
            Assert.AreEqual((int)ProbeHealth.Unknown, (int)bench.Filter.Health);
            bench.Silence(TemperatureFilter.SilenceMs + 1);

            Assert.AreEqual((int)ProbeHealth.Fault, (int)bench.Filter.Health);
        }

        [TestMethod]
        public void After_a_scan_that_was_frozen_for_minutes_a_waiting_reading_is_taken_and_no_fault_told()
        {
            ProbeBench bench = new ProbeBench();
            bench.Round(ProbeReading.Ok, 200);
            bench.NowMs += 300000;
            bench.Round(ProbeReading.Ok, 195);

            Assert.IsFalse(bench.Filter.FaultChanged);
            Assert.AreEqual(195, bench.DeciC());
        }

        [TestMethod]
        public void A_fault_by_silence_is_not_cleared_by_a_bad_reading()
        {
            ProbeBench bench = new ProbeBench();
            bench.Round(ProbeReading.Ok, 200);
            bench.NowMs += 60001;
            bench.Silence(0);
            Assert.AreEqual((int)ProbeHealth.Fault, (int)bench.Filter.Health);
            bench.Round(ProbeReading.CrcError, 0);

            Assert.AreEqual((int)ProbeHealth.Fault, (int)bench.Filter.Health);
        }
    }
}
