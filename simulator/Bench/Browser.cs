using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Processes;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Bench;

/// <summary>A Chromium without a window, told by its DevTools protocol what to open and what to look at.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] s_names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-browser-");
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RunningProgram _program;
    private readonly HttpClient _http = new();

    private Browser(string program) =>
        _program = RunningProgram.InOwnSession(program,
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0",
                "--renderer-process-limit=2", "--user-data-dir=" + _folder.FullName, "about:blank",
            ], Hear);

    /// <summary>Starts one.</summary>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>The browser.</returns>
    /// <exception cref="UserErrorException">None is installed, or it does not start.</exception>
    public static async Task<Browser> StartAsync(CancellationToken stop)
    {
        string program = s_names.Select(RunningProgram.Find).FirstOrDefault(path => path is not null)
            ?? throw new UserErrorException(
                "bench: paint, alarm and pages look at the registry's page in Chromium, which is missing; install it (Debian: apt-get "
                    + "install chromium), or name the other benches with --only.", UserErrorException.WrongInput);
        Browser browser = new(program);
        try
        {
            await browser._listening.Task.WaitAsync(s_patience, stop);
            return browser;
        }
        catch (TimeoutException)
        {
            await browser.DisposeAsync();
            throw new UserErrorException($"bench: {program} does not start.", UserErrorException.Environment);
        }
    }

    /// <summary>Opens a page in a tab of its own.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>The tab, the caller's to close.</returns>
    public async Task<Tab> OpenAsync(Uri address, CancellationToken stop)
    {
        using HttpResponseMessage answer = await _http.PutAsync(new Uri(await _listening.Task, "/json/new?" + address), null, stop);
        JsonNode target = JsonNode.Parse(await answer.Content.ReadAsStringAsync(stop))!;
        ClientWebSocket socket = new();
        await socket.ConnectAsync(new Uri(target["webSocketDebuggerUrl"]!.GetValue<string>()), stop);
        return new Tab(socket, () => _http.GetAsync(new Uri(_listening.Task.Result, "/json/close/" + target["id"]!.GetValue<string>())));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _program.TerminateAsync((int)s_patience.TotalMilliseconds);
        _program.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Hear(string line)
    {
        const string Listening = "DevTools listening on ws://";
        if (line.StartsWith(Listening, StringComparison.Ordinal))
        {
            _ = _listening.TrySetResult(new Uri("http://" + line[Listening.Length..].Split('/')[0]));
        }
    }

    /// <summary>One open page.</summary>
    /// <param name="socket">The way to it.</param>
    /// <param name="close">Closes it.</param>
    internal sealed class Tab(ClientWebSocket socket, Func<Task<HttpResponseMessage>> close) : IAsyncDisposable
    {
        private int _number;

        /// <summary>Evaluates a script on the page.</summary>
        /// <param name="script">The script; a promise is waited for.</param>
        /// <param name="stop">Ends the wait.</param>
        /// <returns>Its value.</returns>
        /// <exception cref="InvalidOperationException">It threw.</exception>
        public async Task<JsonNode?> EvaluateAsync(string script, CancellationToken stop)
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(s_patience);
            int number = ++_number;
            await socket.SendAsync(
                JsonSerializer.SerializeToUtf8Bytes(new
                {
                    id = number,
                    method = "Runtime.evaluate",
                    @params = new { expression = script, awaitPromise = true, returnByValue = true },
                }), WebSocketMessageType.Text, true, limit.Token);
            while (true)
            {
                JsonNode message = JsonNode.Parse(await ReceiveAsync(limit.Token))!;
                if (message["id"]?.GetValue<int>() == number)
                {
                    return message["result"]?["exceptionDetails"] is null && message["error"] is null
                        ? message["result"]!["result"]!["value"] : throw new InvalidOperationException(message.ToJsonString());
                }
            }
        }

        /// <summary>Waits until something is true on the page.</summary>
        /// <param name="condition">An expression.</param>
        /// <param name="stop">Ends the wait.</param>
        /// <returns>When it is.</returns>
        public async Task AwaitAsync(string condition, CancellationToken stop)
        {
            // A page that has just been opened is made anew once, and what was evaluated in it with it.
            while (true)
            {
                try
                {
                    await EvaluateAsync(
                        $"new Promise(done => {{ const look = () => {condition} ? done(true) : setTimeout(look, 20); look(); }})", stop);
                    return;
                }
                catch (InvalidOperationException)
                {
                    await Task.Delay(20, stop);
                }
            }
        }

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            (await close()).Dispose();
            socket.Dispose();
        }

        private async Task<string> ReceiveAsync(CancellationToken stop)
        {
            byte[] part = new byte[64 * 1024];
            using MemoryStream all = new();
            ValueWebSocketReceiveResult result;
            do
            {
                result = await socket.ReceiveAsync(part.AsMemory(), stop);
                all.Write(part, 0, result.Count);
            }
            while (!result.EndOfMessage);

            return Encoding.UTF8.GetString(all.ToArray());
        }
    }
}
