namespace AedCabinet.Ledger;

/// <summary>Some of the cabinets; what is empty doesn't narrow it.</summary>
/// <param name="Prefectures">The first four digits of GB/T 2260 codes.</param>
/// <param name="Sectors">Names of departments as in topics.</param>
/// <param name="Cabinets">Ids of cabinets.</param>
public sealed record CabinetCutPart(IReadOnlyList<string> Prefectures, IReadOnlyList<string> Sectors, IReadOnlyList<string> Cabinets)
{
    /// <summary>Gets a value indicating whether these are all.</summary>
    internal bool IsEverything => Prefectures.Count + Sectors.Count + Cabinets.Count == 0;

    /// <summary>The condition over cabinets <c>c</c>.</summary>
    /// <param name="values">Takes the values of its parameters.</param>
    /// <returns>The condition, in brackets.</returns>
    internal string Condition(List<object?> values)
    {
        return $"({In("c.prefecture", Prefectures)} AND {In("c.sector", Sectors)} AND {In("c.id", Cabinets)})";

        string In(string column, IReadOnlyList<string> wanted) => wanted.Count == 0 ? "1 = 1"
            : $"{column} IN ({string.Join(", ", wanted.Select(one => CabinetCut.Next(values, one)))})";
    }
}
