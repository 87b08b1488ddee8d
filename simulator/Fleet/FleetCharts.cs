namespace AedCabinet.Simulator.Fleet;

/// <summary>The charts of a live run's report.</summary>
internal static class FleetCharts
{
    private const int BinMs = 10;
    private const string Seconds = "秒 s";

    /// <summary>Makes them.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The charts in the order in which they are shown.</returns>
    public static IEnumerable<FleetChart> Of(FleetReport report)
    {
        yield return Marked(new FleetChart("在线机柜 · Cabinets online", "台", Seconds).Add("在线 online", Points(sample => sample.Online), true)
            .Add("休眠 asleep", Points(sample => sample.Asleep)));
        yield return Marked(new FleetChart("每秒连接 · Connections a second", "1/s", Seconds)
            .Add("接受 accepted", Points(sample => sample.Accepted), true).Add("尝试 attempts", Points(sample => sample.Attempts))
            .Limit(FleetPage.MostConnectsAllowed, "200/s"));
        yield return new FleetChart("从触点到订阅者的时间分布 · From the contact to the subscriber", "次 events", "毫秒 ms")
            .Add("events", report.LatencyBins.Take(report.LatencyBins.ToList().FindLastIndex(count => count > 0) + 2)
                .Select((count, bin) => ((double)bin * BinMs, (double)count)), true)
            .Mark(report.ContactToObserver.P99, "99 %");
        yield return Marked(new FleetChart("每秒事件 · Events a second", "1/s", Seconds).Add("产生 made", Points(sample => sample.EventsMade))
            .Add("到达 arrived", Points(sample => sample.EventsReceived)));
        yield return Marked(new FleetChart("处理器 · Processor", "% (100 = 1 core)", Seconds)
            .Add("机柜群 fleet", Points(sample => sample.CpuPercent)).Add("消息服务器 broker", Points(sample => sample.BrokerCpuPercent)));
        yield return Marked(new FleetChart("内存 · Memory", "MB", Seconds).Add("进程 process",
            Points(sample => sample.WorkingSetBytes / 1048576.0)).Add("托管堆 managed", Points(sample => sample.ManagedBytes / 1048576.0)));
        yield return Marked(new FleetChart("每秒最迟的扫描 · The latest scan of each second", "毫秒 ms", Seconds)
            .Add("late", Points(sample => sample.WorstScanMs)));
        yield return Marked(new FleetChart("每秒确认的消息 · Messages acknowledged a second", "1/s", Seconds)
            .Add("acknowledged", Points(sample => sample.Acknowledged), true));

        IEnumerable<(double X, double Y)> Points(Func<FleetSample, double> value) =>
            report.Samples.Select(sample => (sample.Seconds, value(sample)));

        FleetChart Marked(FleetChart chart)
        {
            foreach (FleetStormReport storm in report.Storms)
            {
                chart.Mark(storm.AtSeconds, storm.Name[(storm.Name.IndexOf('=') + 1)..]);
            }

            return chart;
        }
    }
}
