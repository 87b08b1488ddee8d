using System.Globalization;
using System.Net;
using System.Text;

namespace AedCabinet.Simulator.Fleet;

/// <summary>A live run's report as one page, in Chinese and English, that needs nothing else.</summary>
public static class FleetPage
{
    /// <summary>How many connections a second a broker is asked to take at most.</summary>
    public const int MostConnectsAllowed = 200;

    private const int MostComplaints = 12;

    private const string Style = """
        :root{--ink:#1c2430;--soft:#667085;--paper:#f5f7fa;--card:#fff;--line:#e3e8ef;--chart-first:#0b7a5b;--chart-second:#d97706;--bad:#c0262d;--good:#0b7a5b}
        @media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b6;--paper:#11161d;--card:#1a212b;--line:#2c3643;--chart-first:#3fc79a;--chart-second:#f5a623;--bad:#ff6b6b;--good:#3fc79a}}
        :root{--chart-text:var(--soft);--chart-grid:var(--line);--chart-axis:var(--soft);--chart-limit:var(--bad)}
        *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif}
        main{max-width:1680px;margin:0 auto;padding:28px 24px 40px}h1{font-size:26px;margin:0}h2{font-size:18px;margin:30px 0 10px}.sub{color:var(--soft);margin:4px 0 18px}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:12px}.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 16px}
        .card b{display:block;font-size:26px;line-height:1.25;font-variant-numeric:tabular-nums}.card span{display:block;color:var(--soft);font-size:13px}.bad b{color:var(--bad)}.good b{color:var(--good)}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,600px),1fr));gap:14px}figure{margin:0;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 14px}
        figcaption{font-weight:600;margin-bottom:6px}figcaption span{color:var(--soft);font-weight:400}.chart{container-type:inline-size}.chart svg{width:100%;height:auto;display:block}.chart-narrow{display:none}
        @container (max-width:28rem){.chart-wide{display:none}.chart-narrow{display:block}}
        .legend{margin:4px 0 0;color:var(--soft);font-size:13px}.key{margin-right:18px}.key:before{content:"";display:inline-block;width:14px;height:3px;margin-right:6px;vertical-align:middle}
        .key.s0:before{background:var(--chart-first)}.key.s1:before{background:var(--chart-second)}
        .wide{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:10px}table{border-collapse:collapse;width:100%}th,td{padding:8px 14px;text-align:right;border-top:1px solid var(--line);white-space:nowrap;font-variant-numeric:tabular-nums}
        th{color:var(--soft);font-weight:500;border-top:0}td:first-child,th:first-child{text-align:left}code{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:2px 6px;overflow-wrap:anywhere}
        """;

    /// <summary>Writes it.</summary>
    /// <param name="report">The report.</param>
    /// <returns>HTML.</returns>
    public static string Of(FleetReport report)
    {
        StringBuilder page = new();
        page.Append(
            "<!DOCTYPE html><html lang=\"zh\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>"
                + "AED 机柜群 · Fleet of AED cabinets</title><style>");
        page.Append(Style).Append("</style></head><body><main><h1>AED 机柜群实时运行报告 · Live run of a fleet of AED cabinets</h1>");
        Write(page,
            $"<p class=\"sub\">{report.StartedAt:yyyy-MM-dd HH:mm} · {Text(report.Machine)} · <code>{Text(report.Command)}</code>",
            $"{(report.WasCut ? " · 提前结束 ended early" : string.Empty)}</p>");
        AddCards(page, report);
        page.Append("<h2>过程 · The run</h2><div class=\"charts\">");
        page.Append(string.Concat(FleetCharts.Of(report).Select(chart => chart.Draw())));
        page.Append("</div>");
        AddTimes(page, report);
        AddStorms(page, report);
        AddComplaints(page, report);
        return page.Append("</main></body></html>\n").ToString();
    }

