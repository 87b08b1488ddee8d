namespace AedCabinet.Feeds;

/// <summary>A subscription and how far it has got.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Position">The place up to which everything was delivered or is held.</param>
/// <param name="Held">How many cabinets and incidents wait for their next try.</param>
/// <param name="Dead">How many dead letters it has.</param>
public sealed record SubscriptionStanding(Subscription Subscription, FeedPosition Position, int Held, int Dead);
