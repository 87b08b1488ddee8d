namespace AedCabinet.Feeds;

/// <summary>An emergency that one receiver is to be told.</summary>
/// <param name="item">The emergency.</param>
/// <param name="nextAt">When it is tried.</param>
internal sealed class AheadTry(AheadEvent item, DateTimeOffset nextAt)
{
    /// <summary>Gets the emergency.</summary>
    public AheadEvent Item => item;

    /// <summary>Gets or sets when it is tried next.</summary>
    public DateTimeOffset NextAt { get; set; } = nextAt;

    /// <summary>Gets or sets how often it was tried in vain.</summary>
    public int Misses { get; set; }

    /// <summary>Gets or sets a value indicating whether it is under way.</summary>
    public bool IsUnderWay { get; set; }
}
