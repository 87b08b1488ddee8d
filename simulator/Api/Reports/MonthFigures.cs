using AedCabinet.Page.Reports;
using AedCabinet.Reports;

namespace AedCabinet.Api.Reports;

/// <summary>A month's report.</summary>
public sealed record MonthFigures
{
    /// <summary>Gets the month, by China's calendar.</summary>
    public required string Month { get; init; }

    /// <summary>Gets up to when the figures hold: the month's end, or the time now while it lasts.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Gets a value indicating whether the month is over.</summary>
    public required bool IsOver { get; init; }

    /// <summary>Gets a row for each prefecture and department, then for each prefecture, each department, and all.</summary>
    public required IReadOnlyList<ReportFigures> Rows { get; init; }

    /// <summary>Gets the kinds of fault, what stood longest first.</summary>
    public required IReadOnlyList<FaultFigures> Faults { get; init; }

    /// <summary>Gets what each figure means.</summary>
    public required IReadOnlyList<FigureMeaning> Meanings { get; init; }

    /// <summary>A report as the API gives it.</summary>
    /// <param name="report">The report.</param>
    /// <returns>It.</returns>
    internal static MonthFigures Of(MonthReport report)
    {
        ReportWords zh = ReportChoice.WordsOf(isChinese: true);
        ReportWords en = ReportChoice.WordsOf(isChinese: false);
        return new MonthFigures
        {
            Month = report.Question.Month.ToString(),
            Until = report.Until.ToUniversalTime(),
            IsOver = !report.IsOfUnfinishedMonth,
            Rows = [.. report.Rows.Select(row => ReportFigures.Of(row, zh, en))],
            Faults = [.. report.Faults.Select(FaultFigures.Of)],
            Meanings = [.. ReportColumn.All.Select(FigureMeaning.Of)],
        };
    }
}
