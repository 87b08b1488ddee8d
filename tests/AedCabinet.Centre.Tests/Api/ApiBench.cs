using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Api;
using AedCabinet.Care;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using AedCabinet.Nearest;
using AedCabinet.Page;
using AedCabinet.Reports;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AedCabinet.Centre.Tests.Api;

/// <summary>
/// A registry's API on a store of its own, with cabinets that say what the test has them say, and people who log in by a header.
/// </summary>
internal sealed class ApiBench : IAsyncDisposable
{
    public const string Museum = LedgerBench.Cabinet;
    public const string Station = "NM-2";
    public const string StationTopic = "aed/v1/1525/152501/transport/" + Station;

    private readonly TestStore _store;
    private readonly HostErrors _log = new();
    private readonly LedgerDatabase _database;
    private readonly RegistryIngest _ingest;
    private readonly LedgerOffice _office;
    private readonly WebApplication _web;
    private int _events;

    public ApiBench(TestStore store, bool commands = true)
    {
        _store = store;
        _database = store.Store.OpenForIngest();
        _ingest = new RegistryIngest(_database, TimeProvider.System, _log);
        _ingest.Start();
        CommandKeys keys = new();
        keys.Add(Museum, LedgerBench.Topic, new string('a', 64));
        keys.Add(Station, StationTopic, new string('b', 64));
        _office = new LedgerOffice(_ingest, () => true, store.Store, commands ? keys : null, Broker, TimeProvider.System, _log);
        WebApplicationBuilder builder = PageServer.CreateBuilder(0, typeof(ApiBench).Assembly.GetName().Name!);
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IRegistryOffice>(_ => _office).AddSingleton<IAuditLog>(Audit);
        builder.Services.AddAuthentication(HeaderLogin.Name)
            .AddScheme<AuthenticationSchemeOptions, HeaderLogin>(HeaderLogin.Name, null);
        builder.Services.AddSingleton(store.Store).AddSingleton<CareBook>().AddSingleton<CareDesk>()
            .AddSingleton(new ReportDesk(store.Store, TimeProvider.System, 6));
        RegistryApi.Add(builder.Services, store.Store);
        _web = builder.Build();
        _web.UseStatusCodePagesWithReExecute("/not-found");
        RegistryApi.Map(_web);
        _web.StartAsync().GetAwaiter().GetResult();
        string address = _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient(Traffic) { BaseAddress = new Uri(address) };
    }

    public HttpClient Client { get; }

    public WebApplication Web => _web;

    public ApiTraffic Traffic { get; } = new();

    public FakeBroker Broker { get; } = new();

    public MemoryAudit Audit { get; } = new();

    public LedgerOffice Office => _office;

    public TestStore Store => _store;

    /// <summary>Who asks: somebody with grants, in Chinese or English.</summary>
    public static HttpRequestMessage Request(HttpMethod method, string path, string language = "en", params Grant[] grants)
    {
        HttpRequestMessage request = new(method, path);
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (grants.Length > 0)
        {
            request.Headers.Add(HeaderLogin.Header, grants.Select(grant => grant.ToClaim()));
        }

        return request;
    }

    public async Task<JsonNode> GetAsync(string path, params Grant[] grants)
    {
        HttpResponseMessage answer = await Client.SendAsync(
            Request(HttpMethod.Get, path, "en", grants.Length == 0 ? [Grant.Everywhere(Role.Administrator)] : grants));
        string body = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, $"{path}: {body}");
        return JsonNode.Parse(body)!;
    }

    public async Task<(HttpResponseMessage Answer, JsonNode Problem)> RefusedAsync(HttpRequestMessage request)
    {
        HttpResponseMessage answer = await Client.SendAsync(request);
        string body = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual("application/problem+json", answer.Content.Headers.ContentType?.MediaType, $"{answer.StatusCode}: {body}");
        JsonNode problem = JsonNode.Parse(body)!;
        Assert.AreEqual((int)answer.StatusCode, problem["status"]!.GetValue<int>());
        return (answer, problem);
    }

    public static HttpRequestMessage Post(string path, object body, params Grant[] grants)
    {
        HttpRequestMessage request = Request(HttpMethod.Post, path, "en", grants);
        request.Content = JsonContent.Create(body);
        return request;
    }

    /// <summary>A cabinet says who and where it is and that it is ready, or not.</summary>
    public void Say(string id = Museum, string topic = LedgerBench.Topic, bool isReady = true, string? about = null)
    {
        Take(topic, "about", about ?? LedgerBench.AboutText(id));
        Take(topic, "state", StateText(id, isReady));
        Take(topic, "online", "{\"online\":true,\"boot\":4,\"connection\":1}");
        Waiting.Until(() => _office.Find(id) is { About: not null, State: not null, Online: not null }, id);
        _web.Services.GetRequiredService<NearestDesk>().Follow();
    }

    public void Event(string name, string severity, string id = Museum, string topic = LedgerBench.Topic)
    {
        // Behind what the states cover.
        const int Before = 10;
        int number = ++_events;
        Take(topic, "event", LedgerBench.EventText(4, Before + number, name, severity, id: id, at: DateTimeOffset.UtcNow));
        using LedgerDatabase reader = _store.Store.OpenForReading();
        Waiting.Until(() => reader.Number("SELECT count(*) FROM events") == number, name);
    }

    public void Take(string topic, string kind, string text) =>
        _ingest.Take($"{topic}/{kind}", Encoding.UTF8.GetBytes(text), false, null);

    private static string StateText(string id, bool isReady) =>
        $"{{\"id\":\"{id}\",\"boot\":4,\"connection\":1,\"seq\":1,\"time\":\"{ContractForms.TimeText(
            DateTimeOffset.UtcNow.ToUnixTimeMilliseconds())}\",\"uptimeMs\":1000,\"mode\":\"normal\","
            + $"\"ready\":{(isReady ? "true" : "false")},\"reasons\":[{(isReady ? string.Empty : "\"needs-inspection\"")}],"
            + "\"doors\":{\"aed\":\"closed\"},\"open\":[]}";

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _web.StopAsync();
        await _web.DisposeAsync();
        _ingest.Dispose();
        _database.Dispose();
        _store.Dispose();
        Assert.IsEmpty(_log.Errors, string.Join('\n', _log.Errors));
    }

    internal sealed class FakeBroker : ICommandPublisher
    {
        public ConcurrentQueue<string> Texts { get; } = new();

        public bool IsAway { get; set; }

        public Task PublishAsync(string topic, string text, CancellationToken stop)
        {
            if (IsAway)
            {
                throw new CommandNotSentException(NotSentWhy.Unreachable, "away");
            }

            Texts.Enqueue(text);
            return Task.CompletedTask;
        }
    }

    internal sealed class MemoryAudit : IAuditLog
    {
        public ConcurrentQueue<AuditEntry> Entries { get; } = new();

        public Task AddAsync(AuditEntry entry, CancellationToken stop = default)
        {
            Entries.Enqueue(entry);
            return Task.CompletedTask;
        }
    }

    private sealed class HeaderLogin(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        public const string Name = "header";
        public const string Header = "X-Grants";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            string[] grants = [.. Request.Headers[Header].SelectMany(value => value!.Split(' '))];
            return Task.FromResult(grants.Length == 0 ? AuthenticateResult.NoResult()
                : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(
                    [new Claim(ClaimTypes.Name, "Wang"), .. grants.Select(grant => new Claim(Grant.ClaimType, grant))], Name)), Name)));
        }
    }
}
