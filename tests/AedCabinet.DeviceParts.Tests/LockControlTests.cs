using AedCabinet.Settings;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class LockControlTests
    {
        private const int PulseMs = 5000;

        [TestMethod]
        public void A_lock_holds_only_while_somebody_could_ask_to_open_it()
        {
            LockControl control = Fitted();

            Assert.IsFalse(control.IsReleased(true, OperatingMode.Normal, false, 0));
            Assert.IsTrue(control.IsReleased(false, OperatingMode.Normal, false, 0), "without a link");
            Assert.IsTrue(control.IsReleased(true, OperatingMode.Drill, false, 0), "in a drill");
            Assert.IsTrue(control.IsReleased(true, OperatingMode.Maintenance, false, 0), "in maintenance");
            Assert.IsTrue(control.IsReleased(true, OperatingMode.NotCommissioned, false, 0), "not commissioned");
            Assert.IsTrue(control.IsReleased(true, OperatingMode.Normal, true, 0), "in a rescue");
        }

        [TestMethod]
        public void An_unlocking_lasts_its_time_and_no_longer()
        {
            LockControl control = Fitted();
            control.Unlock(PulseMs, 1000);

            Assert.IsTrue(control.IsReleased(true, OperatingMode.Normal, false, 1000));
            Assert.IsTrue(control.IsReleased(true, OperatingMode.Normal, false, 1000 + PulseMs - 1));
            Assert.IsFalse(control.IsReleased(true, OperatingMode.Normal, false, 1000 + PulseMs));
        }

        [TestMethod]
        public void A_cabinet_without_a_lock_never_drives_one()
        {
            LockControl control = new LockControl(new LockSettings());

            Assert.IsTrue(control.IsReleased(true, OperatingMode.Normal, false, 0));
        }

        private static LockControl Fitted()
        {
            LockSettings settings = new LockSettings();
            settings.Fitted = true;
            return new LockControl(settings);
        }
    }
}
