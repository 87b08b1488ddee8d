using System.Diagnostics;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// Breaks one part of a cell after the other while its cabinets send events, and proves at the end that nothing was lost and
/// nothing doubled.
/// </summary>
public static class ChaosRun
{
    private static readonly TimeSpan s_load = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_connectPatience = TimeSpan.FromMinutes(5);

    /// <summary>Runs.</summary>
    /// <param name="options">How much.</param>
    /// <param name="folder">Where files, data and logs go: empty.</param>
    /// <param name="program">The registry's program, and what stands before a command's arguments.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>What it showed.</returns>
    /// <exception cref="UserErrorException">A program is missing, or does not come up.</exception>
    public static async Task<IReadOnlyList<ChaosFigure>> RunAsync(ChaosOptions options, string folder,
        (string Program, IReadOnlyList<string> Arguments) program, Action<Wording> say, CancellationToken stop)
    {
        List<ChaosFigure> figures = [];
        await using ChaosSite site = await ChaosSite.StartAsync(options, folder, program, stop);
        long emptyBytes = site.Cell.Nodes.Sum(node => node.MemoryBytes);
        if (options.Form == ChaosForm.Figures)
        {
            await StepAsync(ChaosMeasure.Ingest());
        }

        say(new Wording($"单元已启动；{options.Cabinets}台机柜连接中", $"the cell is up; {options.Cabinets} cabinets connect"));
        if (options.IsMoved)
        {
            await ChaosMove.RunAsync(site, folder, program, () => Start(site), figures, say, stop);
        }
        else
        {
            site.Workers.StartAll();
            await ConnectAsync(site, figures, stop);
        }

        await site.ListenAsync(folder, program, stop);
        if (!options.IsShort && options.Only.Count == 0)
        {
            await StepAsync(ChaosMeasure.Load(emptyBytes, s_load));
        }

        long began = Stopwatch.GetTimestamp();
        for (int round = 0; round < options.Rounds || Stopwatch.GetElapsedTime(began) < options.Least; round++)
        {
            foreach (ChaosStep step in ChaosPlan.Of(options, round))
            {
                await StepAsync(step);
            }
        }

        say(new Wording("停发，核对", "no more events; the proof"));
        AddLatencies(site, figures);
        site.Receiver!.AddTo(site, figures);

        // Who is still on its way back can tell nothing.
        await ChaosSite.UntilAsync(() => ChaosKills.Living(site).All(cabinet => cabinet.IsConnected), s_connectPatience, stop);

        // As each does every hour: a picture that was lost with the brokers' storage is nobody's to give again.
        await Task.WhenAll(ChaosKills.Living(site).Select(cabinet => cabinet.TellStateAsync(stop)));
        foreach (ChaosCabinet cabinet in site.Cabinets)
        {
            cabinet.Die();
        }

        await ChaosProof.JudgeAsync(site.Disk, site.Cabinets, figures, stop);
        return figures;

        Task StepAsync(ChaosStep step)
        {
            say(step.Name);
            site.Receiver?.Begin(step.Kind);
            return BreakAsync(step, site, figures, stop);
        }
    }

    private static async Task BreakAsync(ChaosStep step, ChaosSite site, List<ChaosFigure> figures, CancellationToken stop)
    {
        try
        {
            await step.RunAsync(site, figures, stop);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            // The proof is still to come, and says more than a stack.
            figures.Add(ChaosFigure.None(0, $"未能完成：{step.Name.Zh}：{exception.Message}",
                $"broken off: {step.Name.En}: {exception.Message}", 1));
        }
    }

    private static async Task ConnectAsync(ChaosSite site, List<ChaosFigure> figures, CancellationToken stop)
    {
        // A stream without its consumer keeps nothing: the workers are first (CELL.md's trap 1).
        foreach (string prefecture in ChaosOptions.Prefectures)
        {
            await site.Leaders.OfAsync(prefecture, stop);
        }

        Start(site);
        ChaosOptions options = site.Options;
        TimeSpan took = await ChaosSite.UntilAsync(() => site.Cabinets.All(cabinet => cabinet.IsConnected), s_connectPatience, stop);
        figures.Add(ChaosFigure.Told(3,
            new Wording($"{options.Cabinets}台机柜首次连接", $"{options.Cabinets} cabinets connect for the first time"), took.TotalSeconds,
            ChaosFigure.Seconds, "connectSeconds"));
    }

    private static void Start(ChaosSite site)
    {
        ChaosOptions options = site.Options;
        TimeSpan pace = TimeSpan.FromSeconds((double)options.Talking / options.EventsPerSecond);
        HashSet<ChaosCabinet> probes = [.. ChaosOptions.Prefectures.Select(site.ProbeOf)];
        int talking = options.Talking;
        foreach (ChaosCabinet cabinet in site.Cabinets)
        {
            bool isTalking = talking > 0 && !probes.Contains(cabinet);
            talking -= isTalking ? 1 : 0;
            cabinet.Start(isTalking ? pace : null);
        }
    }

    private static void AddLatencies(ChaosSite site, List<ChaosFigure> figures)
    {
        float[] waits = [.. site.Acks.Values.SelectMany(clock => clock.WaitsMs()).Order()];
        Wording ms = new("毫秒", "ms");
        figures.Add(ChaosFigure.Told(1, new Wording("PUBACK等待，中位数", "wait for a PUBACK, median"), waits[waits.Length / 2], ms,
            "pubackMedianMs"));
        figures.Add(ChaosFigure.Told(1, new Wording("PUBACK等待，99%", "wait for a PUBACK, 99 %"), waits[waits.Length * 99 / 100], ms,
            "puback99Ms"));
    }
}
