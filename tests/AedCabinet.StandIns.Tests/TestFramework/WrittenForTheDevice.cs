using System;
using System.Collections;
using nanoFramework.TestFramework;

namespace AedCabinet.StandIns.Tests.TestFramework
{
    /// <summary>A test class as the device runs it, found and run here by MSTest as it stands.</summary>
    [TestClass]
    public class WrittenForTheDevice
    {
        private static int s_setups;

        [Setup]
        public void Prepare()
        {
            s_setups++;
        }

        [TestMethod]
        public void Setup_has_run_once_before_the_first_test()
        {
            Assert.AreEqual(1, s_setups);
        }

        [TestMethod]
        public void Setup_has_run_once_before_the_second_test()
        {
            Assert.AreEqual(1, s_setups);
        }

        [TestMethod]
        [DataRow(1, 2, 3)]
        [DataRow(20, 30, 50)]
        public void Rows_fill_the_parameters(int left, int right, int sum)
        {
            Assert.AreEqual(sum, left + right);
        }

        [TestMethod]
        [DataRow("海拉尔", null)]
        public void Rows_may_hold_strings_and_null(string text, object nothing)
        {
            Assert.AreEqual("海拉尔", text);
            Assert.IsNull(nothing);
        }

        [TestMethod]
        public void Assertions_that_hold_say_nothing()
        {
            OutputHelper.WriteLine("every kind once");
            Assert.IsTrue(true);
            Assert.IsFalse(false);
            Assert.IsNotNull(this);
            Assert.AreEqual(5L, 5L);
            Assert.AreEqual("a", "a");
            Assert.AreEqual((object)5, 5);
            Assert.AreNotEqual(5, 6);
            Assert.AreSame(typeof(int), typeof(int));
            Assert.AreNotSame(new object(), new object());
            Assert.IsInstanceOfType(5, typeof(int));
            Assert.IsNotInstanceOfType(null, typeof(int));
            Assert.Contains("b", "abc");
            Assert.DoesNotContains("d", "abc");
            Assert.StartsWith("ab", "abc");
            Assert.EndsWith("bc", "abc");
            Assert.ThrowsException(typeof(InvalidOperationException), () => throw new InvalidOperationException());
            CollectionAssert.AreEqual(new ArrayList { 1, "x" }, new object[] { 1, "x" });
            CollectionAssert.AreNotEqual(new[] { 1 }, new[] { 2 });
            CollectionAssert.Empty(new ArrayList());
            CollectionAssert.NotEmpty(new[] { 1 });
        }
    }
}
