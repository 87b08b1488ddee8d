using System.Text.Json;
using System.Text.Json.Nodes;
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
    public JsonElement Of(LoggedEvent item)
    {
        JsonElement written = JsonSerializer.SerializeToElement(EventItem.Of(item), json.Value.SerializerOptions);
        if (item.Arrival > 0)
        {
            return written;
        }

        // What is not on disk has no number yet.
        JsonObject without = JsonObject.Create(written)!;
        without.Remove(json.Value.SerializerOptions.PropertyNamingPolicy?.ConvertName(nameof(EventItem.Arrival))
            ?? nameof(EventItem.Arrival));
        return JsonSerializer.SerializeToElement(without);
    }
}
