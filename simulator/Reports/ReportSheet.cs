using System.Globalization;
using AedCabinet.Terminal;

namespace AedCabinet.Reports;

/// <summary>One table of a report in a reader's language: the same for the page, its files and the terminal.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Headings">The columns' headings.</param>
/// <param name="Rows">The rows: numbers, texts, and <c>null</c> where nothing belongs.</param>
/// <param name="Decimals">With how many decimals each column's numbers are written.</param>
public sealed record ReportSheet(string Name, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<object?>> Rows,
    IReadOnlyList<int> Decimals)
{
    private const int PlaceColumns = 4;

    /// <summary>The figures.</summary>
    /// <param name="report">The report.</param>
    /// <param name="words">The reader's language.</param>
    /// <returns>The table: level, prefecture's code and name, department, and the figures.</returns>
    public static ReportSheet Figures(MonthReport report, ReportWords words) => new(
        words.Say(new("月报", "Report")),
        [
            words.Say(new("范围", "Level")), words.Say(new("盟市代码", "Prefecture code")), words.Say(new("盟市", "Prefecture")),
            words.Say(new("归口部门", "Department")), .. ReportColumn.All.Select(column => words.Say(column.Heading)),
        ],
        [.. report.Rows.Select(row => Cells(row, words))],
        [.. Enumerable.Repeat(0, PlaceColumns), .. ReportColumn.All.Select(column => column.Decimals)]);

    /// <summary>The kinds of fault.</summary>
    /// <param name="report">The report.</param>
    /// <param name="words">The reader's language.</param>
    /// <returns>The table.</returns>
    public static ReportSheet Faults(MonthReport report, ReportWords words) => new(
        words.Say(new("故障分类", "Faults by kind")),
        [
            words.Say(new("故障", "Fault")), words.Say(new("次数", "Faults")), words.Say(new("机柜（台）", "Cabinets")),
            words.Say(new("时长（小时）", "Stood (h)")), words.Say(new("最长一次（小时）", "Longest (h)")),
        ],
        [
            .. report.Faults.Select(row => (IReadOnlyList<object?>)[words.Reason(row.Reason), (double)row.Faults, (double)row.Cabinets,
                Round(row.Stood.TotalHours, 1), Round(row.Longest.TotalHours, 1)]),
        ],
        [0, 0, 0, 1, 1]);

    /// <summary>What the figures mean.</summary>
    /// <param name="report">The report.</param>
    /// <param name="words">The reader's language.</param>
    /// <returns>The table.</returns>
    public static ReportSheet Definitions(MonthReport report, ReportWords words) => new(
        words.Say(new("指标说明", "Definitions")),
        [words.Say(new("指标", "Figure")), words.Say(new("说明", "What it means"))],
        [
            [words.Say(new("报告", "Report")), words.Title(report)],
            .. ReportColumn.All.Select(column => (IReadOnlyList<object?>)[words.Say(column.Heading), words.Say(column.Definition)]),
        ],
        [0, 0]);

    /// <summary>A cell as it is read.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <returns>The text; a number with its decimals.</returns>
    public string Text(int row, int column) => Rows[row][column] switch
    {
        double number => number.ToString("F" + Decimals[column].ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        object text => (string)text,
        null => string.Empty,
    };

    private static List<object?> Cells(ReportRow row, ReportWords words)
    {
        Wording level = (row.Prefecture, row.Department) switch
        {
            (not null, not null) => new("盟市和部门", "prefecture and department"),
            (not null, null) => new("盟市", "prefecture"),
            (null, not null) => new("部门", "department"),
            _ => new("合计", "all"),
        };
        List<object?> cells =
        [
            words.Say(level), row.Prefecture, row.Prefecture is { } code ? words.Prefecture(code) : words.All,
            row.Department is { } department ? words.Department(department) : words.All,
        ];
        foreach (ReportColumn column in ReportColumn.All)
        {
            cells.Add(!column.IsIn(row) ? null : column.Value(row) is { } value ? Round(value, column.Decimals) : words.NotKnown);
        }

        return cells;
    }

    // Away from zero, as people round: the figure in a file is the one that is read.
    private static double Round(double value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);
}
