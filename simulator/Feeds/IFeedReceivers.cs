namespace AedCabinet.Feeds;

/// <summary>The way to receivers. May be used by any thread.</summary>
internal interface IFeedReceivers
{
    /// <summary>Asks whether somebody wants to be told (the handshake of CloudEvents' webhooks).</summary>
    /// <param name="url">Where the receiver is.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>What it says.</returns>
    Task<FeedConsent> AskAsync(Uri url, CancellationToken stop);

    /// <summary>Delivers something.</summary>
    /// <param name="delivery">What.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>What the receiver says, or that it said nothing in time.</returns>
    Task<FeedAnswer> PostAsync(FeedDelivery delivery, CancellationToken stop);
}
