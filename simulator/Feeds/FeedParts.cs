namespace AedCabinet.Feeds;

/// <summary>What deliveries are made with.</summary>
/// <param name="Log">What happened.</param>
/// <param name="Claims">Notes how far they have got.</param>
/// <param name="Makers">What may be seen.</param>
/// <param name="Writer">Writes what is delivered.</param>
/// <param name="Secrets">Opens what signs.</param>
/// <param name="Receivers">The way to receivers.</param>
/// <param name="Clock">The time.</param>
/// <param name="Random">Gives the jitter.</param>
internal sealed record FeedParts(FeedLog Log, FeedClaims Claims, IFeedMakers Makers, FeedWriter Writer, FeedSecrets Secrets,
    IFeedReceivers Receivers, TimeProvider Clock, Random Random);
