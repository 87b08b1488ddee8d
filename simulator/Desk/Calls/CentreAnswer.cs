using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AedCabinet.Desk.Calls;

/// <summary>What the centre answers.</summary>
internal static class CentreAnswer
{
    /// <summary>Reads a body.</summary>
    /// <param name="text">The body.</param>
    /// <returns>It; <c>null</c> when it is empty or no JSON.</returns>
    public static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a refusal may be over in a moment.</summary>
    /// <param name="status">The answer's status.</param>
    /// <returns><c>true</c> when it is worth asking again.</returns>
    public static bool IsForNow(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>What a refusal says (RFC 9457).</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="problem">Its body.</param>
    /// <returns>The exception.</returns>
    public static CentreRefusedException Refusal(HttpStatusCode status, JsonNode? problem) => new((int)status,
        string.Join(' ', new[] { $"{(int)status}", (string?)problem?["title"], (string?)problem?["detail"] }.OfType<string>()));
}
