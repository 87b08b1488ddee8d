namespace AedCabinet.Feeds;

/// <summary>An emergency on its way to the disk.</summary>
/// <param name="entry">What happened, without a place in what happens.</param>
/// <param name="from">Who brought it.</param>
/// <param name="came">When, a time stamp.</param>
internal sealed class AheadEvent(FeedEntry entry, object from, long came)
{
    /// <summary>Gets what happened.</summary>
    public FeedEntry Entry => entry;

    /// <summary>Gets who brought it.</summary>
    public object From => from;

    /// <summary>Gets when it came, a time stamp.</summary>
    public long Came => came;

    /// <summary>Gets or sets when it was on disk, a time stamp; <c>null</c> while that is not known.</summary>
    public long? Kept { get; set; }

    /// <summary>Gets or sets a value indicating whether it is told without waiting for the disk.</summary>
    public bool IsAhead { get; set; }

    /// <summary>Gets or sets a value indicating whether the regular way tells it from now on; read by any thread.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Gets or sets it as it is sent; <c>null</c> before it is.</summary>
    public string? Body { get; set; }
}
