namespace AedCabinet.Feeds;

/// <summary>A subscription that this process delivers to.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Lanes">How far each lane has got.</param>
/// <param name="Holds">What each lane holds.</param>
/// <param name="Asked">The dead letters that are to be tried once more.</param>
internal sealed record ClaimedSubscription(Subscription Subscription, IReadOnlyDictionary<FeedLaneKind, FeedPosition> Lanes,
    ILookup<FeedLaneKind, FeedHold> Holds, IReadOnlyList<DeadLetter> Asked);
