using System.Globalization;

namespace AedCabinet.Simulator.Bench;

/// <summary>One figure with its target.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Target">What it should be, for people.</param>
/// <param name="Value">What it is, for people.</param>
/// <param name="IsMet">Whether the target is met.</param>
public sealed record BenchFigure(string Name, string Target, string Value, bool IsMet)
{
    /// <summary>A figure that must not be above its target.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="most">The target.</param>
    /// <param name="value">The figure.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="note">What else is worth knowing, or nothing.</param>
    /// <returns>The figure.</returns>
    public static BenchFigure AtMost(string name, double most, double value, string unit, string note = "") =>
        new(name, $"≤ {Text(most)} {unit}".TrimEnd(), $"{Text(value)} {unit}".TrimEnd() + note, value <= most);

    /// <summary>A figure that must not be below its target.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="least">The target.</param>
    /// <param name="value">The figure.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="note">What else is worth knowing, or nothing.</param>
    /// <returns>The figure.</returns>
    public static BenchFigure AtLeast(string name, double least, double value, string unit, string note = "") =>
        new(name, $"≥ {Text(least)} {unit}".TrimEnd(), $"{Text(value)} {unit}".TrimEnd() + note, value >= least);

    private static string Text(double value) => value.ToString(Math.Abs(value) >= 1000 ? "#,0" : "0.##", CultureInfo.InvariantCulture);
}
