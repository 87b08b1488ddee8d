namespace AedCabinet.Feeds;

/// <summary>One thing on its way to a receiver.</summary>
/// <param name="Url">Where the receiver is.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Body">The CloudEvent.</param>
/// <param name="Secrets">What it is signed with, one after the other.</param>
internal sealed record FeedDelivery(Uri Url, string Id, string Body, IReadOnlyList<string> Secrets);
