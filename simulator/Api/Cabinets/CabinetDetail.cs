using AedCabinet.Centre;

namespace AedCabinet.Api.Cabinets;

/// <summary>Everything that is known of a cabinet, but for whom to call.</summary>
public sealed record CabinetDetail
{
    /// <summary>Gets it as lists have it.</summary>
    public required CabinetSummary Cabinet { get; init; }

    /// <summary>Gets who and where it is; <c>null</c> before it said so.</summary>
    public required CabinetAbout? About { get; init; }

    /// <summary>Gets its latest picture; <c>null</c> before the first.</summary>
    public required CabinetPicture? State { get; init; }

    /// <summary>Gets its latest figures; <c>null</c> before the first.</summary>
    public required CabinetFigures? Telemetry { get; init; }

    /// <summary>Gets since when which emergencies are open at it.</summary>
    public required IReadOnlyList<CabinetEmergency> Open { get; init; }

    /// <summary>Gets why its latest state can't be understood, in an English sentence; <c>null</c> when it can.</summary>
    public required string? Doubt { get; init; }

    /// <summary>Gets what shows that two boards speak as it, in an English sentence; <c>null</c> for nothing.</summary>
    public required string? TwoBoards { get; init; }

    /// <summary>Everything that is known of a cabinet.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>It.</returns>
    internal static CabinetDetail Of(CabinetRecord cabinet) => new()
    {
        Cabinet = CabinetSummary.Of(cabinet),
        About = CabinetAbout.Of(cabinet.About),
        State = CabinetPicture.Of(cabinet.State),
        Telemetry = CabinetFigures.Of(cabinet.Telemetry),
        Open = [.. cabinet.Open.Select(CabinetEmergency.Of)],
        Doubt = cabinet.Doubt,
        TwoBoards = cabinet.Conflict?.Sign,
    };
}
