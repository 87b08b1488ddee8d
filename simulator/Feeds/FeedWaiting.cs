namespace AedCabinet.Feeds;

/// <summary>Something that a lane has read and that waits for its turn, or for its answer.</summary>
/// <param name="entry">It.</param>
internal sealed class FeedWaiting(FeedEntry entry)
{
    /// <summary>Gets it.</summary>
    public FeedEntry Entry => entry;

    /// <summary>Gets or sets a value indicating whether it is under way.</summary>
    public bool IsSent { get; set; }

    /// <summary>Gets or sets a value indicating whether nothing is left to do about it here.</summary>
    public bool IsDone { get; set; }
}
