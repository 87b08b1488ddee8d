using System.Text.Json.Nodes;

namespace AedCabinet.Desk.Calls;

/// <summary>A system's token, asked for when it is needed and again shortly before it ends.</summary>
/// <param name="http">Reaches the centre.</param>
/// <param name="login">Who asks.</param>
/// <param name="clock">The time.</param>
internal sealed class CentreToken(HttpClient http, SystemLogin login, TimeProvider clock) : IDisposable
{
    // Before its end: a request that is on its way must not meet it.
    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1);
    private string? _token;
    private DateTimeOffset _until;

    /// <summary>The token.</summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>It.</returns>
    /// <exception cref="CentreRefusedException">The centre gives none to this name and secret.</exception>
    /// <exception cref="HttpRequestException">The centre can't be reached.</exception>
    public async Task<string> GetAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            return _token is { } held && clock.GetUtcNow() < _until ? held : await AskAsync(stop);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Lets go of one that the centre does not take any more.</summary>
    /// <param name="token">The token.</param>
    public void Drop(string token) => Interlocked.CompareExchange(ref _token, null, token);

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<string> AskAsync(CancellationToken stop)
    {
        using FormUrlEncodedContent form = new(
        [
            new("grant_type", "client_credentials"), new("client_id", login.Id), new("client_secret", login.Secret),
        ]);
        using HttpResponseMessage answer = await http.PostAsync("/connect/token", form, stop);
        JsonNode? said = CentreAnswer.Parse(await answer.Content.ReadAsStringAsync(stop));
        if (!answer.IsSuccessStatusCode || (string?)said?["access_token"] is not { } token)
        {
            throw CentreAnswer.IsForNow(answer.StatusCode)
                ? new HttpRequestException($"/connect/token: {(int)answer.StatusCode}")
                : new CentreRefusedException((int)answer.StatusCode, $"/connect/token, {login.Id}: {(string?)said?["error"]}");
        }

        _until = clock.GetUtcNow() + TimeSpan.FromSeconds((long?)said["expires_in"] ?? 0) - s_before;
        return _token = token;
    }
}
