using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using AedCabinet.Access;
using AedCabinet.Care;
using AedCabinet.Centre;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using AedCabinet.Nearest;
using AedCabinet.Page.Care;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AedCabinet.Centre.Tests.Care;

/// <summary>A centre over a database with its pages behind a QR code; who asks says in a header what it is granted.</summary>
internal sealed class CareHost : IAsyncDisposable
{
    private const string As = "X-As";
    private static readonly string s_key = new('a', 64);

    private readonly TestStore _store;
    private readonly ErrorQueue _log = new();
    private readonly LedgerDatabase _database;
    private readonly RegistryIngest _ingest;
    private readonly WebApplication _web;
    private readonly Broker _broker = new();

    public CareHost(TestStore store, int perMinute = 10_000, FirstAidTexts? texts = null)
    {
        _store = store;
        _database = store.Store.OpenForIngest();
        _ingest = new RegistryIngest(_database, TimeProvider.System, _log);
        _ingest.Start();
        CommandKeys keys = new();
        keys.Add(LedgerBench.Cabinet, LedgerBench.Topic, s_key);
        Office = new LedgerOffice(_ingest, () => IsConnected, store.Store, keys, _broker, TimeProvider.System, _log);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRazorComponents();
        builder.Services.AddAccessPolicies().AddAuthentication(As).AddScheme<AuthenticationSchemeOptions, Header>(As, null);
        builder.Services.AddSingleton<IRegistryOffice>(Office).AddSingleton(store.Store).AddSingleton(TimeProvider.System)
            .AddSingleton(texts ?? FirstAidTexts.Shipped).AddSingleton<InspectionBook>().AddSingleton<InspectionDesk>()
            .AddSingleton<CareBook>().AddSingleton<CareDesk>().AddSingleton<NearestDesk>()
            .AddSingleton(new RequestRate(texts ?? FirstAidTexts.Shipped, perMinute));
        builder.Services.AddSingleton<PublicReportBook>().AddSingleton<ReportRate>();
        _web = builder.Build();
        _web.UseAuthentication();
        _web.UseAuthorization();
        CareRoutes.Map(_web);
        _web.Start();
        Http = new HttpClient { BaseAddress = new Uri(_web.Urls.First()) };
    }

    public bool IsConnected { get; set; } = true;

    public LedgerOffice Office { get; }

    public HttpClient Http { get; }

    public CareDesk Desk => _web.Services.GetRequiredService<CareDesk>();

    /// <summary>Gets the commands that went to the broker.</summary>
    public IReadOnlyList<string> Commands => _broker.Texts;

    public void Say(string kind, string text, string topic = LedgerBench.Topic) =>
        _ingest.Take($"{topic}/{kind}", Encoding.UTF8.GetBytes(text), false, null);

    /// <summary>Has the usual cabinet say who it is and how it is, and waits until the centre knows.</summary>
    public void Introduce(string id = LedgerBench.Cabinet, string kind = "aed", bool isReady = true, string reasons = "",
        double longitude = 111.7492, string topic = "aed/v1/1501/150102/culture-tourism/")
    {
        string now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        Say("about",
            LedgerBench.AboutText(id, kind).Replace("111.749200", longitude.ToString(System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal), topic + id);
        Say("state", $$$"""
            {"id":"{{{id}}}","boot":4,"connection":1,"seq":1,"time":"{{{now}}}","uptimeMs":1000,"mode":"normal","ready":{{{(isReady ? "true"
                : "false")}}},"reasons":[{{{reasons}}}],"doors":{"aed":"closed"},"open":[]}
            """, topic + id);
        Waiting.Until(() => Office.Find(id) is { About: not null, State: not null }, "the cabinet");
        Waiting.Until(() => Office.Cabinets().Any(cabinet => cabinet.Id == id), "the cabinet in the list");
    }

    public async Task<(int Status, string Text)> GetAsync(string path, Grant? grant = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        return await SendAsync(request, grant);
    }

    public async Task<(int Status, string Text)> PostAsync(string cabinet, HttpContent content, Grant? grant)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/c/{cabinet}/inspections") { Content = content };
        request.Headers.Add("Accept-Language", "en");
        return await SendAsync(request, grant);
    }

    public long Number(string sql) => _store.Number(sql);

    public string[] Rows(string sql) => _store.Rows(sql);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _web.DisposeAsync();
        await Office.DisposeAsync();
        _ingest.Dispose();
        _database.Dispose();
        _store.Dispose();
        Assert.IsEmpty(_log.Errors, string.Join('\n', _log.Errors));
    }

    private async Task<(int Status, string Text)> SendAsync(HttpRequestMessage request, Grant? grant)
    {
        if (grant is not null)
        {
            request.Headers.Add(As, grant.ToClaim());
        }

        using HttpResponseMessage answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    private sealed class Header(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            string grant = Request.Headers[As].ToString();
            return Task.FromResult(grant.Length == 0 ? AuthenticateResult.NoResult() : AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "王敏"), new Claim(Grant.ClaimType, grant)], As)), As)));
        }
    }

    private sealed class ErrorQueue : ILogger
    {
        public ConcurrentQueue<string> Errors { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
            {
                Errors.Enqueue($"{formatter(state, exception)} {exception}");
            }
        }
    }

    private sealed class Broker : ICommandPublisher
    {
        public List<string> Texts { get; } = [];

        public Task PublishAsync(string topic, string text, CancellationToken stop)
        {
            lock (Texts)
            {
                Texts.Add(text);
            }

            return Task.CompletedTask;
        }
    }
}
