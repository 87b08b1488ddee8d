using System.Globalization;
using AedCabinet.DeviceHeap;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// What the firmware takes of a device's heap, reckoned from its desktop build (<c>DeviceHeap/MODEL.md</c>), against its budgets.
/// </summary>
public sealed class MemoryBench : IBench
{
    private static readonly (string Moment, string Words)[] s_moments =
    [
        (MemoryStory.Parse, "device heap, peak while cabinet.json is parsed"),
        (MemoryStory.Idle, "device heap, idle and online"),
        (MemoryStory.Configure, "device heap, peak of configure"),
        (MemoryStory.Backlog, "device heap, 780 events waiting"),
        (MemoryStory.AfterBacklog, "device heap, afterwards"),
    ];

    /// <inheritdoc/>
    public string Name => "memory";

    /// <summary>Runs the story and reckons.</summary>
    /// <returns>What it showed.</returns>
    /// <exception cref="UserErrorException">The firmware did not do what the story needs.</exception>
    public static HeapReport Reckon()
    {
        DeviceBasis basis = DeviceMemory.Of(AppContext.BaseDirectory);
        try
        {
            return FirmwareWorld.Run(typeof(MemoryStory), nameof(MemoryStory.Run), basis);
        }
        catch (InvalidOperationException exception)
        {
            throw new UserErrorException($"bench: {exception.Message}", UserErrorException.Environment);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        if (size == BenchSize.Short)
        {
            // A test runs the story and holds it against the same budgets.
            say("the firmware's files, reckoned");
            return Task.FromResult<IReadOnlyList<BenchFigure>>([.. Files(DeviceMemory.Of(AppContext.BaseDirectory).PeBytes)]);
        }

        say("the device's heap, reckoned");
        HeapReport report = Reckon();
        foreach (HeapPicture picture in report.Pictures.Values)
        {
            Console.WriteLine(picture.ToText());
        }

        Console.WriteLine(report.PlacesText());
        return Task.FromResult<IReadOnlyList<BenchFigure>>(
        [
            .. s_moments.Select(
                moment => BenchFigure.AtMost(moment.Words, MemoryBudgets.Heap[moment.Moment], report.Pictures[moment.Moment].Bytes, "B",
                    Kinds(report.Pictures[moment.Moment]))),
            BenchFigure.AtMost("allocated on the device by a steady scan", MemoryBudgets.BytesPerScan, Math.Round(report.BytesPerScan), "B",
                $" (of them {report.PinReadBytesPerScan:F0} B by reading pins)"),
            .. Files(report.PeBytes),
        ]);
    }

    private static IEnumerable<BenchFigure> Files(IReadOnlyDictionary<string, int> files) =>
        files.Select(file => BenchFigure.AtMost($"{file.Key}.pe, reckoned", MemoryBudgets.PeBytes[file.Key], file.Value, "B"));

    private static string Kinds(HeapPicture picture) =>
        " ("
            + string.Join(", ", picture.Kinds.OrderByDescending(kind => kind.Value).Select(
                kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key.ToString().ToLowerInvariant()} {kind.Value:#,0}"))) + ")";
}
