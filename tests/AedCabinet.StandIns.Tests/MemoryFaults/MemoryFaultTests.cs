using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace AedCabinet.StandIns.Tests.MemoryFaults;

/// <summary>
/// Every allocation of the firmware that the story comes to finds no memory once: nothing is lost, nothing is half said, nobody is told
/// that his command is wrong, and the cabinet has recovered by itself (SPEC §3, §16). All of them with <c>AED_MEMORY_FAULTS=all</c>, a
/// sample otherwise, whose seed is printed.
/// </summary>
[TestClass]
public class MemoryFaultTests
{
    private const string AllVariable = "AED_MEMORY_FAULTS";
    private const int SampleSize = 40;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void An_allocation_that_fails_once_loses_nothing_and_says_nothing_wrong()
    {
        FaultableFirmware firmware = new();
        int seed = Environment.GetEnvironmentVariable("AED_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture)
            : Environment.TickCount & 0xFFFF;
        bool isAll = Environment.GetEnvironmentVariable(AllVariable) == "all";
        int[] hits = Survey(firmware);
        int[] reached = [.. Enumerable.Range(0, hits.Length).Where(site => hits[site] > 0)];
        Random random = new(seed);
        int[] chosen = isAll ? reached : [.. random.GetItems(reached, SampleSize)];
        if (Environment.GetEnvironmentVariable(AllVariable) is { } one && !isAll)
        {
            chosen = [.. reached.Where(site => firmware.Sites[site].StartsWith(one, StringComparison.Ordinal))];
        }

        TestContext.WriteLine($"seed {seed}: {firmware.Sites.Count} places, {reached.Length} reached by the story, {chosen.Length} tried");
        List<string> failures = [];
        foreach (int site in chosen)
        {
            int hit = Environment.GetEnvironmentVariable("AED_MEMORY_FAULT_TIME") is { } time
                ? int.Parse(time, CultureInfo.InvariantCulture)
                : random.Next(2) == 0 ? 1 : random.Next(1, hits[site] + 1);
            string wrong = Tell(firmware, site, hit);
            if (wrong.Length > 0)
            {
                failures.Add(
                    $"{firmware.Sites[site]}, time {hit} of {hits[site]}:\n  {wrong.Replace("\n", "\n  ", StringComparison.Ordinal)}");
            }
        }

        Assert.IsGreaterThan(300, reached.Length, "the story has become too short");
        Assert.IsEmpty(failures, $"AED_SEED={seed}: {failures.Count} of {chosen.Length}\n{string.Join('\n', failures)}");
    }

    private static int[] Survey(FaultableFirmware firmware)
    {
        // Once before anything is counted: what is made only once for the process belongs to no run.
        _ = Tell(firmware, () => false, _ => { });
        int[] hits = new int[firmware.Sites.Count];
        bool isRunning = false;
        firmware.Hook.SetValue(null, (Action<int>)(site => hits[site] += isRunning ? 1 : 0));
        string wrong = Tell(firmware, () => false, runs => isRunning = runs);
        firmware.Hook.SetValue(null, null);
        Assert.AreEqual(string.Empty, wrong, "without a fault");
        return hits;
    }

    private static string Tell(FaultableFirmware firmware, int failing, int hit)
    {
        int seen = 0;
        bool isRunning = false;
        firmware.Hook.SetValue(null, (Action<int>)(site =>
        {
            if (isRunning && site == failing && ++seen == hit)
            {
                throw new OutOfMemoryException();
            }
        }));
        try
        {
            return Tell(firmware, () => seen >= hit, runs => isRunning = runs);
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException!.ToString();
        }
        finally
        {
            firmware.Hook.SetValue(null, null);
        }
    }

    private static string Tell(FaultableFirmware firmware, Func<bool> isShort, Action<bool> runs) =>
        (string)firmware.Story.GetMethod(nameof(FaultStory.Tell))!.Invoke(null, [isShort, runs])!;
}
