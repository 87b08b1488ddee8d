namespace AedCabinet.Feeds;

/// <summary>Who is told of emergencies, as it was read.</summary>
/// <param name="Addresses">They.</param>
/// <param name="Change">The number of a change that is in it (<see cref="SubscriptionList"/>).</param>
/// <param name="Said">The number that the database has of this process; <c>null</c> for none.</param>
internal sealed record AheadList(IReadOnlyList<AheadAddress> Addresses, long Change, long? Said);
