using System.Text.Json;
using AedCabinet.Feeds;
using AedCabinet.Ledger;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace AedCabinet.Api.Events;

/// <summary>What a feed says of a cabinet's event: the item that the lists have.</summary>
/// <param name="json">How it is written.</param>
internal sealed class FeedItems(IOptions<JsonOptions> json) : IFeedItems
{
    /// <inheritdoc/>
    public JsonElement Of(LoggedEvent item) => JsonSerializer.SerializeToElement(EventItem.Of(item), json.Value.SerializerOptions);
}
