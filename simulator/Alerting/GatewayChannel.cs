using System.Globalization;
using System.Text;
using System.Text.Json;
using AedCabinet.Centre;
using Polly;
using StandardWebhooks;

namespace AedCabinet.Alerting;

/// <summary>Tells by a gateway: a webhook, signed after Standard Webhooks.</summary>
/// <param name="clients">Makes the client, which tries again what may be better in a moment.</param>
/// <param name="name">The gateway's name.</param>
/// <param name="settings">Where it is.</param>
/// <param name="clock">The time.</param>
public sealed class GatewayChannel(IHttpClientFactory clients, string name, GatewaySettings settings, TimeProvider clock) : IAlertChannel
{
    private static readonly JsonSerializerOptions s_plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <inheritdoc/>
    public async Task SendAsync(AlertMessage message, CancellationToken stop)
    {
        DateTimeOffset now = clock.GetUtcNow();
        string body = Body(message);
        using HttpRequestMessage request = new(HttpMethod.Post, settings.Url);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", new StandardWebhook(settings.Secret).Sign(message.Id, now, body));
        try
        {
            using HttpClient client = clients.CreateClient(AlertingServices.ClientOf(name));
            using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (!answer.IsSuccessStatusCode)
            {
                throw new AlertNotSentException($"the gateway answered {(int)answer.StatusCode}");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or ExecutionRejectedException)
        {
            throw new AlertNotSentException(exception.InnerException is PrivateAddressException
                ? $"{exception.InnerException.Message}: allowPrivate is needed for that"
                : $"the gateway can't be reached: {(exception as HttpRequestException)?.HttpRequestError.ToString() ?? "no answer"}",
                exception);
        }
    }

    private static string Body(AlertMessage message) => JsonSerializer.Serialize(new
    {
        Type = "aed.alert." + message.Kind,
        Timestamp = message.At.UtcDateTime,
        Data = new
        {
            message.Id,
            To = message.To.Address,
            message.To.Name,
            Language = message.To.IsChinese ? "zh" : "en",
            message.Subject,
            message.Text,
            message.Cabinets,
            Repeat = message.IsRepeat,
        },
    }, s_plain);
}
