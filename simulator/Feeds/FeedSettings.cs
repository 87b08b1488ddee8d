using AedCabinet.Centre;

namespace AedCabinet.Feeds;

/// <summary>How receivers are reached.</summary>
/// <param name="Private">At which addresses that are not of the public internet they may be, and without TLS.</param>
/// <param name="Origin">The name under which the centre asks receivers whether they want to be told.</param>
public sealed record FeedSettings(PrivateNetworks Private, string Origin)
{
    /// <summary>Gets what holds unless something else is said.</summary>
    public static FeedSettings Usual { get; } = new(PrivateNetworks.None, "aed-registry");
}
