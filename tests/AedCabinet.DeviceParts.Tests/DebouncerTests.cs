using AedCabinet.Timing;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class DebouncerTests
    {
        [TestMethod]
        public void A_contact_is_believed_when_it_has_kept_its_position_long_enough()
        {
            Debouncer contact = new Debouncer(50, 200, false);

            Assert.IsFalse(contact.Update(true, 1000));
            Assert.IsFalse(contact.Update(true, 1049));
            Assert.IsTrue(contact.Update(true, 1050));
            Assert.IsTrue(contact.Value);
        }

        [TestMethod]
        public void Each_direction_has_its_own_time()
        {
            Debouncer contact = new Debouncer(50, 200, true);

            contact.Update(false, 1000);
            Assert.IsFalse(contact.Update(false, 1199));
            Assert.IsTrue(contact.Update(false, 1200));
            Assert.IsFalse(contact.Value);
        }

        [TestMethod]
        public void A_bounce_starts_the_time_anew()
        {
            Debouncer contact = new Debouncer(50, 200, false);

            contact.Update(true, 1000);
            contact.Update(false, 1040);
            contact.Update(true, 1045);
            Assert.IsFalse(contact.Update(true, 1094));
            Assert.IsTrue(contact.Update(true, 1095));
        }

        [TestMethod]
        public void A_change_is_told_once()
        {
            Debouncer contact = new Debouncer(50, 200, false);

            contact.Update(true, 1000);
            Assert.IsTrue(contact.Update(true, 1050));
            Assert.IsFalse(contact.Update(true, 1070));
        }

        [TestMethod]
        public void It_knows_when_the_contact_moved_and_not_only_when_it_was_believed()
        {
            Debouncer contact = new Debouncer(50, 200, false);

            contact.Update(true, 1000);
            contact.Update(true, 1060);
            Assert.AreEqual(1000L, contact.SinceMs);
        }

        [TestMethod]
        public void A_time_of_zero_believes_at_once()
        {
            Debouncer contact = new Debouncer(0, 0, false);

            Assert.IsTrue(contact.Update(true, 1000));
            Assert.IsTrue(contact.Update(false, 1020));
        }
    }
}
