namespace AedCabinet.Feeds;

/// <summary>What somebody who wants to be told says.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Url">Where the receiver is.</param>
/// <param name="Filter">What is wanted.</param>
public sealed record NewSubscription(string Name, Uri Url, FeedFilter Filter);
