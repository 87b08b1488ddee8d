using System.Globalization;

namespace AedCabinet.Feeds;

/// <summary>
/// A place in what happens: everything up to a number of arrival of what cabinets say, and up to a number of what happened at the centre.
/// As text it is the <c>cursor</c> of the feed.
/// </summary>
/// <param name="Arrival">The cabinets' number of arrival; 0 for the beginning.</param>
/// <param name="Centre">The centre's number; 0 for the beginning.</param>
public readonly record struct FeedPosition(long Arrival, long Centre)
{
    private const char Between = '.';

    /// <summary>Reads a cursor.</summary>
    /// <param name="text">The text, such as <c>1234.56</c>.</param>
    /// <param name="position">The place.</param>
    /// <returns><c>false</c> when it is none.</returns>
    public static bool TryParse(string? text, out FeedPosition position)
    {
        position = default;
        string[] parts = (text ?? string.Empty).Split(Between);
        if (parts.Length != 2 || !TryParse(parts[0], out long arrival) || !TryParse(parts[1], out long centre))
        {
            return false;
        }

        position = new FeedPosition(arrival, centre);
        return true;
    }

    /// <summary>Whether both numbers are at least those of another place.</summary>
    /// <param name="other">The other.</param>
    /// <returns><c>true</c> when nothing lies between that is behind this one.</returns>
    public bool Covers(FeedPosition other) => Arrival >= other.Arrival && Centre >= other.Centre;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Arrival}{Between}{Centre}");

    private static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
