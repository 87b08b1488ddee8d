using System.Globalization;

namespace AedCabinet.Desktop.Tests.MemoryFaults;

/// <summary>
/// Every allocation of the firmware that the story comes to finds no memory once: nothing is lost, nothing is half said, nobody is told
/// that his command is wrong, and the cabinet has recovered by itself (SPEC §3, §16). All of them with <c>AED_MEMORY_FAULTS=all</c>, a sample
/// otherwise, whose seed is printed.
/// </summary>
[TestClass]
public class MemoryFaultTests
{
    private const string AllVariable = "AED_MEMORY_FAULTS";
    private const int SampleSize = 60;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void An_allocation_that_fails_once_loses_nothing_and_says_nothing_wrong()
    {
        FaultableFirmware firmware = new();
        int seed = System.Environment.GetEnvironmentVariable("AED_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : System.Environment.TickCount & 0xFFFF;
        bool isAll = System.Environment.GetEnvironmentVariable(AllVariable) == "all";
        int[] hits = Survey(firmware, seed);
        int[] reached = [.. Enumerable.Range(0, hits.Length).Where(site => hits[site] > 0)];
        Random random = new(seed);
        int[] chosen = isAll ? reached : [.. random.GetItems(reached, SampleSize)];
        TestContext.WriteLine($"seed {seed}: {firmware.Sites.Count} places, {reached.Length} reached by the story, {chosen.Length} tried");
        List<string> failures = [];
        foreach (int site in chosen)
        {
            int hit = random.Next(2) == 0 ? 1 : random.Next(1, hits[site] + 1);
            string wrong = Tell(firmware, seed, site, hit);
            if (wrong.Length > 0)
            {
                failures.Add($"{firmware.Sites[site]}, time {hit} of {hits[site]}:\n  {wrong.Replace("\n", "\n  ", StringComparison.Ordinal)}");
            }
        }

        Assert.IsGreaterThan(300, reached.Length, "the story has become too short");
        Assert.IsEmpty(failures, $"AED_SEED={seed}: {failures.Count} of {chosen.Length}\n{string.Join('\n', failures)}");
    }

    private static int[] Survey(FaultableFirmware firmware, int seed)
    {
        // Once before anything is counted: what is made only once for the process belongs to no run.
        _ = Tell(firmware, seed, () => false);
        int[] hits = new int[firmware.Sites.Count];
        firmware.Hook.SetValue(null, (Action<int>)(site => hits[site]++));
        string wrong = Tell(firmware, seed, () => false);
        firmware.Hook.SetValue(null, null);
        Assert.AreEqual(string.Empty, wrong, "without a fault");
        return hits;
    }

    private static string Tell(FaultableFirmware firmware, int seed, int failing, int hit)
    {
        int seen = 0;
        firmware.Hook.SetValue(null, (Action<int>)(site =>
        {
            if (site == failing && ++seen == hit)
            {
                throw new OutOfMemoryException();
            }
        }));
        try
        {
            return Tell(firmware, seed, () => seen >= hit);
        }
        finally
        {
            firmware.Hook.SetValue(null, null);
        }
    }

    private static string Tell(FaultableFirmware firmware, int seed, Func<bool> isShort) =>
        (string)firmware.Story.GetMethod(nameof(FaultStory.Tell))!.Invoke(null, [seed, isShort])!;
}
