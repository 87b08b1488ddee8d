using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;
using Microsoft.Playwright;

namespace AedCabinet.Page.Tests.Environment;

/// <summary>
/// What the page's tests work in: the simulator as a process of its own and Debian's Chromium, one of each for all tests. A test
/// opens windows in it, and finds every cabinet as it came from the factory.
/// </summary>
internal sealed class PageEnvironment : IAsyncDisposable
{
    /// <summary>The first of the simulator's cabinets, which the page shows at first.</summary>
    public const string FirstCabinet = "NM-0471-0001";

    // The first draws no windows at all, which takes two thirds of the processor time.
    private static readonly string[] s_browsers = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    // Who is logged in where: a window of a person's own begins with that, and with nothing else.
    private static readonly ConcurrentDictionary<string, CookieContainer> s_logins = new();

    private readonly DirectoryInfo _flash = Directory.CreateTempSubdirectory("aed-flash-");
    private readonly string[] _arguments;
    private readonly IPlaywright? _playwright;
    private readonly IBrowser _browser;
    private SimulatorProcess _simulator;

    private PageEnvironment(IPlaywright? playwright, IBrowser browser, string[] more)
    {
        _playwright = playwright;
        _browser = browser;
        int webPort = Ports.Free();
        Address = new Uri($"http://127.0.0.1:{webPort}");
        _arguments = ["--mqtt-port", Ports.Free().ToString(), "--web-port", webPort.ToString(), "--flash", _flash.FullName, .. more];
        Http = new HttpClient { BaseAddress = Address };
        _simulator = new SimulatorProcess(_arguments);
    }

    /// <summary>Gets where the page is.</summary>
    public Uri Address { get; }

    /// <summary>Gets a client of the simulator's HTTP API.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts simulator and browser, and waits until the cabinets are ready.</summary>
    /// <returns>The environment.</returns>
    public static async Task<PageEnvironment> StartAsync()
    {
        // The browser is the system's; the driver must not fetch one.
        System.Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Find(s_browsers),

            // Chromium as root has no sandbox; the only pages it sees are our own.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
        Assertions.SetDefaultExpectTimeout((float)Waiting.Limit.TotalMilliseconds);
        PageEnvironment environment = new(playwright, browser, []);
        await environment.ResetAsync();
        return environment;
    }

    /// <summary>Starts another simulator, which this one's browser looks at, and waits until it answers.</summary>
    /// <param name="more">More arguments of the simulator.</param>
    /// <returns>The environment; this one must outlive it.</returns>
    public async Task<PageEnvironment> StartBesideAsync(params string[] more)
    {
        PageEnvironment environment = new(null, _browser, more);
        await environment.AwaitAnswerAsync();
        return environment;
    }

    /// <summary>Brings time and the first cabinet back to where they begin: real speed, everything normal, nothing open, ready.</summary>
    /// <returns>When it is so.</returns>
    public async Task ResetAsync()
    {
        await AwaitAnswerAsync();
        foreach (KeyValuePair<string, string[]> input in AedCabinet.Simulator.Cabinets.CabinetInputs.Positions.Where(
            input => input.Key != "weather"))
        {
            await MoveAsync(input.Key, input.Value[0]);
        }

        await SetSpeedAsync(60);
        await AwaitAsync(() => IsAsync("/inputs/door", "closed"), "the door to be shut");
        await AskAsync("end-drill");
        await AskAsync("end-maintenance");
        await AwaitStateAsync(
            state => state["aed"]?.GetValue<string>() == "present" && state["doors"]?["aed"]?.GetValue<string>() == "closed",
            "the AED in a closed cabinet");
        await AskAsync("inspect");
        await AwaitStateAsync(state => state["ready"]!.GetValue<bool>() && state["open"]!.AsArray().Count == 0, "a cabinet that is ready");
        await SetSpeedAsync(1);
    }

    /// <summary>From now on windows on a registry's page are those of its administrator.</summary>
    /// <param name="store">The registry's store.</param>
    /// <param name="address">Where its page is.</param>
    /// <param name="authority">The certificate (PEM) that vouches for it, where it is served by HTTPS.</param>
    /// <returns>The cookies of the administrator.</returns>
    public static async Task<CookieContainer> LogInAsync(LedgerStore store, Uri address, string? authority = null) =>
        s_logins[address.Authority] = await RegistryLogin.AddAndLogInAsync(store, address, authority);

