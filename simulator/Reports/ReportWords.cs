using AedCabinet.Contract;
using AedCabinet.Places;
using AedCabinet.Terminal;

namespace AedCabinet.Reports;

/// <summary>What a report is written in.</summary>
/// <param name="IsChinese">Whether in Chinese; otherwise in English.</param>
/// <param name="Department">The name of a department in that language.</param>
/// <param name="Reason">A reason for not being ready in that language.</param>
public sealed record ReportWords(bool IsChinese, Func<string, string> Department, Func<string, string> Reason)
{
    private static readonly Dictionary<string, Prefecture> s_prefectures = PrefectureTable.Load().Prefectures
        .ToDictionary(prefecture => prefecture.Code);

    /// <summary>Gets what stands where something isn't known yet.</summary>
    public string NotKnown => Say(new("尚无数据", "not known yet"));

    /// <summary>Gets what stands for all prefectures or departments.</summary>
    public string All => Say(new("合计", "all"));

    /// <summary>A sentence.</summary>
    /// <param name="words">It in both languages.</param>
    /// <returns>It in this one.</returns>
    public string Say(Wording words) => words.In(IsChinese);

    /// <summary>The name of a prefecture.</summary>
    /// <param name="code">Its code.</param>
    /// <returns>Its name; the code where the table has none.</returns>
    public string Prefecture(string code) => s_prefectures.TryGetValue(code, out Prefecture? prefecture)
        ? IsChinese ? prefecture.Name : prefecture.English : code;

    /// <summary>Of what and up to when a report is.</summary>
    /// <param name="report">The report.</param>
    /// <returns>A sentence with the zone's name.</returns>
    public string Title(MonthReport report)
    {
        string until = report.Until.ToOffset(WallTime.Offset)
            .ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return report.IsOfUnfinishedMonth
            ? Say(new($"{report.Question.Month}月报（北京时间，截至{until}，本月未结束）",
                $"Report of {report.Question.Month} (Beijing time; up to {until}: the month is not over)"))
            : Say(new($"{report.Question.Month}月报（北京时间）", $"Report of {report.Question.Month} (Beijing time)"));
    }
}
