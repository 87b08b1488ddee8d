namespace AedCabinet.Feeds;

/// <summary>A chain whose next event was not taken: it goes on by itself, and holds up no other.</summary>
/// <param name="Chain">The chain: a cabinet, or an incident of none.</param>
/// <param name="Before">The place behind which its next event is.</param>
/// <param name="Since">When that was tried first; <c>null</c> before.</param>
/// <param name="Tries">How often it was tried in vain.</param>
/// <param name="NextAt">When it is tried next.</param>
/// <param name="Why">What the last try said.</param>
internal sealed record FeedHold(string Chain, FeedPosition Before, DateTimeOffset? Since, int Tries, DateTimeOffset NextAt, string? Why);
