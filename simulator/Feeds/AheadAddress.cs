namespace AedCabinet.Feeds;

/// <summary>Whom an emergency reaches that is not on disk: all that is needed to tell it, held in memory.</summary>
/// <param name="subscription">The subscription, which is active.</param>
/// <param name="pick">What it is told.</param>
/// <param name="secrets">What signs.</param>
internal sealed class AheadAddress(Subscription subscription, FeedPick pick, IReadOnlyList<string> secrets)
{
    /// <summary>Gets the subscription.</summary>
    public Subscription Subscription => subscription;

    /// <summary>Gets what it is told.</summary>
    public FeedPick Pick => pick;

    /// <summary>Gets what signs.</summary>
    public IReadOnlyList<string> Secrets => secrets;

    /// <summary>Nothing of the secrets is ever shown.</summary>
    /// <returns>The subscription's id.</returns>
    public override string ToString() => subscription.Id;
}
