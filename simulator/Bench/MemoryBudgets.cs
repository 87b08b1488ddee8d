using AedCabinet.DeviceHeap;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// What the firmware may take of a device's heap, in bytes: the one place. With TLS, an indicator profile and a file of
/// <see cref="MemoryStory.FileBytes"/> bytes, on the wiring of the board that the story uses.
/// </summary>
public static class MemoryBudgets
{
    /// <summary>
    /// The most that a moment may take. Reckoned figures: a nanoCLR may differ by the model's error (<c>DeviceHeap/MODEL.md</c>).
    /// </summary>
    public static IReadOnlyDictionary<string, int> Heap { get; } = new Dictionary<string, int>
    {
        [MemoryStory.Parse] = 65_000,
        [MemoryStory.Idle] = 95_000,
        [MemoryStory.Configure] = 116_000,
        [MemoryStory.Backlog] = 116_000,
        [MemoryStory.AfterBacklog] = 96_000,
    };

    /// <summary>The most that a steady scan may allocate, all threads together.</summary>
    public const int BytesPerScan = 170;

    /// <summary>
    /// The largest files that are no surprise: flash has room for ten times as much, the string table of a file ends at 64 KB.
    /// </summary>
    public static IReadOnlyDictionary<string, int> PeBytes { get; } = new Dictionary<string, int>
    {
        ["AedCabinet.Core"] = 160_000,
        ["AedCabinet.Controller"] = 57_000
    };

    /// <summary>Everything that is over its budget.</summary>
    /// <param name="report">What was reckoned.</param>
    /// <returns>One line each, with what takes the most.</returns>
    public static IReadOnlyList<string> Exceeded(HeapReport report) =>
    [
        .. Heap.Where(budget => report.Pictures[budget.Key].Bytes > budget.Value)
            .Select(budget => $"over its budget of {budget.Value} bytes: {report.Pictures[budget.Key].ToText(25)}"),
        .. PeBytes.Where(budget => report.PeBytes[budget.Key] > budget.Value)
            .Select(budget => $"{budget.Key}.pe has {report.PeBytes[budget.Key]} bytes, over its budget of {budget.Value}"),
        .. report.BytesPerScan > BytesPerScan ? [$"over its budget of {BytesPerScan} bytes: {report.PlacesText()}"] : Array.Empty<string>(),
    ];
}
