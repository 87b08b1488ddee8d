using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>What is on disk against what was acknowledged to the cabinets.</summary>
internal static class ChaosProof
{
    // What a dead worker held comes again after 30 s.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    /// <summary>Waits until everything that was acknowledged is on disk, and judges it.</summary>
    /// <param name="disk">What is on disk.</param>
    /// <param name="cabinets">The cabinets, which send no more.</param>
    /// <param name="figures">Where the figures go.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When it is judged.</returns>
    public static async Task JudgeAsync(ChaosDisk disk, IReadOnlyList<ChaosCabinet> cabinets, ICollection<ChaosFigure> figures,
        CancellationToken stop)
    {
        long acknowledged = cabinets.Sum(cabinet => (long)cabinet.Acknowledged);
        long missing = long.MaxValue;
        TimeSpan took = await ChaosSite.UntilAsync(() => (missing = Missing(disk, cabinets)) == 0, s_patience, stop);
        IReadOnlyDictionary<string, Dictionary<int, int>> events = disk.Events();
        figures.Add(ChaosFigure.None(1, $"丢失（共确认{acknowledged}条事件）", $"lost, of {acknowledged} events that were acknowledged", missing));
        figures.Add(ChaosFigure.None(1, "重复存储", "stored twice",
            events.Values.Sum(numbers => numbers.Values.Sum(count => (long)count - 1))));
        figures.Add(ChaosFigure.None(1, "没有机柜发过的事件", "events that no cabinet sent", Strange(cabinets, events)));
        figures.Add(ChaosFigure.Told(1, new Wording("停发后全部落盘", "all of it on disk after the last one was sent"), took.TotalSeconds,
            ChaosFigure.Seconds, "drainSeconds"));
        IReadOnlyDictionary<string, long> pictures = disk.PicturesMs();
        figures.Add(ChaosFigure.None(6, "最终状态不是最新一条的机柜", "cabinets whose picture on disk is not their latest",
            cabinets.Count(cabinet => pictures.GetValueOrDefault(cabinet.Id) < cabinet.PictureMs)));
        LedgerReport report = disk.Verify();
        figures.Add(ChaosFigure.None(1, "registry verify的发现：" + string.Join("；", report.Findings),
            "findings of registry verify: " + string.Join("; ", report.Findings.Select(finding => finding.What)),
            report.IsClean ? 0 : Math.Max(1, report.Findings.Count)));
        figures.Add(ChaosFigure.None(1, "未采用的消息", "messages that could not be used", report.SetAside + report.Conflicts));
    }

    /// <summary>Waits until everything is on disk that has been acknowledged by now, while more comes.</summary>
    /// <param name="site">The site.</param>
    /// <param name="patience">For how long.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>How long it took.</returns>
    public static Task<TimeSpan> UntilOnDiskAsync(ChaosSite site, TimeSpan patience, CancellationToken stop)
    {
        Dictionary<string, int> latest = site.Cabinets.ToDictionary(cabinet => cabinet.Id, cabinet => cabinet.Acknowledged);
        return ChaosSite.UntilAsync(() => MissingOf(site.Disk, site.Cabinets, (cabinet, _) => latest[cabinet.Id]) == 0, patience, stop);
    }

    /// <summary>How many numbers are missing of those that were acknowledged.</summary>
    /// <param name="disk">What is on disk.</param>
    /// <param name="cabinets">The cabinets.</param>
    /// <returns>How many.</returns>
    public static long Missing(ChaosDisk disk, IReadOnlyList<ChaosCabinet> cabinets) =>
        MissingOf(disk, cabinets, (cabinet, _) => cabinet.Acknowledged);

    /// <summary>How many numbers are missing below the highest that is there.</summary>
    /// <param name="site">The site.</param>
    /// <returns>How many.</returns>
    public static long MissingBelow(ChaosSite site) =>
        MissingOf(site.Disk, site.Cabinets, (_, numbers) => numbers.Count == 0 ? 0 : numbers.Keys.Max());

    private static long MissingOf(ChaosDisk disk, IReadOnlyList<ChaosCabinet> cabinets,
        Func<ChaosCabinet, Dictionary<int, int>, int> highest)
    {
        IReadOnlyDictionary<string, Dictionary<int, int>> events = disk.Events();
        return cabinets.Sum(cabinet =>
        {
            Dictionary<int, int> numbers = events.GetValueOrDefault(cabinet.Id) ?? [];
            int last = highest(cabinet, numbers);
            return (long)last - numbers.Keys.Count(seq => seq <= last);
        });
    }

    // At most the one event that was on its way when the cabinet stopped is more than was acknowledged.
    private static long Strange(IReadOnlyList<ChaosCabinet> cabinets, IReadOnlyDictionary<string, Dictionary<int, int>> events) =>
        events.Sum(pair => cabinets.FirstOrDefault(cabinet => cabinet.Id == pair.Key) is { } cabinet
            ? pair.Value.Keys.Count(seq => seq < 1 || seq > cabinet.Acknowledged + 1) : pair.Value.Count);
}
