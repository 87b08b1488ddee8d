using System.Text.Json.Nodes;
using AedCabinet.Desk.Calls;

namespace AedCabinet.Desk.Systems;

/// <summary>A system's subscription at the centre: the one for its address, or a new one.</summary>
/// <param name="centre">The centre.</param>
/// <param name="name">What it is called there.</param>
/// <param name="url">Where the centre delivers.</param>
/// <param name="types">Which types are wanted; none for all.</param>
internal sealed class Subscription(CentreCalls centre, string name, Uri url, IReadOnlyList<string> types)
{
    /// <summary>Where the centre keeps them.</summary>
    public const string Path = "/v1/subscriptions";

    /// <summary>Sees to it that there is one.</summary>
    /// <param name="from">Behind which cursor a new one begins; <c>null</c> for now.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>Its id, and the secret with which deliveries are signed.</returns>
    /// <exception cref="CentreRefusedException">The centre refuses.</exception>
    public async Task<(string Id, string Secret)> EnsureAsync(string? from, CancellationToken stop)
    {
        JsonNode list = await centre.GetAsync(Path, stop);
        if (list["items"]?.AsArray().FirstOrDefault(item => (string?)item?["url"] == url.ToString()) is { } mine)
        {
            // A secret is shown once: whoever has none asks for another. The one before goes on for a time.
            string id = (string)mine["id"]!;
            JsonNode? renewed = await centre.SendAsync(HttpMethod.Post, $"{Path}/{id}/secret", null, null, stop);
            return (id, (string)renewed!["secret"]!);
        }

        JsonObject wanted = new() { ["name"] = name, ["url"] = url.ToString() };
        if (types.Count > 0)
        {
            wanted["types"] = new JsonArray([.. types.Select(type => (JsonNode)type)]);
        }

        if (from is not null)
        {
            wanted["from"] = from;
        }

        JsonNode made = (await centre.SendAsync(HttpMethod.Post, Path, wanted, null, stop))!;
        return ((string)made["id"]!, (string)made["secret"]!);
    }
}
