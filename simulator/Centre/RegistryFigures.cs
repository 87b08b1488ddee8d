namespace AedCabinet.Centre;

/// <summary>How many cabinets are how.</summary>
/// <param name="Cabinets">All.</param>
/// <param name="Ready">That may be relied on.</param>
/// <param name="NotReady">That say they must not be relied on.</param>
/// <param name="Offline">That are not connected or have not reported for too long.</param>
/// <param name="OpenEmergencies">Emergencies that nobody has acknowledged or inspected yet.</param>
public sealed record RegistryFigures(int Cabinets, int Ready, int NotReady, int Offline, int OpenEmergencies)
{
    /// <summary>Gets how many speak but can't be understood.</summary>
    public int NotUnderstood { get; init; }

    /// <summary>Gets how many are two boards, or have lost their flash.</summary>
    public int TwoBoards { get; init; }

    /// <summary>Counts.</summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <returns>How they are.</returns>
    public static RegistryFigures Of(IReadOnlyCollection<CabinetRecord> cabinets) => new(
        cabinets.Count,
        cabinets.Count(cabinet => cabinet.Status == CabinetStatus.Ready),
        cabinets.Count(cabinet => cabinet.Status == CabinetStatus.NotReady),
        cabinets.Count(cabinet => cabinet.Status == CabinetStatus.Offline),
        cabinets.Sum(cabinet => cabinet.Open.Count))
    {
        NotUnderstood = cabinets.Count(cabinet => cabinet.Status == CabinetStatus.NotUnderstood),
        TwoBoards = cabinets.Count(cabinet => cabinet.Status == CabinetStatus.TwoBoards),
    };
}
