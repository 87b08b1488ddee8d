using System.Net;
using System.Text.RegularExpressions;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Centre;
using AedCabinet.Centre.Tests.Api;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Page;
using AedCabinet.Registry.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Centre.Tests.Access;

/// <summary>A registry with its page in this process, on a store of its own, with no broker; and browsers that know no script.</summary>
internal sealed class RegistryHost : IAsyncDisposable
{
    public const string Password = "天上掉下来的长密码 1";

    private readonly TestStore _store;
    private readonly WebApplication _web;

    private RegistryHost(TestStore store, WebApplication web)
    {
        _store = store;
        _web = web;
    }

    public IServiceProvider Parts => _web.Services;

    public TestStore Store => _store;

    public Uri Address => new(_web.Urls.Single());

    public AccountBook Accounts => Parts.GetRequiredService<AccountBook>();

    public static async Task<RegistryHost> StartAsync(TestStore store, PageListening? where = null,
        AuthoritySettings? authority = null, PrivateNetworks? feedNetworks = null, HostErrors? errors = null)
    {
        RegistryServiceOptions options = new(new BrokerAccess(new BrokerAddress("127.0.0.1", Ports.Free())), "registry", store.Store, 0, 6)
        {
            Listening = where,
            Authority = authority,
            FeedNetworks = feedNetworks ?? PrivateNetworks.None,
        };
        WebApplication web = RegistryService.BuildWithPage(options, 0, TimeProvider.System,
            logging => _ = errors is null ? logging : logging.AddProvider(errors));

        // What makes a password slow to guess would make every test slow.
        web.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<PasswordHasherOptions>>().Value.IterationCount = 10;
        await web.StartAsync();
        return new RegistryHost(store, web);
    }

    /// <summary>The audit log, the newest first.</summary>
    public IReadOnlyList<AuditEntry> Audit() => Parts.GetRequiredService<LedgerAuditLog>().Read(new AuditFilter(), 0, 100);

    /// <summary>Makes an account.</summary>
    public async Task AddAsync(string name, params Grant[] grants) => await ChangeAsync(people => people.AddAsync(name, Password, grants));

    /// <summary>Does what the command line does.</summary>
    public async Task ChangeAsync(Func<People, Task> change)
    {
        await using AsyncServiceScope scope = Parts.CreateAsyncScope();
        await change(scope.ServiceProvider.GetRequiredService<People>());
    }

    /// <summary>A browser with cookies of its own, which follows nowhere.</summary>
    public HttpClient Open() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = Address,
        DefaultRequestHeaders = { { "Accept-Language", "en" } },
    };

    /// <summary>A browser of somebody who has logged in.</summary>
    public async Task<HttpClient> LogInAsync(string name)
    {
        HttpClient browser = Open();
        using HttpResponseMessage answer = await SendAsync(browser, "/login", "/login", ("name", name), ("password", Password));
        Assert.AreEqual(HttpStatusCode.Redirect, answer.StatusCode, await answer.Content.ReadAsStringAsync());
        return browser;
    }

    /// <summary>Fills in a form of a page and sends it.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string page, string to,
        params (string Name, string Value)[] fields)
    {
        string form = await browser.GetStringAsync(page);
        string token = Regex.Match(form, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        return await browser.PostAsync(to, new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
        _store.Dispose();
    }
}
