using AedCabinet.Api.Lists;
using AedCabinet.Reports;

namespace AedCabinet.Api.Reports;

/// <summary>How often and how long one kind of fault stood in the month.</summary>
public sealed record FaultFigures
{
    /// <summary>Gets the reason that the cabinets gave.</summary>
    public required Coded Reason { get; init; }

    /// <summary>Gets how many there were.</summary>
    public required int Faults { get; init; }

    /// <summary>Gets at how many cabinets.</summary>
    public required int Cabinets { get; init; }

    /// <summary>Gets for how many hours in all.</summary>
    public required double StoodHours { get; init; }

    /// <summary>Gets for how many hours the longest.</summary>
    public required double LongestHours { get; init; }

    /// <summary>A kind of fault as the API gives it.</summary>
    /// <param name="row">The kind.</param>
    /// <returns>It.</returns>
    internal static FaultFigures Of(FaultRow row) => new()
    {
        Reason = Coded.Of("reason", row.Reason),
        Faults = row.Faults,
        Cabinets = row.Cabinets,
        StoodHours = Hours(row.Stood),
        LongestHours = Hours(row.Longest),
    };

    private static double Hours(TimeSpan time) => Math.Round(time.TotalHours, 1, MidpointRounding.AwayFromZero);
}
