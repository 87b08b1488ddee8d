using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace AedCabinet.Care;

/// <summary>Writes due work as CSV, for whoever orders and brings what is needed.</summary>
public static class DueFile
{
    private static readonly string[] s_zh =
    [
        "机柜编号", "名称", "设置单位", "盟市代码", "归口部门", "事项", "内容", "日期", "已逾期", "负责人", "计划日期", "AED型号", "备注",
    ];

    private static readonly string[] s_en =
    [
        "cabinet", "name", "site", "prefecture", "department", "kind", "what", "day", "overdue", "responsible", "planned",
        "aed model", "note",
    ];

    /// <summary>Writes it, in UTF-8 with the mark by which spreadsheets know it; no cell is a formula.</summary>
    /// <param name="items">The work.</param>
    /// <param name="today">The day in China.</param>
    /// <param name="isChinese">Whether the headings are Chinese; otherwise English.</param>
    /// <param name="say">What a kind and its word are called in that language.</param>
    /// <param name="output">Where to; stays open.</param>
    public static void Write(IEnumerable<DueItem> items, DateOnly today, bool isChinese, Func<DueItem, (string Kind, string What)> say,
        Stream output)
    {
        CsvConfiguration options = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };
        using StreamWriter text = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        using CsvWriter csv = new(text, options);
        WriteRow(csv, isChinese ? s_zh : s_en);
        foreach (DueItem item in items)
        {
            (string kind, string what) = say(item);
            WriteRow(csv,
            [
                item.Cabinet.Id, item.Cabinet.About?.Name, item.Cabinet.About?.Site, item.Cabinet.Topic.Prefecture,
                item.Cabinet.Topic.Sector,
                kind, what, Day(item.Day), item.IsOverdue(today) ? isChinese ? "是" : "yes" : string.Empty, item.Plan?.Responsible,
                item.Plan is { } plan ? Day(plan.Day) : null, item.Cabinet.About?.AedModel, item.Detail,
            ]);
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void WriteRow(CsvWriter csv, IEnumerable<string?> cells)
    {
        foreach (string? cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.NextRecord();
    }
}