    private static void AddCards(StringBuilder page, FleetReport report)
    {
        page.Append("<div class=\"cards\">");
        Card(string.Empty, $"{report.Cabinets}", "机柜 · cabinets");
        Card(report.AllOnlineAfterSeconds is null ? "bad" : "good",
            report.AllOnlineAfterSeconds is { } seconds ? $"{seconds:F0} s" : (FormattableString)$"—", "全部上线 · all online after");
        if (report.BatteryKits > 0)
        {
            Card(string.Empty, $"{report.Asleep} / {report.BatteryKits}", "报告后休眠的蓄电池型急救箱柜 · battery kits asleep after their report");
        }

        Card(report.EventsLost == 0 ? "good" : "bad", $"{report.EventsLost}",
            FormattableString.Invariant($"丢失事件 · events lost of {report.EventsMade}"));
        Card(string.Empty, $"{report.ContactToObserver.P99:F0} ms", "触点到订阅者，99% · contact to subscriber, 99 of 100");
        Card(string.Empty, $"{report.EventToObserver.P99:F0} ms", "其中去抖之后，99% · of which after debouncing");
        Card(report.MostAccepted <= MostConnectsAllowed ? "good" : "bad", $"{report.MostAccepted}/s",
            FormattableString.Invariant($"最高连接速率 · most connections, limit {MostConnectsAllowed}"));
        Card(string.Empty, $"{report.ProcessBytesPerCabinet / 1024.0:F1} KB", "每柜内存 · memory a cabinet, all in");
        Card(string.Empty, $"{report.ScanLatenessMs[1]:F1} ms", "扫描延迟，99% · scan late by, 99 of 100");
        if (report.Database is { } database)
        {
            Card(database.Missing + database.Doubled == 0 ? "good" : "bad", $"{database.Missing} / {database.Doubled}",
                "管理系统数据库缺失/重复 · missing and doubled in the registry");
            Card(string.Empty, $"{database.ContactToCommit.P99:F0} ms", "触点到落盘，99% · contact to disk, 99 of 100");
        }

        if (report.IsRegistryClean is { } isClean)
        {
            Card(isClean ? "good" : "bad", isClean ? $"clean" : (FormattableString)$"!", "管理系统数据库自证 · registry verify");
        }

        page.Append("</div>");

        void Card(string kind, FormattableString figure, string name) =>
            Write(page, $"<div class=\"card {kind}\"><b>{Text(FormattableString.Invariant(figure))}</b><span>{Text(name)}</span></div>");
    }

    private static void AddTimes(StringBuilder page, FleetReport report)
    {
        page.Append(
            "<h2>时间 · Times</h2><div class=\"wide\"><table><tr><th></th><th>次数 count</th><th>50 %</th><th>95 %</th><th>99 %</th><th>最大 "
                + "most</th></tr>");
        Row("触点 → 事件（去抖与扫描）· contact to event (debouncing and scan)", report.ContactToEvent);
        Row("事件 → 订阅者 · event to subscriber", report.EventToObserver);
        Row("触点 → 订阅者 · contact to subscriber", report.ContactToObserver);
        if (report.Database?.ContactToCommit is { } commit)
        {
            Row("触点 → 管理系统数据库落盘 · contact to the registry's disk", commit);
        }

        page.Append("</table></div>");

        void Row(string name, FleetTimes times) =>
            Write(page,
                $"<tr><td>{Text(name)}</td><td>{times.Count}</td><td>{times.P50:F0} ms</td><td>{times.P95:F0} ms</td><td>{times.P99:F0} ",
                $"ms</td><td>{times.Max:F0} ms</td></tr>");
    }

    private static void AddStorms(StringBuilder page, FleetReport report)
    {
        if (report.Storms.Count == 0)
        {
            return;
        }

        page.Append(
            "<h2>考验 · Storms</h2><div class=\"wide\"><table><tr><th></th><th>机柜<br>cabinets</th><th>全部恢复<br>all back after</th><th>"
                + "最高连接速率<br>most connections</th><th>触点→订阅者 99 %<br>contact to subscriber</th><th>去抖后 99 %<br>after debouncing</th><th>"
                + "去抖后落盘 99 %<br>debounced to disk</th></tr>");
        foreach (FleetStormReport storm in report.Storms)
        {
            string back = storm.BackAfterSeconds is { } seconds ? FormattableString.Invariant($"{seconds:F0} s") : "—";
            string whole = storm.Whole.Count == 0 ? "—" : FormattableString.Invariant($"{storm.Whole.P99:F0} ms");
            string beyond = storm.Beyond.Count == 0 ? "—" : FormattableString.Invariant($"{storm.Beyond.P99:F0} ms");
            string disk = storm.ToDisk.Count == 0 ? "—" : FormattableString.Invariant($"{storm.ToDisk.P99:F0} ms");
            Write(page,
                $"<tr><td>{Text(storm.Name)}</td><td>{storm.Cabinets}</td><td>{back}</td><td>{storm.MostAccepted}/s</td><td>{whole}</td>",
                $"<td>{beyond}</td><td>{disk}</td></tr>");
        }

        page.Append("</table></div>");
    }

    private static void AddComplaints(StringBuilder page, FleetReport report)
    {
        if (report.Complaints.Count == 0)
        {
            return;
        }

        page.Append("<h2>日志中的警告 · What the cabinets' logs complained of</h2><div class=\"wide\"><table>");
        foreach ((string line, int count) in report.Complaints.Take(MostComplaints))
        {
            Write(page, $"<tr><td>{Text(line)}</td><td>{count}</td></tr>");
        }

        page.Append("</table></div>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static void Write(StringBuilder target, params FormattableString[] parts) =>
        target.AppendJoin(string.Empty, parts.Select(FormattableString.Invariant));
}
