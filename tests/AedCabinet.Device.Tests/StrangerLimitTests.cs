using AedCabinet.Controller;
using nanoFramework.TestFramework;

namespace AedCabinet.Device.Tests
{
    [TestClass]
    public class StrangerLimitTests
    {
        [TestMethod]
        public void What_was_not_told_is_counted_until_it_is_told_and_then_from_nought()
        {
            StrangerLimit limit = new StrangerLimit();
            Assert.IsTrue(limit.MayTell(0, out int untold));
            Assert.AreEqual(0, untold);

            for (int i = 1; i <= 7; i++)
            {
                Assert.IsFalse(limit.MayTell(i, out untold));
            }

            Assert.IsTrue(limit.MayTell(StrangerLimit.TellEveryMs, out untold));
            Assert.AreEqual(7, untold);
            Assert.IsFalse(limit.MayTell(StrangerLimit.TellEveryMs + 1, out untold));
            Assert.IsTrue(limit.MayTell(2 * StrangerLimit.TellEveryMs, out untold));
            Assert.AreEqual(1, untold);
        }

        [TestMethod]
        public void Strangers_are_answered_once_a_second_at_most()
        {
            StrangerLimit limit = new StrangerLimit();

            Assert.IsTrue(limit.MayReply(0));
            Assert.IsFalse(limit.MayReply(StrangerLimit.ReplyEveryMs - 1));
            Assert.IsTrue(limit.MayReply(StrangerLimit.ReplyEveryMs));
            Assert.IsFalse(limit.MayReply(StrangerLimit.ReplyEveryMs + 1));
        }
    }
}
