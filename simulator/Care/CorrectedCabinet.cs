namespace AedCabinet.Care;

/// <summary>What was corrected at a cabinet, and what only the registry holds of it.</summary>
/// <param name="Version">How many corrections there were: what a new one is based on.</param>
/// <param name="People">How many people there are at its site; <c>null</c> while nobody has told.</param>
/// <param name="Responsible">Who is responsible for it; <c>null</c> for nobody.</param>
/// <param name="Corrections">The latest corrections, the newest first.</param>
public sealed record CorrectedCabinet(long Version, long? People, string? Responsible, IReadOnlyList<Correction> Corrections);
