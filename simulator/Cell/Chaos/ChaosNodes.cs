using System.Diagnostics;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Trial;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// A node that was away is a copy again only when each of its streams has caught up. Until then the next death takes two of three copies:
/// what is sent then is not taken, although two nodes run.
/// </summary>
internal static class ChaosNodes
{
    /// <summary>
    /// Starts a node and waits until it is a whole copy (<see cref="NodeJoin"/>).
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="place">The node.</param>
    /// <param name="figures">Where a node goes that had to begin anew.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When it is a whole copy.</returns>
    /// <exception cref="TimeoutException">A node stays behind.</exception>
    public static async Task JoinAsync(CellTrial cell, int place, ICollection<ChaosFigure> figures, CancellationToken stop)
    {
        CellProcess node = cell.Nodes[place];
        if (!node.IsRunning)
        {
            node.Start();
        }

        await cell.WaitUntilSoundAsync(stop);
        long began = Stopwatch.GetTimestamp();
        NodeJoin join = new(cell.Plan.Nodes[place].Name, () => cell.HealthAsync(stop), EmptyAsync, time => Task.Delay(time, stop),
            TimeProvider.System);
        Tell(figures, node, await join.RunAsync(), began);

        async Task EmptyAsync()
        {
            await Task.Run(node.Dispose, stop);
            Directory.Delete(Path.Combine(cell.Plan.Nodes[place].DataFolder, "jetstream"), true);
            node.Start();
            await cell.WaitUntilSoundAsync(stop);
        }
    }

    private static void Tell(ICollection<ChaosFigure> figures, CellProcess node, IReadOnlyList<string> behind, long began)
    {
        if (behind.Count > 0)
        {
            string what = string.Join("; ", behind);
            figures.Add(ChaosFigure.Told(0,
                new Wording($"{node.Name}追不上（{what}），清空存储重新复制{behind.Count}次",
                    $"{node.Name} stayed behind ({what}) and was copied anew {behind.Count} times"),
                Stopwatch.GetElapsedTime(began).TotalSeconds, ChaosFigure.Seconds, "copiedAnewSeconds"));
        }
    }
}
