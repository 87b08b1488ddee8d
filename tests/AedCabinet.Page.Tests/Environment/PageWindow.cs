using System.Collections.Concurrent;
using AedCabinet.Testing;
using Microsoft.Playwright;

namespace AedCabinet.Page.Tests.Environment;

/// <summary>
/// One window on the page. Disposing of it fails the test on whatever went wrong behind the page's back: an error or warning on the
/// console, an exception, an answer of status 400 and more, or a request to another host than the simulator's.
/// </summary>
internal sealed class PageWindow : IAsyncDisposable
{
    // Blazor's own observer of what is scrolled into view goes on calling a server that is gone.
    private const string CallToNobody = "Cannot send data if the connection is not in the 'Connected' State";

    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly ConcurrentQueue<string> _faults = new();
    private volatile bool _isSimulatorAway;

    /// <summary>Initializes a new instance of the <see cref="PageWindow"/> class.</summary>
    /// <param name="context">The browser's context.</param>
    /// <param name="page">Its page.</param>
    /// <param name="address">The one host that may be asked.</param>
    public PageWindow(IBrowserContext context, IPage page, Uri address)
    {
        _context = context;
        _address = address;
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning" && !_isSimulatorAway,
            $"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => Note(!(_isSimulatorAway && error.Contains(CallToNobody, StringComparison.Ordinal)),
            $"page error: {error}");
        page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status} {response.Url}");
        page.WebSocket += (_, socket) => NoteHost(socket.Url);
        context.Request += (_, request) => NoteHost(request.Url);
    }

    /// <summary>Gets the page.</summary>
    public IPage Page { get; }

    /// <summary>Something on the page, by the name that tests know it by.</summary>
    /// <param name="name">Its <c>data-testid</c>.</param>
    /// <returns>Where it is.</returns>
    public ILocator this[string name] => Page.GetByTestId(name);

    /// <summary>Opens an address, and waits until the page answers to clicks.</summary>
    /// <param name="path">The address.</param>
    /// <returns>When it does.</returns>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await AwaitAliveAsync();
    }

    /// <summary>Waits until the page answers to clicks: the server sends a picture of it before.</summary>
    /// <returns>When it does.</returns>
    public async Task AwaitAliveAsync()
    {
        await Assertions.Expect(Page.Locator("main")).ToHaveAttributeAsync("data-interactive", "true");
        if (await this["sound"].CountAsync() > 0)
        {
            await Assertions.Expect(this["sound"]).ToBeEnabledAsync();
        }
    }

    /// <summary>
    /// Takes a picture for the handbook, as it is now, where <c>AED_RENEW_PICTURES=1</c> asks for it; in any other run nothing happens.
    /// </summary>
    /// <param name="name">Its name in <c>simulator/docs</c>.</param>
    /// <returns>When it is taken.</returns>
    public async Task PictureAsync(string name)
    {
        if (System.Environment.GetEnvironmentVariable("AED_RENEW_PICTURES") == "1")
        {
            await Page.EvaluateAsync("() => document.activeElement?.blur()");
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = RepositoryRoot.At("simulator/docs/" + name) });
        }
    }

    /// <summary>From now on the simulator may be away: the browser complains of it on the console.</summary>
    /// <param name="isAway">Whether it may.</param>
    public void ExpectSimulatorAway(bool isAway) => _isSimulatorAway = isAway;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        Assert.IsEmpty(_faults, string.Join(System.Environment.NewLine, _faults));
    }

    private void NoteHost(string url)
    {
        Uri asked = new(url);
        Note(asked.Scheme is not ("data" or "blob") && asked.Authority != _address.Authority, $"request to another host: {url}");
    }

    private void Note(bool isFault, string what)
    {
        if (isFault)
        {
            _faults.Enqueue(what);
        }
    }
}
