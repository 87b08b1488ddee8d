using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AedCabinet.Desk.Calls;

/// <summary>
/// The centre as a system outside has it: an address, a token, and requests. What fails for a moment is asked again, under the same key,
/// so that nothing is done twice.
/// </summary>
public sealed class CentreCalls : IDisposable
{
    private const string KeyHeader = "Idempotency-Key";

    // An answer is never larger than a list of 500.
    private const int MostBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(3);

    private readonly HttpClient _http;
    private readonly CentreToken _token;
    private readonly TimeProvider _clock;

    /// <summary>Initializes a new instance of the <see cref="CentreCalls"/> class.</summary>
    /// <param name="centre">Where the centre is.</param>
    /// <param name="login">As whom.</param>
    /// <param name="isChinese">In which language refusals are told.</param>
    /// <param name="clock">The time.</param>
    public CentreCalls(Uri centre, SystemLogin login, bool isChinese, TimeProvider clock)
    {
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = s_answer })
        {
            BaseAddress = centre,
            Timeout = s_answer,
            MaxResponseContentBufferSize = MostBytes,
        };
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(isChinese ? "zh" : "en");
        _token = new CentreToken(_http, login, clock);
    }

    /// <summary>Asks for something.</summary>
    /// <param name="path">What.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The answer's body.</returns>
    /// <exception cref="CentreRefusedException">The centre refuses, or can't be reached for a long time.</exception>
    public async Task<JsonNode> GetAsync(string path, CancellationToken stop) =>
        await SendAsync(HttpMethod.Get, path, null, null, stop) ?? new JsonObject();

    /// <summary>Sends something.</summary>
    /// <param name="method">How.</param>
    /// <param name="path">Where to.</param>
    /// <param name="body">What; <c>null</c> for nothing.</param>
    /// <param name="key">The same for the same thing, however often it is sent; <c>null</c> for one of this call's own.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The answer's body; <c>null</c> for none.</returns>
    /// <exception cref="CentreRefusedException">The centre refuses, or can't be reached for a long time.</exception>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonNode? body, string? key, CancellationToken stop)
    {
        key ??= Guid.NewGuid().ToString("N");
        long began = _clock.GetTimestamp();
        bool isTokenRenewed = false;
        for (TimeSpan pause = s_firstPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            (HttpStatusCode status, JsonNode? said, TimeSpan? after) = await TryAsync(method, path, body, key, stop);
            if ((int)status is >= 200 and < 300)
            {
                return said;
            }

            if (status == HttpStatusCode.Unauthorized && !isTokenRenewed)
            {
                isTokenRenewed = true;
                continue;
            }

            if ((status != 0 && !CentreAnswer.IsForNow(status)) || _clock.GetElapsedTime(began) > s_patience)
            {
                throw CentreAnswer.Refusal(status, said);
            }

            await Task.Delay(after ?? pause, _clock, stop);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _token.Dispose();
        _http.Dispose();
    }

    // 0: nobody answered.
    private async Task<(HttpStatusCode Status, JsonNode? Said, TimeSpan? After)> TryAsync(HttpMethod method, string path, JsonNode? body,
        string key, CancellationToken stop)
    {
        try
        {
            string token = await _token.GetAsync(stop);
            using HttpRequestMessage request = new(method, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (method != HttpMethod.Get)
            {
                request.Headers.Add(KeyHeader, key);
                request.Content = body is null ? null : JsonContent.Create(body);
            }

            using HttpResponseMessage answer = await _http.SendAsync(request, stop);
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                _token.Drop(token);
            }

            return (answer.StatusCode, CentreAnswer.Parse(await answer.Content.ReadAsStringAsync(stop)), AfterOf(answer));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return (0, new JsonObject { ["detail"] = exception.Message }, null);
        }
    }

    private TimeSpan? AfterOf(HttpResponseMessage answer)
    {
        TimeSpan? after = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _clock.GetUtcNow(),
            _ => null,
        };
        return after is { } pause ? TimeSpan.FromSeconds(Math.Clamp(pause.TotalSeconds, 0, s_longestPause.TotalSeconds)) : null;
    }

    /// <summary>A number as a path or a question has it.</summary>
    /// <param name="value">The number.</param>
    /// <returns>Its text.</returns>
    internal static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
