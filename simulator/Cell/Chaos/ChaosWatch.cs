using System.Diagnostics;
using System.Globalization;
using AedCabinet.Contract;

namespace AedCabinet.Cell.Chaos;

/// <summary>What a person would notice of it: how long an emergency takes, and whether cabinets obey.</summary>
internal static class ChaosWatch
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan s_repeat = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Somebody takes an AED; ends when it is on disk and its receiver has it, which is told with the receiver's figures.
    /// </summary>
    /// <param name="site">The site.</param>
    /// <param name="prefecture">Where.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>How long it took from the hand to the disk.</returns>
    public static async Task<TimeSpan> EmergencyAsync(ChaosSite site, string prefecture, CancellationToken stop)
    {
        long began = Stopwatch.GetTimestamp();
        ChaosCabinet probe = site.ProbeOf(prefecture);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_patience);
        Task told = Task.CompletedTask;
        try
        {
            int seq = await probe.SendEventAsync(true, limit.Token);

            // It may be told before it is on disk.
            told = site.Receiver?.AwaitAsync(probe.Id, seq, began, stop) ?? Task.CompletedTask;
            await ChaosSite.UntilAsync(() => site.Disk.Has(probe.Id, seq), s_patience, stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"{prefecture}: no PUBACK for an emergency in {s_patience.TotalSeconds} s");
        }

        TimeSpan took = Stopwatch.GetElapsedTime(began);
        await told;
        return took;
    }

    /// <summary>Commands every cabinet that lives, and again until it has answered.</summary>
    /// <param name="site">The site.</param>
    /// <param name="figures">Where the number of those that never answered goes.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When all have answered, or the patience is over.</returns>
    public static async Task CommandAllAsync(ChaosSite site, ICollection<ChaosFigure> figures, CancellationToken stop)
    {
        ChaosCabinet[] living = [.. ChaosKills.Living(site)];
        string id = string.Create(CultureInfo.InvariantCulture, $"chaos-{Stopwatch.GetTimestamp()}");
        long began = Stopwatch.GetTimestamp();
        ChaosCabinet[] silent = living;
        while (silent.Length > 0 && Stopwatch.GetElapsedTime(began) < s_patience)
        {
            foreach (ChaosCabinet cabinet in silent)
            {
                DateTimeOffset now = DateTimeOffset.UtcNow;
                await site.CommandAsync(cabinet, new UnsignedCommand(id, "report", "{}", now.ToUnixTimeMilliseconds(),
                    ContractForms.TimeText(now.AddMinutes(5).ToUnixTimeMilliseconds())), stop);
            }

            await ChaosSite.UntilAsync(() => !living.Any(cabinet => !HasAnswered(cabinet, id)), s_repeat, stop);
            silent = [.. living.Where(cabinet => !HasAnswered(cabinet, id))];
        }

        figures.Add(ChaosFigure.None(3, $"未答复命令的机柜（共{living.Length}台）", $"cabinets that did not answer a command, of {living.Length}",
            silent.Length));
    }

    private static bool HasAnswered(ChaosCabinet cabinet, string id)
    {
        lock (cabinet.Answered)
        {
            return cabinet.Answered.Contains(id);
        }
    }
}
