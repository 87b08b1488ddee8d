using System.Globalization;
using System.Text.RegularExpressions;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>What a part's value says, as a number.</summary>
public static partial class PartValue
{
    /// <summary>Reads the first quantity of one unit.</summary>
    /// <param name="value">A value as a person reads it, for example <c>100 nF 50 V</c> or <c>8 × 4.7 kΩ</c>.</param>
    /// <param name="unit">The unit: <c>Ω</c>, <c>F</c>, <c>V</c>, <c>A</c>.</param>
    /// <returns>The quantity in that unit, or <c>null</c> when the value names none.</returns>
    public static double? In(string value, string unit)
    {
        Match match = Quantity().Matches(value).FirstOrDefault(match => match.Groups[3].Value == unit)!;
        return match is null ? null : double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * FactorOf(match.Groups[2].Value);
    }

    private static double FactorOf(string prefix) => prefix switch
    {
        "p" => 1e-12,
        "n" => 1e-9,
        "µ" => 1e-6,
        "m" => 1e-3,
        "k" => 1e3,
        "M" => 1e6,
        _ => 1,
    };

    [GeneratedRegex(@"([0-9.]+) ([pnµmkM]?)(Ω|F|V|A)(?![A-Za-z])")]
    private static partial Regex Quantity();
}
