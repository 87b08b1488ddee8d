using AedCabinet.Events;
using AedCabinet.Formats;
using AedCabinet.State;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class WordsTests
    {
        private const string Three = "one, in use, three";

        [TestMethod]
        public void A_word_is_found_by_its_place_and_by_itself()
        {
            Assert.AreEqual("one", Words.At(Three, 0));
            Assert.AreEqual("in use", Words.At(Three, 1));
            Assert.AreEqual("three", Words.At(Three, 2));
            Assert.AreEqual(0, Words.IndexOf(Three, "one"));
            Assert.AreEqual(1, Words.IndexOf(Three, "in use"));
            Assert.AreEqual(2, Words.IndexOf(Three, "three"));
            Assert.AreEqual(3, Words.CountOf(Three));
        }

        [TestMethod]
        public void What_is_not_among_the_words_is_not_found()
        {
            Assert.AreEqual(-1, Words.IndexOf(Three, "use"));
            Assert.AreEqual(-1, Words.IndexOf(Three, "on"));
            Assert.AreEqual(-1, Words.IndexOf(Three, "ones"));
            Assert.AreEqual(-1, Words.IndexOf(Three, string.Empty));
            Assert.AreEqual(-1, Words.IndexOf(Three, "one, in use"));
        }

        [TestMethod]
        public void Every_kind_of_event_and_every_reason_has_a_name_of_its_own()
        {
            for (int i = 1; i < EventCatalog.Count; i++)
            {
                Assert.IsTrue(EventCatalog.NameOf((EventKind)i) != EventCatalog.NameOf((EventKind)(i - 1)));
            }

            Assert.AreEqual("boot.started", EventCatalog.NameOf(EventKind.BootStarted));
            Assert.AreEqual("boot.crashed", EventCatalog.NameOf(EventKind.BootCrashed));
            Assert.AreEqual("aed-missing", Readiness.NameOf(ReadinessReason.AedMissing));
            Assert.AreEqual("not-commissioned", Readiness.NameOf(ReadinessReason.NotCommissioned));
        }
    }
}
