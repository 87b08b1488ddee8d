extern alias device;

using System;
using System.IO;
using System.Runtime.CompilerServices;
using AedCabinet.Controller;
using device::nanoFramework.StandIns;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace AedCabinet.StandIns.Tests.Firmware;

/// <summary>The cabinet's flash on the platform's own files (SPEC §11, §16).</summary>
[TestClass]
public class FlashStorageTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aed-test-").FullName;
    private readonly FlashFaults _faults = new();
    private readonly FlashStorage _flash;

    public FlashStorageTests()
    {
        _flash = new FlashStorage(_folder + Path.DirectorySeparatorChar);
    }

    [TestInitialize]
    public void Begin() => FlashFaults.Current = _faults;

    [TestCleanup]
    public void End()
    {
        FlashFaults.Current = null;
        ShortMemory.Fails = null;
        Directory.Delete(_folder, true);
    }

    [TestMethod]
    public void What_was_written_added_and_deleted_is_so()
    {
        Assert.IsFalse(_flash.TryRead("a", out _));
        Assert.IsTrue(_flash.TryWrite("a", [1, 2]));
        Assert.IsTrue(_flash.TryAppend("a", [3]));
        Assert.IsTrue(_flash.TryRead("a", out var content));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, content);
        CollectionAssert.AreEqual(new[] { "a" }, _flash.List());
        Assert.IsTrue(_flash.TryWrite("a", []));
        Assert.IsTrue(_flash.TryRead("a", out content));
        Assert.IsEmpty(content);
        Assert.IsTrue(_flash.TryDelete("a"));
        Assert.IsTrue(_flash.TryDelete("a"), "what is not there is gone");
        Assert.IsEmpty(_flash.List());
    }

    [TestMethod]
    public void A_close_that_fails_is_a_write_that_failed()
    {
        _faults.ClosingFails = true;

        Assert.IsFalse(_flash.TryWrite("a", [1]));
        Assert.IsFalse(_flash.TryAppend("b", [1]));
        Assert.IsEmpty(Directory.GetFiles(_folder));
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public void A_file_that_ends_before_its_length_can_not_be_read_and_is_not_waited_for()
    {
        Assert.IsTrue(_flash.TryWrite("a", [1, 2, 3, 4]));
        _faults.EndsEarly = true;

        Assert.IsFalse(_flash.TryRead("a", out var content));
        Assert.IsNull(content);
    }

    [TestMethod]
    [DataRow("FileStream")]
    [DataRow("FileStream.native")]
    [DataRow("File.GetAttributes")]
    [DataRow("File.Delete")]
    [DataRow("Directory.GetFiles")]
    public void A_lack_of_memory_is_not_a_missing_file_nor_a_flash_that_refuses(string what)
    {
        Assert.IsTrue(_flash.TryWrite("a", [1]));
        ShortMemory.Fails = allocated => allocated == what;
        var thrown = 0;
        foreach (var act in new Func<bool>[]
        {
            () => _flash.TryRead("a", out _), () => _flash.TryWrite("a", [1]), () => _flash.TryAppend("a", []), () => _flash.TryDelete("b"), () => _flash.List().Length == 1,
        })
        {
            try
            {
                Assert.IsTrue(act(), "it said no");
            }
            catch (OutOfMemoryException)
            {
                thrown++;
            }
        }

        Assert.IsGreaterThan(0, thrown);
        ShortMemory.Fails = null;
        Assert.IsTrue(_flash.TryRead("a", out _), "no file was left open");
        Assert.IsTrue(_flash.TryDelete("a"));
    }

    [TestMethod]
    public void A_file_is_there_although_there_was_no_memory_to_look_for_it()
    {
        Assert.IsTrue(_flash.TryWrite("a", [1]));
        ShortMemory.Fails = what => what == "File.Exists";

        Assert.IsTrue(_flash.TryRead("a", out _));
        Assert.IsTrue(_flash.TryDelete("a"));
        Assert.IsEmpty(Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void No_file_waits_for_the_finalizer()
    {
        WriteReadAndFail();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.AreEqual(40, _faults.Streams);
        Assert.AreEqual(0, _faults.Finalized);
    }

    // Out of line, so that nothing on the stack keeps a stream.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteReadAndFail()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.IsTrue(_flash.TryWrite("a", [1, 2]));
            Assert.IsTrue(_flash.TryAppend("a", [1]));
            Assert.IsTrue(_flash.TryRead("a", out _));
            _faults.ClosingFails = true;
            Assert.IsFalse(_flash.TryAppend("a", [1]));
            _faults.ClosingFails = false;
        }
    }
}
