using AedCabinet.Centre;
using AedCabinet.Places;

namespace AedCabinet.Ledger;

/// <summary>The plan against what hangs: so many AEDs for each 100,000 people.</summary>
public static class Coverage
{
    /// <summary>AEDs for each 100,000 people.</summary>
    public const int PlannedPer100000 = 30;

    /// <summary>How many AEDs so many people are to have.</summary>
    /// <param name="population">The people.</param>
    /// <returns>The number, rounded up: part of an AED saves nobody.</returns>
    public static long Planned(long population) => ((population * PlannedPer100000) + 99_999) / 100_000;

    /// <summary>Compares.</summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <param name="table">The population.</param>
    /// <returns>A row for each prefecture, by code; one that the table lacks has no plan.</returns>
    public static IReadOnlyList<CoverageRow> Of(IEnumerable<CabinetRecord> cabinets, PrefectureTable table)
    {
        // What holds no AED, and what has not said yet what it holds, covers nobody.
        ILookup<string, CabinetRecord> byPrefecture = cabinets.Where(cabinet => cabinet.About is { Kind: not "kit" })
            .ToLookup(cabinet => cabinet.Topic.Prefecture);
        IEnumerable<string> others = byPrefecture.Select(group => group.Key).Except(table.Prefectures.Select(item => item.Code));
        return
        [
            .. table.Prefectures
                .Select(item => Row(item.Code, $"{item.English} {item.Name}", item.Population))
                .Concat(others.Select(code => Row(code, "not in the table", null)))
                .OrderBy(row => row.Code, StringComparer.Ordinal),
        ];

        CoverageRow Row(string code, string name, long? population) => new(
            code,
            name,
            population,
            Planned(population ?? 0),
            byPrefecture[code].Count(),
            byPrefecture[code].Count(cabinet => cabinet.Status == CabinetStatus.Ready));
    }
}
