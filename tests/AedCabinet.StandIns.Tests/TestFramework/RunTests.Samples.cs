using System;
using Device = nanoFramework.TestFramework;

#pragma warning disable MSTEST0030 // Some of these are meant to fail: RunTests runs them, MSTest must not find them.

namespace AedCabinet.StandIns.Tests.TestFramework;

public partial class RunTests
{
    public class Ordered
    {
        [Device.Setup]
        public void Prepare() => s_log.Add("setup");

        [Device.TestMethod]
        public void One() => s_log.Add("one");

        [Device.TestMethod]
        [Device.DataRow(1)]
        [Device.DataRow(2)]
        public void Rows(int row) => s_log.Add($"row{row}");

        [Device.Cleanup]
        public void TidyUp() => s_log.Add("cleanup");
    }

    public class Skipping
    {
        [Device.TestMethod]
        public void Skips() => Device.Assert.SkipTest("not on this board");
    }

    public class SkippingSetup
    {
        [Device.Setup]
        public void Prepare() => Device.Assert.SkipTest("no probe");

        [Device.TestMethod]
        public void One() => s_log.Add("one");

        [Device.TestMethod]
        public void Two() => s_log.Add("two");

        [Device.Cleanup]
        public void TidyUp() => s_log.Add("cleanup");
    }

    public class FailingSetup
    {
        [Device.Setup]
        public void Prepare() => throw new InvalidOperationException("no flash");

        [Device.TestMethod]
        public void One() => s_log.Add("one");
    }

    public class FailingCleanup
    {
        [Device.TestMethod]
        public void One() => s_log.Add("one");

        [Device.Cleanup]
        public void TidyUp() => throw new InvalidOperationException("still mounted");
    }

    public class WithState
    {
        private int _count;

        [Device.TestMethod]
        public void One() => _count++;
    }
}
