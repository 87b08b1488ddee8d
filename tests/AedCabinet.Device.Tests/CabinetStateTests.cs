using AedCabinet.Settings;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class CabinetStateTests
    {
        [TestMethod]
        public void A_cabinet_that_can_not_see_its_AED_is_never_ready()
        {
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            configuration.Climate.ProbeFitted = true;
            CabinetBench bench = new CabinetBench(configuration).Settled();

            Assert.IsTrue(Has(bench.State(), ReadinessReason.AedUnknown));
            Assert.IsTrue(Has(bench.State(), ReadinessReason.TemperatureUnknown));
        }

        [TestMethod]
        public void A_missing_AED_is_a_reason_until_it_is_back()
        {
            CabinetBench bench = new CabinetBench().Settled();

            Assert.IsFalse(Has(bench.State(), ReadinessReason.AedMissing));
            bench.TakeAed();
            Assert.IsTrue(Has(bench.State(), ReadinessReason.AedMissing));
            bench.ReturnAed();
            Assert.IsFalse(Has(bench.State(), ReadinessReason.AedMissing));
        }

        [TestMethod]
        public void A_removal_stays_open_after_the_AED_is_back()
        {
            CabinetBench bench = new CabinetBench().Settled();

            bench.OpenDoor();
            bench.TakeAed();
            bench.ReturnAed();
            bench.CloseDoor();
            Assert.IsTrue(bench.State().IsRemovalOpen);
        }

        [TestMethod]
        public void Without_a_valid_configuration_the_door_still_sounds_and_the_state_says_why_it_is_not_ready()
        {
            CabinetBench bench = new CabinetBench(new CabinetConfiguration()).Settled();

            Assert.IsTrue(Has(bench.State(), ReadinessReason.NotCommissioned));
            bench.OpenDoor();
            Assert.IsTrue(bench.Outputs.Sounder);
        }

        [TestMethod]
        public void A_scan_in_which_nothing_changes_has_nothing_to_report()
        {
            CabinetBench bench = new CabinetBench().Settled();
            int version = bench.Mailbox.Version;

            for (int i = 0; i < 500; i++)
            {
                Assert.IsFalse(bench.Scan());
            }

            Assert.AreEqual(version, bench.Mailbox.Version);
        }

        private static bool Has(CabinetState state, ReadinessReason reason) => (state.Reasons & (1 << (int)reason)) != 0;
    }
}
