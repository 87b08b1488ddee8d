using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Centre.Tests.Access;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StandardWebhooks;

namespace AedCabinet.Centre.Tests.Feeds;

/// <summary>SPEC §19: subscriptions by the API, each its maker's alone, and the same CloudEvents by webhook and as a stream.</summary>
[TestClass]
public class SubscriptionRouteTests : StoreTests, IAsyncDisposable
{
    private readonly ConcurrentQueue<(IHeaderDictionary Headers, string Body)> _came = new();
    private RegistryHost? _host;
    private WebApplication? _receiver;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
            await _receiver!.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public async Task A_system_subscribes_is_asked_is_told_and_nobody_else_has_to_do_with_it()
    {
        await StartAsync();
        using HttpClient feed = await LogInAsync("feed", Grant.Everywhere(Role.Dispatcher));
        JsonNode made = await SendAsync(feed, HttpMethod.Post, "/v1/subscriptions",
            new { name = "120", url = _receiver!.Urls.Single() + "/take", types = new[] { "aed.cabinet.*", "aed.care.*" } },
            HttpStatusCode.Created);
        string id = made["id"]!.ToString();
        string secret = made["secret"]!.ToString();
        string from = made["cursor"]!.ToString();
        Waiting.Until(() => StateOf(feed, id) == "active", "the handshake", () => StateOf(feed, id));

        _host!.Parts.GetRequiredService<RegistryIngest>().Take(LedgerBench.Topic + "/event",
            Encoding.UTF8.GetBytes(LedgerBench.EventText(1, 1, "aed.removed", "emergency", at: DateTimeOffset.UtcNow)), false, null);
        Waiting.Until(() => _came.Count == 1, "the emergency");
        StoreStep.Run(_host.Store.Store, database => CentreEventLog.Append(database, new CentreEvent("care.reported",
            LedgerBench.Cabinet, "1501", "culture-tourism", Severity.Maintenance, false,
            DateTimeOffset.UtcNow, "{\"item\":\"report:7\"}")));
        Waiting.Until(() => _came.Count == 2, "what is wrong");
        (IHeaderDictionary headers, string body) = _came.First();
        new StandardWebhook(secret).Verify(body, headers);
        JsonNode item = JsonNode.Parse(body)!;
        Assert.AreEqual("1.0", item["specversion"]!.ToString());
        Assert.AreEqual("NM-1-1-1", item["id"]!.ToString());
        Assert.AreEqual("/v1/cabinets/NM-1", item["source"]!.ToString());
        Assert.AreEqual("aed.removed", item["data"]!["event"]!["code"]!.ToString());

        // The stream gives the same.
        CollectionAssert.AreEqual(_came.Select(one => one.Body).ToArray(), await StreamAsync(feed, from, 2));
        await IsItsOwnAsync(feed, id);
        Assert.Contains(entry => entry is { Action: AuditActions.Subscription, Who: "feed" } && !entry.Detail!.Contains(secret,
            StringComparison.Ordinal), _host.Audit());
    }

    [TestMethod]
    public async Task What_is_wrong_with_a_subscription_is_said_all_at_once()
    {
        await StartAsync(PrivateNetworks.None);
        using HttpClient feed = await LogInAsync("feed", Grant.Everywhere(Role.Dispatcher));
        JsonNode wrong = await SendAsync(feed, HttpMethod.Post, "/v1/subscriptions",
            new { name = " ", url = "https://127.0.0.1/take" }, HttpStatusCode.BadRequest);
        CollectionAssert.AreEqual(new[] { "/name", "/url" },
            wrong["errors"]!.AsArray().Select(error => error!["pointer"]!.ToString()).ToArray());
        foreach (object body in new object[]
        {
            new { name = "a", url = "http://receiver.example/" }, new { name = "a", url = "https://u:p@receiver.example/" },
            new { name = "a", url = "https://receiver.example/", types = new[] { "*" } },
            new { name = "a", url = "https://receiver.example/", severities = new[] { "grave" } },
            new { name = "a", url = "https://receiver.example/", prefectures = new[] { "15" } },
            new { name = "a", url = "https://receiver.example/", from = "1" },
        })
        {
            await SendAsync(feed, HttpMethod.Post, "/v1/subscriptions", body, HttpStatusCode.BadRequest);
        }

        await SendAsync(feed, HttpMethod.Post, "/v1/subscriptions",
            new { name = "a", url = "https://receiver.example/", from = "99.0" }, HttpStatusCode.Conflict);
        Assert.IsEmpty((await feed.GetFromJsonAsync<JsonNode>("/v1/subscriptions"))!["items"]!.AsArray());
    }

