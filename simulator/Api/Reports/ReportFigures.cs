using AedCabinet.Api.Lists;
using AedCabinet.Reports;

namespace AedCabinet.Api.Reports;

/// <summary>A month's figures of the cabinets of a prefecture, a department, both, or all.</summary>
public sealed record ReportFigures
{
    /// <summary>Gets the prefecture by its code, four digits; <c>null</c> for all of them.</summary>
    public required Coded? Prefecture { get; init; }

    /// <summary>Gets the department; <c>null</c> for all of them.</summary>
    public required Coded? Department { get; init; }

    /// <summary>Gets the figures by their keys; <c>null</c> for one that is not known yet. One that does not belong here is left out, as
    /// coverage of a department alone.</summary>
    public required IReadOnlyDictionary<string, double?> Figures { get; init; }

    /// <summary>A row as the API gives it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="zh">The words in Chinese.</param>
    /// <param name="en">The words in English.</param>
    /// <returns>It.</returns>
    internal static ReportFigures Of(ReportRow row, ReportWords zh, ReportWords en) => new()
    {
        Prefecture = row.Prefecture is { } code ? new Coded { Code = code, Zh = zh.Prefecture(code), En = en.Prefecture(code) } : null,
        Department = row.Department is { } department
            ? new Coded { Code = department, Zh = zh.Department(department), En = en.Department(department) } : null,
        Figures = ReportColumn.All.Where(column => column.IsIn(row)).ToDictionary(column => column.Key,
            column => column.Value(row) is { } value ? Math.Round(value, column.Decimals, MidpointRounding.AwayFromZero) : (double?)null),
    };
}
