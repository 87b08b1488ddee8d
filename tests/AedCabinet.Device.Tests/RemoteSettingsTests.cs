using System.Text;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class RemoteSettingsTests
    {
        [TestMethod]
        public void Settings_on_trial_fall_back_to_what_was_confirmed_last_however_many_trials_follow()
        {
            MemoryStorage flash = new MemoryStorage();
            Confirm(flash, "good");

            Begin(flash, "first");
            Begin(flash, "second");
            Assert.AreEqual("second", Open(flash).ReadOverlay());
            Assert.IsTrue(Open(flash).TryRevert());
            Assert.AreEqual("good", Open(flash).ReadOverlay());
        }

        [TestMethod]
        public void A_trial_begun_before_the_one_taken_back_was_told_falls_back_to_what_was_confirmed_last_too()
        {
            MemoryStorage flash = new MemoryStorage();
            Confirm(flash, "good");

            Begin(flash, "first");
            Assert.IsTrue(Open(flash).TryRevert());
            Begin(flash, "second");
            Assert.IsTrue(Open(flash).TryRevert());
            Assert.AreEqual("good", Open(flash).ReadOverlay());
            Assert.IsTrue(Open(flash).TryNoteTold());
            Assert.AreEqual("good", Open(flash).ReadOverlay());
        }

        private static void Confirm(MemoryStorage flash, string overlay)
        {
            Begin(flash, overlay);
            Assert.IsTrue(Open(flash).TryConfirm());
        }

        private static void Begin(MemoryStorage flash, string overlay) => Assert.IsTrue(Open(flash).TryBeginTrial(overlay, "c-" + overlay));

        // As the next boot finds them.
        private static RemoteSettings Open(MemoryStorage flash) => new RemoteSettings(flash, Encoding.UTF8.GetBytes("{}"));
    }
}
