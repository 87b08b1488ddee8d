using System.Globalization;
using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>Which cabinets count, as a condition that the database itself holds: those of any of its parts.</summary>
/// <param name="Parts">The parts; none for no cabinet at all.</param>
public sealed record CabinetCut(IReadOnlyList<CabinetReach> Parts)
{
    /// <summary>Gets all cabinets.</summary>
    public static CabinetCut All { get; } = new([new CabinetReach([], [], [])]);

    /// <summary>Gets the county, six digits; <c>null</c> for every one.</summary>
    public string? County { get; init; }

    /// <summary>Gets the prefecture, four digits; <c>null</c> for every one.</summary>
    public string? Prefecture { get; init; }

    /// <summary>Gets the department as in topics; <c>null</c> for every one.</summary>
    public string? Sector { get; init; }

    /// <summary>The condition over cabinets <c>c</c>.</summary>
    /// <param name="values">Takes the values of its parameters; what is in it already comes before.</param>
    /// <returns>The condition.</returns>
    internal string Condition(List<object?> values)
    {
        List<string> all = [];
        AddIf("c.prefecture", Prefecture);
        AddIf("c.county", County);
        AddIf("c.sector", Sector);
        if (!Parts.Any(part => part.IsEverything))
        {
            all.Add(Parts.Count == 0 ? "1 = 0" : $"({string.Join(" OR ", Parts.Select(part => Condition(part, values)))})");
        }

        return all.Count == 0 ? "1 = 1" : string.Join(" AND ", all);

        void AddIf(string column, string? value)
        {
            if (value is not null)
            {
                all.Add($"{column} = {Next(values, value)}");
            }
        }
    }

    /// <summary>The condition of one part over cabinets.</summary>
    /// <param name="part">The part.</param>
    /// <param name="values">Takes the values of its parameters.</param>
    /// <param name="table">The name of the cabinets in the query, with its dot; empty for none.</param>
    /// <returns>The condition, in brackets.</returns>
    internal static string Condition(CabinetReach part, List<object?> values, string table = "c.")
    {
        return $"({In("prefecture", part.Prefectures)} AND {In("sector", part.Departments)} AND {In("id", part.Cabinets)})";

        string In(string column, IReadOnlyList<string> wanted) => wanted.Count == 0 ? "1 = 1"
            : $"{table}{column} IN ({string.Join(", ", wanted.Select(one => Next(values, one)))})";
    }

    /// <summary>A place for one more parameter.</summary>
    /// <param name="values">The values, to which its own is added.</param>
    /// <param name="value">Its value.</param>
    /// <returns>For example <c>$3</c>.</returns>
    internal static string Next(List<object?> values, object? value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
    }
}
