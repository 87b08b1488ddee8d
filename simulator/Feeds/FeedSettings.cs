namespace AedCabinet.Feeds;

/// <summary>How receivers are reached.</summary>
/// <param name="AllowsPrivate">Whether they may be at addresses that are not of the public internet, and without TLS.</param>
/// <param name="Origin">The name under which the centre asks receivers whether they want to be told.</param>
public sealed record FeedSettings(bool AllowsPrivate, string Origin)
{
    /// <summary>Gets what holds unless something else is said.</summary>
    public static FeedSettings Usual { get; } = new(false, "aed-registry");
}
