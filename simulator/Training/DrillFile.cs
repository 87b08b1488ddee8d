using System.Globalization;
using AedCabinet.Contract;
using CsvHelper;
using CsvHelper.Configuration;

namespace AedCabinet.Training;

/// <summary>Writes drills as CSV, what happened against what was planned.</summary>
/// <param name="output">Where to; stays open.</param>
/// <param name="isChinese">Whether the headings are Chinese; otherwise English.</param>
public sealed class DrillFile(TextWriter output, bool isChinese) : IDisposable
{
    private static readonly string[] s_zh =
    [
        "编号", "机柜编号", "盟市代码", "旗县代码", "归口部门", "状态", "计划开始（北京时间）", "计划时长（分钟）", "计划内容", "安排人", "实际开始（北京时间）", "实际结束（北京时间）",
        "实际时长（分钟）", "开始后多少秒取出AED", "发生的事件", "计划中未发生的", "与计划不同",
    ];

    private static readonly string[] s_en =
    [
        "id", "cabinet", "prefecture", "county", "department", "stage", "planned (UTC+8)", "planned minutes", "plan", "by",
        "started (UTC+8)", "ended (UTC+8)", "minutes", "AED taken after s", "happened", "missing", "differences",
    ];

    private readonly CsvWriter _csv = new(output,
        new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }, leaveOpen: true);

    /// <summary>Writes the headings.</summary>
    public void WriteHeadings() => WriteRow(isChinese ? s_zh : s_en);

    /// <summary>Writes a drill.</summary>
    /// <param name="drill">The drill.</param>
    /// <param name="now">The time now.</param>
    /// <param name="say">What a word is called in the reader's language.</param>
    public void Write(HeldDrill drill, DateTimeOffset now, Func<string, string> say)
    {
        DrillCourse? course = drill.Course;
        WriteRow(
        [
            drill.Id, drill.Topic.Cabinet, drill.Topic.Prefecture, drill.Topic.County, drill.Topic.Sector,
            say("stage." + drill.StageAt(now).ToString().ToLowerInvariant()), TextOf(drill.Plan?.At),
            drill.Plan?.Minutes.ToString(CultureInfo.InvariantCulture), drill.Plan?.Plan, drill.Plan?.Who, TextOf(course?.Started),
            TextOf(course?.Ended), course?.Ended is { } ended ? Number((ended - course.Started).TotalMinutes, "F1") : null,
            course?.TakenAfter is { } after ? Number(after.TotalSeconds, "F0") : null,
            string.Join("; ", (course?.Counts ?? new Dictionary<string, int>()).Select(
                count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value}"))),
            string.Join("; ", drill.Missing()), string.Join("; ", drill.Differences(now).Select(word => say("difference." + word))),
        ]);
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private static string? TextOf(DateTimeOffset? time) =>
        time?.ToOffset(WallTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Number(double value, string form) => value.ToString(form, CultureInfo.InvariantCulture);

    private void WriteRow(IEnumerable<string?> cells)
    {
        foreach (string? cell in cells)
        {
            _csv.WriteField(cell);
        }

        _csv.NextRecord();
    }
}
