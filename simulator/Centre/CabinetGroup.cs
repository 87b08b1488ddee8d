namespace AedCabinet.Centre;

/// <summary>The cabinets of one prefecture or one department.</summary>
/// <param name="Code">The prefecture's code or the department's name in the contract.</param>
/// <param name="Cabinets">The cabinets, by id.</param>
/// <param name="Figures">How they are.</param>
public sealed record CabinetGroup(string Code, IReadOnlyList<CabinetRecord> Cabinets, RegistryFigures Figures);
