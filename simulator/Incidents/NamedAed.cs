using System.Globalization;

namespace AedCabinet.Incidents;

/// <summary>An AED that was named to whoever opened an incident.</summary>
/// <param name="Cabinet">Its cabinet's id; <c>null</c> once it is forgotten which.</param>
/// <param name="DistanceM">How far it was in a straight line, m.</param>
public sealed record NamedAed(string? Cabinet, double DistanceM)
{
    private const char Between = '=';

    /// <summary>Reads a list of them as it is stored.</summary>
    /// <param name="text">The list; <c>null</c> for none.</param>
    /// <returns>They, the nearest first.</returns>
    public static IReadOnlyList<NamedAed> Read(string? text) =>
    [
        .. (text ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(Between))
            .Select(parts => new NamedAed(parts.Length == 2 ? parts[0] : null, double.Parse(parts[^1], CultureInfo.InvariantCulture))),
    ];

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Cabinet is null ? string.Empty : Cabinet + Between)}{Math.Round(DistanceM)}");
}