    private async Task IsItsOwnAsync(HttpClient feed, string id)
    {
        using HttpClient other = await LogInAsync("other", Grant.Everywhere(Role.Feed));
        using HttpClient administrator = await LogInAsync("administrator", Grant.Everywhere(Role.Administrator));
        await SendAsync(other, HttpMethod.Get, $"/v1/subscriptions/{id}", null, HttpStatusCode.NotFound);
        await SendAsync(other, HttpMethod.Delete, $"/v1/subscriptions/{id}", null, HttpStatusCode.NotFound);
        JsonNode seen = await SendAsync(administrator, HttpMethod.Get, $"/v1/subscriptions/{id}", null, HttpStatusCode.OK);
        Assert.IsNull(seen["secret"]);
        JsonNode paused = await SendAsync(feed, HttpMethod.Patch, $"/v1/subscriptions/{id}", new { state = "paused" }, HttpStatusCode.OK);
        Assert.AreEqual("paused", paused["state"]!.ToString());
        await SendAsync(feed, HttpMethod.Post, $"/v1/subscriptions/{id}/replay", new { from = "0.0" }, HttpStatusCode.OK);
        await SendAsync(feed, HttpMethod.Post, $"/v1/subscriptions/{id}/secret", null, HttpStatusCode.OK);
        await SendAsync(feed, HttpMethod.Post, $"/v1/subscriptions/{id}/dead-letters/9/retry", null, HttpStatusCode.NotFound);
        await SendAsync(feed, HttpMethod.Get, $"/v1/subscriptions/{id}/dead-letters", null, HttpStatusCode.OK);
        await SendAsync(feed, HttpMethod.Delete, $"/v1/subscriptions/{id}", null, HttpStatusCode.NoContent);
        await SendAsync(feed, HttpMethod.Get, $"/v1/subscriptions/{id}", null, HttpStatusCode.NotFound);
    }

    private static string StateOf(HttpClient feed, string id) =>
        feed.GetFromJsonAsync<JsonNode>($"/v1/subscriptions/{id}").GetAwaiter().GetResult()!["state"]!.ToString();

    private static async Task<string[]> StreamAsync(HttpClient feed, string from, int count)
    {
        using CancellationTokenSource limit = new(Waiting.Limit);
        HttpRequestMessage request = new(HttpMethod.Get, "/v1/feed/stream?type=aed.cabinet.*,aed.care.*");
        request.Headers.Add("Last-Event-ID", from);
        using HttpResponseMessage answer = await feed.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        List<string> items = [];
        await foreach (SseItem<string> item in SseParser.Create(await answer.Content.ReadAsStreamAsync(limit.Token))
            .EnumerateAsync(limit.Token))
        {
            if (item.Data.Length > 0)
            {
                Assert.AreEqual(JsonNode.Parse(item.Data)!["cursor"]!.ToString(), item.EventId);
                items.Add(item.Data);
            }

            if (items.Count == count)
            {
                break;
            }
        }

        return [.. items];
    }

    private static async Task<JsonNode> SendAsync(HttpClient who, HttpMethod method, string path, object? body, HttpStatusCode expected)
    {
        using HttpRequestMessage request = new(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using HttpResponseMessage answer = await who.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(expected, answer.StatusCode, $"{method} {path}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private async Task<HttpClient> LogInAsync(string name, Grant grant)
    {
        await _host!.AddAsync(name, grant);
        return await _host.LogInAsync(name);
    }

    private async Task StartAsync(PrivateNetworks? allowed = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _receiver = builder.Build();
        _receiver.Run(async context =>
        {
            context.Response.Headers["WebHook-Allowed-Origin"] = "*";
            if (context.Request.Method == HttpMethods.Post)
            {
                using StreamReader reader = new(context.Request.Body);
                _came.Enqueue((new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value)),
                    await reader.ReadToEndAsync()));
            }
        });
        await _receiver.StartAsync();
        _host = await RegistryHost.StartAsync(NewStore(), feedNetworks: allowed ?? PrivateNetworks.All);
    }
}
