namespace AedCabinet.Feeds;

/// <summary>What of a lane is to be written down, all of it in one step.</summary>
/// <param name="Kind">Which lane.</param>
/// <param name="Position">The place up to which everything was taken or is held.</param>
/// <param name="Holds">The chains that changed, each as it is now; <c>null</c> where it holds nothing any more.</param>
/// <param name="Dead">What is given up.</param>
internal sealed record LaneNote(FeedLaneKind Kind, FeedPosition Position, IReadOnlyDictionary<string, FeedHold?> Holds,
    IReadOnlyList<(FeedEntry Entry, FeedHold Hold)> Dead)
{
    /// <summary>Gets when the receiver last took something; <c>null</c> when it has not.</summary>
    public DateTimeOffset? Taken { get; init; }

    /// <summary>Gets a value indicating whether the receiver wants to be told nothing any more.</summary>
    public bool IsGone { get; init; }
}
