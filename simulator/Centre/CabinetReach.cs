using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>A part of the cabinets: what is empty doesn't narrow it.</summary>
/// <param name="Prefectures">The first four digits of GB/T 2260 codes.</param>
/// <param name="Departments">Names of departments as in topics.</param>
/// <param name="Cabinets">Ids of cabinets.</param>
public sealed record CabinetReach(IReadOnlyList<string> Prefectures, IReadOnlyList<string> Departments, IReadOnlyList<string> Cabinets)
{
    /// <summary>Gets a value indicating whether these are all.</summary>
    public bool IsEverything => Prefectures.Count + Departments.Count + Cabinets.Count == 0;

    /// <summary>Whether a cabinet belongs to it.</summary>
    /// <param name="cabinet">The cabinet's topic.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool Has(CabinetTopic cabinet) => IsIn(Prefectures, cabinet.Prefecture) && IsIn(Departments, cabinet.Sector)
        && IsIn(Cabinets, cabinet.Cabinet);

    private static bool IsIn(IReadOnlyList<string> wanted, string value) => wanted.Count == 0 || wanted.Contains(value);
}
