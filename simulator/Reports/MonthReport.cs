namespace AedCabinet.Reports;

/// <summary>A month's figures.</summary>
/// <param name="Question">What was asked for.</param>
/// <param name="Until">Up to when they hold: the month's end, or the time now while it lasts.</param>
/// <param name="Rows">A row for each prefecture and department, then for each prefecture, each department, and all.</param>
/// <param name="Faults">The kinds of fault, what stood longest first.</param>
public sealed record MonthReport(ReportQuestion Question, DateTimeOffset Until, IReadOnlyList<ReportRow> Rows,
    IReadOnlyList<FaultRow> Faults)
{
    /// <summary>Gets a value indicating whether the month is not over yet.</summary>
    public bool IsOfUnfinishedMonth => Until < Question.Month.Until;
}
