using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Desk.Feed;
using StandardWebhooks;

namespace AedCabinet.Centre.Tests.Desk;

/// <summary>Deliveries as a centre makes them, and as somebody makes them who is none.</summary>
internal static class SignedPost
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw0123456789ab";

    public static string Event(string id, string cabinet = "NM-1", int cursor = 1, bool isDrill = false,
        string type = "aed.cabinet.door.opened", string severity = "info") => new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["type"] = type,
            ["source"] = $"/v1/cabinets/{cabinet}",
            ["subject"] = cabinet,
            ["time"] = "2026-11-30T08:00:00Z",
            ["severity"] = severity,
            ["drill"] = isDrill,
            ["cursor"] = string.Create(CultureInfo.InvariantCulture, $"{cursor}.7"),
            ["datacontenttype"] = "application/json",
            ["data"] = new JsonObject { ["cabinet"] = cabinet, ["boot"] = 1, ["seq"] = cursor },
        }.ToJsonString();

    public static HttpRequestMessage Of(Uri url, string id, string body, DateTimeOffset? at = null, params string[] secrets)
    {
        DateTimeOffset signed = at ?? DateTimeOffset.UtcNow;
        HttpRequestMessage request = new(HttpMethod.Post, url)
        {
            Content = new StringContent(body, Encoding.UTF8, FeedEvent.MediaType),
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", signed.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ',
            (secrets.Length == 0 ? [Secret] : secrets).Select(secret => new StandardWebhook(secret).Sign(id, signed, body))));
        return request;
    }

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient http, HttpRequestMessage request)
    {
        using HttpResponseMessage answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
