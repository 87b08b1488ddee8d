using AedCabinet.Centre;
using AedCabinet.Places;

namespace AedCabinet.Page.Map;

/// <summary>Finds cabinets that have a place by what somebody types: id, name, site, where, county.</summary>
internal static class CabinetSearch
{
    /// <summary>How many are offered at most.</summary>
    public const int Most = 8;

    /// <summary>Looks for them.</summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <param name="typed">Words that all must be there, in any order.</param>
    /// <returns>Those that match, one whose id it is before all others.</returns>
    public static IReadOnlyList<CabinetRecord> Find(IEnumerable<CabinetRecord> cabinets, string typed)
    {
        string[] words = typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? [] : [.. cabinets.Where(cabinet => cabinet.About is { Latitude: not null, Longitude: not null }
                && words.All(word => Names(cabinet).Any(name => name?.Contains(word, StringComparison.OrdinalIgnoreCase) is true)))
            .OrderBy(cabinet => cabinet.Id.Equals(typed.Trim(), StringComparison.OrdinalIgnoreCase) ? 0 : 1).Take(Most)];
    }

    private static string?[] Names(CabinetRecord cabinet) =>
        [cabinet.Id, cabinet.About!.Name, cabinet.About.Site, cabinet.About.Where, CountyNames.Of(cabinet.Topic.County)];
}
