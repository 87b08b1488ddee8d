extern alias device;

using System;
using System.IO;
using System.Runtime.CompilerServices;
using device::nanoFramework.StandIns;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using File = device::System.IO.File;
using FileStream = device::System.IO.FileStream;

namespace AedCabinet.StandIns.Tests.Platform;

/// <summary>What the device's files do that .NET's don't.</summary>
[TestClass]
public class FileTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aed-test-").FullName;
    private readonly FlashFaults _faults = new();

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
    public void What_is_written_is_there_when_the_file_is_closed_and_not_before()
    {
        var file = new FileStream(At("a"), FileMode.Append, FileAccess.Write);
        file.Write([1, 2, 3], 0, 3);
        file.Flush();
        Assert.IsFalse(System.IO.File.Exists(At("a")));

        file.Close();

        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, System.IO.File.ReadAllBytes(At("a")));
    }

    [TestMethod]
    public void Closing_tells_what_went_wrong_and_disposing_does_not()
    {
        _faults.ClosingFails = true;
        var file = new FileStream(At("a"), FileMode.Create, FileAccess.Write);
        file.Write([1], 0, 1);
        Assert.ThrowsExactly<IOException>(file.Close);

        File.WriteAllBytes(At("b"), [1]);
        Assert.IsFalse(System.IO.File.Exists(At("b")), "nobody was told that it is not there");
    }

    [TestMethod]
    public void A_file_that_could_not_be_looked_for_reads_as_missing()
    {
        System.IO.File.WriteAllBytes(At("a"), [1]);
        ShortMemory.Fails = _ => true;

        Assert.IsFalse(File.Exists(At("a")));
        Assert.ThrowsExactly<OutOfMemoryException>(() => File.GetAttributes(At("a")));
        Assert.ThrowsExactly<OutOfMemoryException>(() => File.ReadAllBytes(At("a")));
    }

    [TestMethod]
    public void A_file_that_is_open_is_not_opened_again()
    {
        System.IO.File.WriteAllBytes(At("a"), [1]);
        var first = new FileStream(At("a"), FileMode.Open, FileAccess.Read);

        Assert.ThrowsExactly<IOException>(() => new FileStream(At("a"), FileMode.Open, FileAccess.Read));
        Assert.ThrowsExactly<IOException>(() => File.Delete(At("a")));

        first.Close();
        new FileStream(At("a"), FileMode.Open, FileAccess.Read).Close();
        File.Delete(At("a"));
    }

    [TestMethod]
    public void A_closed_stream_waits_for_the_finalizer_unless_it_is_told_otherwise()
    {
        Write(suppresses: true);
        Assert.AreEqual(0, AfterTheFinalizer());

        Write(suppresses: false);
        Assert.AreEqual(1, AfterTheFinalizer());

        File.WriteAllBytes(At("b"), [1]);
        _ = File.ReadAllBytes(At("b"));
        Assert.AreEqual(3, AfterTheFinalizer(), "those of File's own methods nobody can tell");
    }

    private string At(string name) => Path.Combine(_folder, name);

    // Out of line, so that nothing on the stack keeps the stream.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Write(bool suppresses)
    {
        var file = new FileStream(At("a"), FileMode.Append, FileAccess.Write);
        file.Close();
        if (suppresses)
        {
            GC.SuppressFinalize(file);
        }
    }

    private int AfterTheFinalizer()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return _faults.Finalized;
    }
}
