using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AedCabinet.Centre;
using StandardWebhooks;

namespace AedCabinet.Feeds;

/// <summary>
/// Receivers by HTTP: CloudEvents' webhooks, signed after Standard Webhooks. Nobody is followed anywhere, nothing of an answer is read but
/// its head, and none takes longer than its time.
/// </summary>
internal sealed class HttpReceivers : IFeedReceivers, IDisposable
{
    /// <summary>So long one delivery may take.</summary>
    public static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);

    private const string RequestOrigin = "WebHook-Request-Origin";
    private const string AllowedOrigin = "WebHook-Allowed-Origin";
    private const string AllowedRate = "WebHook-Allowed-Rate";
    private const string Everybody = "*";
    private const int MostHeadKilobytes = 16;
    private const int MostRest = 16 * 1024;

    // What is asked for longer than this is asked for again.
    private static readonly TimeSpan s_longestQuiet = TimeSpan.FromHours(1);

    private static readonly TimeSpan s_connectsWithin = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client;
    private readonly string _origin;
    private readonly TimeProvider _clock;

    /// <summary>Initializes a new instance of the <see cref="HttpReceivers"/> class.</summary>
    /// <param name="settings">Where it may go, and under which name.</param>
    /// <param name="clock">The time.</param>
    public HttpReceivers(FeedSettings settings, TimeProvider clock)
    {
        SocketsHttpHandler handler = PublicAddresses.Handler(settings.Private, s_connectsWithin);
        handler.MaxResponseHeadersLength = MostHeadKilobytes;

        // Nothing but an answer's head counts. A short rest is let pass so that the connection stays; any longer one ends it.
        handler.MaxResponseDrainSize = MostRest;
        handler.ResponseDrainTimeout = TimeSpan.FromSeconds(1);
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);
        handler.AutomaticDecompression = DecompressionMethods.None;

        // Which limits counts is told by the clock that is handed in.
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _origin = settings.Origin;
        _clock = clock;
    }

    /// <inheritdoc/>
    public async Task<FeedConsent> AskAsync(Uri url, CancellationToken stop)
    {
        using HttpRequestMessage request = new(HttpMethod.Options, url);
        request.Headers.Add(RequestOrigin, _origin);
        (HttpResponseMessage? answer, string? why) = await SendAsync(request, stop);
        using (answer)
        {
            if (answer is null)
            {
                return new FeedConsent(null, null, why);
            }

            string? allowed = First(answer, AllowedOrigin);
            bool isGiven = answer.IsSuccessStatusCode && (allowed == Everybody
                || string.Equals(allowed, _origin, StringComparison.OrdinalIgnoreCase));

            // Who is in trouble has not said no.
            return !isGiven && (int)answer.StatusCode is >= 500 or 408 or 429
                ? new FeedConsent(null, null, $"it answered OPTIONS with {(int)answer.StatusCode}")
                : new FeedConsent(isGiven, int.TryParse(First(answer, AllowedRate), NumberStyles.None, CultureInfo.InvariantCulture,
                    out int rate) && rate > 0 ? rate : null, isGiven ? null : answer.IsSuccessStatusCode
                        ? $"it answered OPTIONS without {AllowedOrigin}: {Everybody} or {_origin}"
                        : $"it answered OPTIONS with {(int)answer.StatusCode}");
        }
    }

    /// <inheritdoc/>
    public async Task<FeedAnswer> PostAsync(FeedDelivery delivery, CancellationToken stop)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        using HttpRequestMessage request = new(HttpMethod.Post, delivery.Url);
        request.Content = new StringContent(delivery.Body, Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(FeedWriter.MediaType, "utf-8");
        request.Headers.Add("webhook-id", delivery.Id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature",
            string.Join(' ', delivery.Secrets.Select(secret => new StandardWebhook(secret).Sign(delivery.Id, now, delivery.Body))));
        (HttpResponseMessage? answer, string? why) = await SendAsync(request, stop);
        using (answer)
        {
            return answer is null ? new FeedAnswer(false, why)
                : answer.IsSuccessStatusCode ? FeedAnswer.Taken
                : new FeedAnswer(false, $"it answered {(int)answer.StatusCode}")
                {
                    IsGone = answer.StatusCode == HttpStatusCode.Gone,
                    RetryAfter = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
                        ? QuietOf(answer) : null,
                };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static string? First(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out IEnumerable<string>? values) ? values.First() : null;

    private TimeSpan? QuietOf(HttpResponseMessage answer)
    {
        RetryConditionHeaderValue? said = answer.Headers.RetryAfter;
        TimeSpan? quiet = said?.Delta ?? said?.Date - _clock.GetUtcNow();
        return quiet is not { } time || time <= TimeSpan.Zero ? null : time < s_longestQuiet ? time : s_longestQuiet;
    }

    private async Task<(HttpResponseMessage? Answer, string? Why)> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        using CancellationTokenSource limit = new(AnswersWithin, _clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            return (await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token), null);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, $"no answer within {AnswersWithin.TotalSeconds:0} s");
        }
        catch (HttpRequestException exception)
        {
            return (null, exception.InnerException is PrivateAddressException ? exception.InnerException.Message
                : $"it can't be reached: {exception.HttpRequestError}");
        }
        catch (IOException exception)
        {
            return (null, exception is PrivateAddressException ? exception.Message : "the connection broke off");
        }
    }
}
