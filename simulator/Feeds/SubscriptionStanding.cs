namespace AedCabinet.Feeds;

/// <summary>A subscription and how far it has got.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Position">The place up to which everything was delivered or is held.</param>
/// <param name="Held">How many cabinets and incidents wait for their next try.</param>
/// <param name="Dead">How many dead letters it has.</param>
public sealed record SubscriptionStanding(Subscription Subscription, FeedPosition Position, int Held, int Dead)
{
    /// <summary>Gets how it stands: as its subscription, or starting.</summary>
    public SubscriptionState State => IsStarting ? SubscriptionState.Starting : Subscription.State;

    /// <summary>Gets since when what it did not take is tried again; <c>null</c> when it takes everything.</summary>
    public DateTimeOffset? TriedSince { get; init; }

    /// <summary>Gets a value indicating whether not everybody who takes messages in knows yet that it is told.</summary>
    internal bool IsStarting { get; init; }
}
