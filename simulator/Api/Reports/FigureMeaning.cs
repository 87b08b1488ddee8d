using AedCabinet.Reports;

namespace AedCabinet.Api.Reports;

/// <summary>What one figure of a report means.</summary>
public sealed record FigureMeaning
{
    /// <summary>Gets its key among the figures.</summary>
    public required string Key { get; init; }

    /// <summary>Gets what it means, in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>Gets what it means, in English.</summary>
    public required string En { get; init; }

    /// <summary>A figure's meaning as the API gives it.</summary>
    /// <param name="column">The figure.</param>
    /// <returns>It.</returns>
    internal static FigureMeaning Of(ReportColumn column) => new()
    {
        Key = column.Key,
        Zh = $"{column.Heading.Zh}：{column.Definition.Zh}",
        En = $"{column.Heading.En}: {column.Definition.En}",
    };
}
