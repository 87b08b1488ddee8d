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
    // A stream of 2.9.10 that asks its leader for what that has put away already asks for ever: so long it is waited for.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private const int MostTries = 4;

    /// <summary>
    /// Starts a node and waits until it is a whole copy; one that stays behind begins with an empty store, as the handbook says.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="place">The node.</param>
    /// <param name="figures">Where a node goes that had to begin anew.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When it is a whole copy.</returns>
    /// <exception cref="TimeoutException">It stays behind.</exception>
    public static async Task JoinAsync(CellTrial cell, int place, ICollection<ChaosFigure> figures, CancellationToken stop)
    {
        CellProcess node = cell.Nodes[place];
        if (!node.IsRunning)
        {
            node.Start();
        }

        await cell.WaitUntilSoundAsync(stop);
        long began = Stopwatch.GetTimestamp();
        for (int anew = 0; anew < MostTries; anew++)
        {
            if (await cell.TryUntilCurrentAsync(s_patience, stop))
            {
                Tell(figures, node, anew, began);
                return;
            }

            await Task.Run(node.Dispose, stop);
            Directory.Delete(Path.Combine(cell.Plan.Nodes[place].DataFolder, "jetstream"), true);
            node.Start();
            await cell.WaitUntilSoundAsync(stop);
        }

        throw new TimeoutException($"{node.Name}: its streams do not catch up.");
    }

    private static void Tell(ICollection<ChaosFigure> figures, CellProcess node, int anew, long began)
    {
        if (anew > 0)
        {
            figures.Add(ChaosFigure.Told(0,
                new Wording($"{node.Name}的流追不上，清空存储重新复制{anew}次", $"{node.Name} stayed behind and was copied anew {anew} times"),
                Stopwatch.GetElapsedTime(began).TotalSeconds, ChaosFigure.Seconds, "copiedAnewSeconds"));
        }
    }
}
