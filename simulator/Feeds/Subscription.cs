namespace AedCabinet.Feeds;

/// <summary>Somebody who is told what happens, by webhooks.</summary>
/// <param name="No">Its number in the database.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Url">Where its receiver is.</param>
/// <param name="Maker">The id of the account that made it: what that may not see, it is not told.</param>
/// <param name="Filter">What is wanted.</param>
/// <param name="State">How it stands.</param>
public sealed record Subscription(
    long No, string Id, string Name, Uri Url, string Maker, FeedFilter Filter, SubscriptionState State)
{
    /// <summary>Gets why it stands so, in short English; <c>null</c> where there is nothing to say.</summary>
    public string? Why { get; init; }

    /// <summary>Gets how many deliveries a minute its receiver asks for at most; <c>null</c> for any number.</summary>
    public int? Rate { get; init; }

    /// <summary>Gets when it was made.</summary>
    public DateTimeOffset Made { get; init; }

    /// <summary>Gets since when its receiver is asked whether it wants to be told.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Gets how often it was asked in vain.</summary>
    public int Tries { get; init; }

    /// <summary>Gets when it is asked next.</summary>
    public DateTimeOffset NextAt { get; init; }

    /// <summary>Gets when it last took something; <c>null</c> for never.</summary>
    public DateTimeOffset? Taken { get; init; }

    /// <summary>Gets what changes with everything after which delivery begins anew.</summary>
    public long Generation { get; init; }

    /// <summary>Gets the number of the change that it was last changed with.</summary>
    internal long Change { get; init; }

    /// <summary>Gets the secrets that sign, sealed: the one that counts, and the one before while that is still valid.</summary>
    internal IReadOnlyList<string> Sealed { get; init; } = [];
}
