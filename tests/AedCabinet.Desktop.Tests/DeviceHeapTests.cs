using AedCabinet.DeviceHeap;
using AedCabinet.Simulator.Bench;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// What the firmware takes of a device's heap, reckoned as the nanoCLR charges it (<c>simulator/DeviceHeap/MODEL.md</c>).
/// </summary>
[TestClass]
public class DeviceHeapTests
{
    private static readonly Lazy<HeapReport> s_report = new(MemoryBench.Reckon);
    private static readonly DeviceBasis s_nothing = new([], new Dictionary<string, int>());
    private static readonly Lazy<HeapReport> s_small = new(() => FirmwareWorld.Run(typeof(HeapStory), nameof(HeapStory.Run), s_nothing));

    [TestMethod]
    public void The_firmware_keeps_to_its_budgets_of_memory()
    {
        IReadOnlyList<string> exceeded = MemoryBudgets.Exceeded(s_report.Value);

        Console.WriteLine(string.Join(", ", s_report.Value.Pictures.Values.Select(picture => $"{picture.Name} {picture.Bytes:N0}"))
            + $", {s_report.Value.BytesPerScan:F0} bytes a scan");
        Assert.IsEmpty(exceeded, string.Join('\n', exceeded));
    }

    [TestMethod]
    public void Of_everything_that_it_holds_a_size_is_known()
    {
        foreach (HeapPicture picture in s_report.Value.Pictures.Values)
        {
            Assert.IsEmpty(picture.Unknown, $"{picture.Name}: {string.Join(", ", picture.Unknown)}");
        }
    }

    [TestMethod]
    public void What_is_over_its_budget_is_told_with_what_takes_the_most()
    {
        Dictionary<string, HeapPicture> pictures = MemoryBudgets.Heap.Keys.ToDictionary(moment => moment,
            moment => new HeapPicture(moment));
        Dictionary<string, int> files = MemoryBudgets.PeBytes.ToDictionary();
        AllocationPlace pins = new("GpioPin.Read in GpioInputs.Read", 9, MemoryBudgets.BytesPerScan);
        HeapReport report = new(pictures, 1, [pins], files);
        Assert.IsEmpty(MemoryBudgets.Exceeded(report));

        pictures[MemoryStory.Idle].Add(HeapKind.Objects, "CabinetState", MemoryBudgets.Heap[MemoryStory.Idle] + 1, 6);
        files["AedCabinet.Core"]++;
        IReadOnlyList<string> exceeded = MemoryBudgets.Exceeded(report with { Places = [pins with { Bytes = pins.Bytes + 1 }] });

        Assert.HasCount(3, exceeded);
        StringAssert.Contains(exceeded[0], "idle");
        StringAssert.Contains(exceeded[0], "6 × CabinetState");
        StringAssert.Contains(exceeded[1], "AedCabinet.Core.pe");
        StringAssert.Contains(exceeded[2], "GpioPin.Read");
    }

    [TestMethod]
    public void An_object_is_a_block_and_one_for_each_field_and_is_gone_when_nobody_holds_it()
    {
        // Two lists of three fields with an array of four places each; the queue itself was made by a test.
        const int Lists = 2 * (12 + (3 * 12) + 72);
        Assert.AreEqual(Lists, Bytes("a queue", "ArrayList") - Bytes("nothing", "ArrayList"));
        Assert.AreEqual(Bytes("nothing", "ArrayList"), Bytes("no queue", "ArrayList"));
    }

    [TestMethod]
    public void A_literal_is_a_block_each_time_and_a_text_its_bytes_besides()
    {
        // "-" and ".", "0" and "5", and "-0.5" put together.
        const int OneCall = (2 * 12) + (2 * 24) + 24;
        Assert.AreEqual(HeapStory.Calls * OneCall,
            s_small.Value.Places.Where(place => place.Where.EndsWith("TemperatureText.Of", StringComparison.Ordinal))
                .Sum(place => place.Bytes));
    }

    [TestMethod]
    public void Sizes_are_whole_blocks()
    {
        Assert.AreEqual(24, HeapBlocks.Text("abc"));
        Assert.AreEqual(24, HeapBlocks.Text("柜子柜"), "UTF-8: nine bytes and a zero");
        Assert.AreEqual(36, HeapBlocks.Text("柜子柜柜"));
        Assert.AreEqual(24, HeapBlocks.Array(3, 1), "20 bytes of header");
        Assert.AreEqual(36, HeapBlocks.Array(5, 1));
        Assert.AreEqual(408, HeapBlocks.Object(33), "a CabinetState, as a nanoCLR showed it in November 2026");
    }

    /// <summary>The only library that is at hand in the device's own form.</summary>
    [TestMethod]
    public void The_tables_of_mscorlib_are_those_of_its_file()
    {
        AssemblyTables tables = AssemblyTables.OfPe(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "device", "mscorlib.pe")));

        Assert.AreEqual(DeviceMemory.Libraries["mscorlib"], tables);
        Assert.AreEqual(4056, tables.Bytes, "as a nanoCLR showed it in November 2026");
    }

    private static int Bytes(string moment, string type) =>
        s_small.Value.Pictures[moment].Lines.SingleOrDefault(line => line.Type == type)?.Bytes ?? 0;
}
