using System.Globalization;

namespace AedCabinet.Ledger;

/// <summary>Which cabinets count, as a condition that the database itself holds: those of any of its parts.</summary>
/// <param name="Parts">The parts; none for no cabinet at all.</param>
public sealed record CabinetCut(IReadOnlyList<CabinetCutPart> Parts)
{
    /// <summary>Gets all cabinets.</summary>
    public static CabinetCut All { get; } = new([new CabinetCutPart([], [], [])]);

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
            all.Add(Parts.Count == 0 ? "1 = 0" : $"({string.Join(" OR ", Parts.Select(part => part.Condition(values)))})");
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
