using AedCabinet.Judgement;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class DoorWatchTests
    {
        [TestMethod]
        public void A_door_is_left_open_after_two_minutes()
        {
            DoorWatch watch = new DoorWatch(new DoorSettings());

            watch.Update(true, 1000, 120999);
            Assert.IsFalse(watch.IsLeftOpen);
            watch.Update(true, 1000, 121000);
            Assert.IsTrue(watch.IsLeftOpen);
        }

        [TestMethod]
        public void It_is_told_once_when_it_begins_and_once_when_the_door_is_shut()
        {
            DoorWatch watch = new DoorWatch(new DoorSettings());

            watch.Update(true, 1000, 121000);
            Assert.IsTrue(watch.Changed);
            watch.Update(true, 1000, 121020);
            Assert.IsFalse(watch.Changed);
            watch.Update(false, 121030, 121230);
            Assert.IsTrue(watch.Changed);
            Assert.IsFalse(watch.IsLeftOpen);
            watch.Update(false, 121030, 121250);
            Assert.IsFalse(watch.Changed);
        }

        [TestMethod]
        public void A_door_that_was_shut_between_has_its_two_minutes_anew()
        {
            DoorWatch watch = new DoorWatch(new DoorSettings());

            watch.Update(true, 1000, 100000);
            watch.Update(false, 100000, 101000);
            watch.Update(true, 102000, 221999);
            Assert.IsFalse(watch.IsLeftOpen);
            watch.Update(true, 102000, 222000);
            Assert.IsTrue(watch.IsLeftOpen);
        }

        [TestMethod]
        public void A_shut_door_is_never_left_open()
        {
            DoorWatch watch = new DoorWatch(new DoorSettings());

            watch.Update(false, 0, 3600000);
            Assert.IsFalse(watch.IsLeftOpen);
            Assert.IsFalse(watch.Changed);
        }
    }
}
