using System.Text.Json;
using AedCabinet.Ledger;

namespace AedCabinet.Feeds;

/// <summary>What a feed says of a cabinet's event: the item of the API.</summary>
public interface IFeedItems
{
    /// <summary>The item.</summary>
    /// <param name="item">The event.</param>
    /// <returns>It as JSON.</returns>
    JsonElement Of(LoggedEvent item);
}
