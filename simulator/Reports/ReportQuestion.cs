namespace AedCabinet.Reports;

/// <summary>What a report is to tell of.</summary>
/// <param name="Month">The month.</param>
/// <param name="Prefecture">The one prefecture, four digits; <c>null</c> for all.</param>
/// <param name="Department">The one department, by its name in topics; <c>null</c> for all.</param>
public sealed record ReportQuestion(ReportMonth Month, string? Prefecture = null, string? Department = null);
