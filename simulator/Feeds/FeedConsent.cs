namespace AedCabinet.Feeds;

/// <summary>What a receiver said to the question whether it wants to be told.</summary>
/// <param name="IsGiven">Whether it wants to; <c>null</c> when it did not answer.</param>
/// <param name="Rate">How many deliveries a minute it wants at most; <c>null</c> for any number.</param>
/// <param name="Why">Why not.</param>
internal sealed record FeedConsent(bool? IsGiven, int? Rate, string? Why);