    /// <summary>Opens a window on the page, one of a person's own: no cookies but a login.</summary>
    /// <param name="path">What to open.</param>
    /// <param name="language">The person's language, as the browser tells it.</param>
    /// <param name="width">The window's width in pixels.</param>
    /// <param name="height">The window's height in pixels.</param>
    /// <param name="address">Whose page; the simulator's unless given.</param>
    /// <param name="isPlain">Whether it is a page without a connection, such as the login.</param>
    /// <returns>The window, ready to be used.</returns>
    public async Task<PageWindow> OpenAsync(string path = "/", string language = "zh-CN", int width = 1280, int height = 900,
        Uri? address = null, bool isPlain = false)
    {
        address ??= Address;
        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            Locale = language,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,

            // A browser is not told whom a test's own certificate is from; the login before has checked it.
            IgnoreHTTPSErrors = address.Scheme == Uri.UriSchemeHttps,
        });
        context.SetDefaultTimeout((float)Waiting.Limit.TotalMilliseconds);
        if (s_logins.TryGetValue(address.Authority, out CookieContainer? cookies))
        {
            await context.AddCookiesAsync(cookies.GetCookies(address)
                .Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = address.ToString() }));
        }

        PageWindow window = new(context, await context.NewPageAsync(), address);
        try
        {
            await (isPlain ? window.Page.GotoAsync(path) : window.GoAsync(path));
        }
        catch
        {
            await context.CloseAsync();
            throw;
        }

        return window;
    }

    /// <summary>Moves, sets or breaks something at the first cabinet, as a script does.</summary>
    /// <param name="input">What.</param>
    /// <param name="position">Where to.</param>
    /// <returns>When it is moved.</returns>
    public async Task MoveAsync(string input, string position)
    {
        using HttpResponseMessage response = await Http.PutAsync($"/api/cabinets/{FirstCabinet}/inputs/{input}",
            new StringContent($"\"{position}\""));
        Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Where an input of the first cabinet is.</summary>
    /// <param name="input">Which.</param>
    /// <returns>Its position.</returns>
    public async Task<string> InputAsync(string input) => (await CabinetAsync())["inputs"]![input]!.GetValue<string>();

    /// <summary>Waits for the state that the first cabinet sends.</summary>
    /// <param name="condition">What it must be like.</param>
    /// <param name="what">What is waited for, for the message.</param>
    /// <returns>When it came.</returns>
    public Task AwaitStateAsync(Func<JsonNode, bool> condition, string what) =>
        AwaitAsync(async () => (await CabinetAsync())["state"] is { } state && condition(state), what);

    /// <summary>Kills the simulator without a goodbye to anybody.</summary>
    public void Kill()
    {
        _simulator.Kill();
        _ = _simulator.AwaitExit();
    }

    /// <summary>Starts the simulator again, on the same ports and with the same flash.</summary>
    public void StartAgain()
    {
        _simulator.Dispose();
        _simulator = new SimulatorProcess(_arguments);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_playwright is not null)
        {
            await _browser.CloseAsync();
            _playwright.Dispose();
        }

        Http.Dispose();
        _simulator.Dispose();
        _flash.Delete(recursive: true);
    }

    private static string Find(string[] programs)
    {
        IEnumerable<string> candidates =
            from program in programs
            from folder in (System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            select Path.Combine(folder, program);
        string? found = candidates.FirstOrDefault(File.Exists);
        Assert.IsNotNull(found, "There is no Chromium on this machine: apt-get install chromium-headless-shell (tests/run.sh does it).");
        return found;
    }

    private static async Task AwaitAsync(Func<Task<bool>> condition, string what)
    {
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (HttpRequestException) when (watch.Elapsed < Waiting.Limit)
            {
                // The simulator is still starting.
            }

            Assert.IsLessThan(Waiting.Limit, watch.Elapsed, $"Waited in vain for {what}.");
            await Task.Delay(20);
        }
    }

    private Task AwaitAnswerAsync() =>
        AwaitAsync(async () => (await Http.GetAsync($"/api/cabinets/{FirstCabinet}")).IsSuccessStatusCode, "the simulator to answer");

    private async Task<bool> IsAsync(string path, string value) => await InputAsync(path[(path.LastIndexOf('/') + 1)..]) == value;

    private async Task<JsonNode> CabinetAsync() => JsonNode.Parse(await Http.GetStringAsync($"/api/cabinets/{FirstCabinet}"))!;

    private async Task AskAsync(string request)
    {
        using HttpResponseMessage response = await Http.PostAsync($"/api/cabinets/{FirstCabinet}/requests/{request}", null);
        Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task SetSpeedAsync(int speed)
    {
        using HttpResponseMessage response = await Http.PutAsync("/api/time", new StringContent($"{{\"speed\":{speed}}}"));
        Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
