extern alias device;

using System;
using System.IO;
using System.Runtime.CompilerServices;
using AedCabinet.Controller;
using AedCabinet.Platform;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using device::nanoFramework.StandIns;

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
        Assert.AreEqual(FlashAnswer.Missing, _flash.Read("a", out _));
        Assert.IsTrue(_flash.TryWrite("a", [1, 2]));
        Assert.IsTrue(_flash.TryAppend("a", [3]));
        Assert.AreEqual(FlashAnswer.Found, _flash.Read("a", out var content));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, content);
        Assert.IsTrue(_flash.TryList(out var names));
        CollectionAssert.AreEqual(new[] { "a" }, names);
        Assert.IsTrue(_flash.TryWrite("a", []));
        Assert.AreEqual(FlashAnswer.Found, _flash.Read("a", out content));
        Assert.IsEmpty(content);
        Assert.IsTrue(_flash.TryDelete("a"));
        Assert.IsTrue(_flash.TryDelete("a"), "what is not there is gone");
        Assert.IsTrue(_flash.TryList(out names));
        Assert.IsEmpty(names);
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

        Assert.AreEqual(FlashAnswer.Failed, _flash.Read("a", out var content));
        Assert.IsNull(content);
    }

    [TestMethod]
    public void Found_missing_and_failed_are_three_answers_and_a_folder_that_could_not_be_listed_is_not_an_empty_one()
    {
        Assert.IsTrue(_flash.TryWrite("a", [1]));
        Assert.AreEqual(FlashAnswer.Missing, _flash.Read("b", out _));
        Assert.IsTrue(_flash.TryList(out var names));
        Assert.HasCount(1, names);

        var gone = new FlashStorage(Path.Combine(_folder, "unmounted") + Path.DirectorySeparatorChar);
        Assert.IsFalse(gone.TryList(out names));
        Assert.IsNull(names);
        Assert.AreEqual(FlashAnswer.Failed, gone.Read("a", out var content));
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
            () => _flash.Read("a", out _) == FlashAnswer.Found, () => _flash.TryWrite("a", [1]), () => _flash.TryAppend("a", []),
            () => _flash.TryDelete("b"), () => _flash.TryList(out var names) && names.Length == 1,
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
        Assert.AreEqual(FlashAnswer.Found, _flash.Read("a", out _), "no file was left open");
        Assert.IsTrue(_flash.TryDelete("a"));
    }

    [TestMethod]
    public void A_file_is_there_although_there_was_no_memory_to_look_for_it()
    {
        Assert.IsTrue(_flash.TryWrite("a", [1]));
        ShortMemory.Fails = what => what == "File.Exists";

        Assert.AreEqual(FlashAnswer.Found, _flash.Read("a", out _));
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
            Assert.AreEqual(FlashAnswer.Found, _flash.Read("a", out _));
            _faults.ClosingFails = true;
            Assert.IsFalse(_flash.TryAppend("a", [1]));
            _faults.ClosingFails = false;
        }
    }
}
