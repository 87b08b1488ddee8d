namespace AedCabinet.Feeds;

/// <summary>A piece of what happened.</summary>
/// <param name="Entries">What, in its order.</param>
/// <param name="Through">The place up to which nothing else is left out.</param>
public sealed record FeedPiece(IReadOnlyList<FeedEntry> Entries, FeedPosition Through);
