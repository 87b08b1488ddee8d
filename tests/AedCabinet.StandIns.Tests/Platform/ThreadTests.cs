extern alias device;

using System;
using System.Collections.Generic;
using device::nanoFramework.StandIns;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Thread = device::System.Threading.Thread;

namespace AedCabinet.StandIns.Tests.Platform;

/// <summary>What the device's threads do that .NET's don't.</summary>
[TestClass]
public class ThreadTests
{
    [TestCleanup]
    public void End()
    {
        ShortMemory.Fails = null;
        Thread.Mourner = null;
    }

    [TestMethod]
    public void An_exception_ends_its_thread_and_nothing_else()
    {
        List<Exception> mourned = [];
        Thread.Mourner = mourned.Add;
        var thread = new Thread(() => throw new InvalidTimeZoneException());

        thread.Start();

        Assert.IsTrue(thread.Join(60_000));
        Assert.IsFalse(thread.IsAlive);
        Assert.HasCount(1, mourned);
    }

    [TestMethod]
    public void A_thread_for_which_there_is_no_memory_does_not_start()
    {
        var ran = false;
        var thread = new Thread(() => ran = true);
        ShortMemory.Fails = what => what == "Thread.Start";

        Assert.ThrowsExactly<OutOfMemoryException>(thread.Start);
        Assert.IsFalse(thread.IsAlive);
        Assert.IsTrue(thread.Join(0));
        Assert.IsFalse(ran);
    }
}
