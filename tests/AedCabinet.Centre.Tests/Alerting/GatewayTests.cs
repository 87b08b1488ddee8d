using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using AedCabinet.Alerting;
using AedCabinet.Centre;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StandardWebhooks;

namespace AedCabinet.Centre.Tests.Alerting;

/// <summary>SPEC §18: signed webhooks to gateways for short messages, telephone calls and WeChat.</summary>
[TestClass]
public sealed class GatewayTests : IAsyncDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw0123456789ab";

    private readonly ConcurrentQueue<(IHeaderDictionary Headers, string Body)> _taken = new();
    private readonly ConcurrentQueue<int> _answers = new();
    private readonly WebApplication _gateway;

    public GatewayTests()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _gateway = builder.Build();
        _gateway.MapPost("/send", async context =>
        {
            using StreamReader reader = new(context.Request.Body);
            _taken.Enqueue((new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value)),
                await reader.ReadToEndAsync()));
            context.Response.StatusCode = _answers.TryDequeue(out int answer) ? answer : 202;
            context.Response.Headers.Location = "/elsewhere";
        });
        _gateway.StartAsync().GetAwaiter().GetResult();
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [TestMethod]
    public async Task A_webhook_is_signed_after_Standard_Webhooks_and_says_whom_to_tell_what()
    {
        await SendAsync(Message("aed-alert-7"));

        (IHeaderDictionary headers, string body) = _taken.Single();
        new StandardWebhook(Secret).Verify(body, headers);
        Assert.AreEqual("aed-alert-7", headers["webhook-id"].ToString());
        JsonNode root = JsonNode.Parse(body)!;
        Assert.AreEqual("aed.alert.emergency", root["type"]!.GetValue<string>());
        Assert.AreEqual("+86 471 2", root["data"]!["to"]!.GetValue<string>());
        Assert.AreEqual("急救事件无人受理", root["data"]!["subject"]!.GetValue<string>());
        Assert.AreEqual("zh", root["data"]!["language"]!.GetValue<string>());
        Assert.IsFalse(root["data"]!["repeat"]!.GetValue<bool>());
        Assert.ThrowsExactly<StandardWebhooks.Diagnostics.WebhookVerificationException>(
            () => new StandardWebhook(Secret).Verify(body.Replace("471", "472", StringComparison.Ordinal), headers));
    }

    [TestMethod]
    public async Task What_may_be_better_in_a_moment_is_tried_again_under_the_same_id_and_what_is_refused_is_not()
    {
        _answers.Enqueue(503);
        await SendAsync(Message("aed-alert-8"));
        CollectionAssert.AreEqual(new[] { "aed-alert-8", "aed-alert-8" },
            _taken.Select(item => item.Headers["webhook-id"].ToString()).ToArray());

        _taken.Clear();
        _answers.Enqueue(401);
        Assert.AreEqual("the gateway answered 401", (await RefusedAsync()).Message);
        _answers.Enqueue(302);
        Assert.AreEqual("the gateway answered 302", (await RefusedAsync()).Message, "nobody is led elsewhere");
        Assert.HasCount(2, _taken);
    }

    [TestMethod]
    public async Task A_gateway_of_this_host_or_its_network_is_refused_unless_that_is_allowed()
    {
        AlertNotSentException refused = await Assert.ThrowsExactlyAsync<AlertNotSentException>(
            () => SendAsync(Message("aed-alert-9"), allowsPrivate: false));

        Assert.Contains("allowPrivate", refused.Message);
        Assert.IsEmpty(_taken);
        foreach (string address in new[] { "127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
            "224.0.0.1", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1" })
        {
            Assert.IsFalse(PublicAddresses.Has(IPAddress.Parse(address)), address);
        }

        foreach (string address in new[] { "8.8.8.8", "172.32.0.1", "2400:3200::1", "::ffff:8.8.8.8" })
        {
            Assert.IsTrue(PublicAddresses.Has(IPAddress.Parse(address)), address);
        }
    }

    private static AlertMessage Message(string id)
    {
        OnCallEntry to = AlertBench.Person("王敏", 1, channel: "sms") with { Address = "+86 471 2", IsChinese = true };
        return new AlertMessage(id, to, "emergency", "急救事件无人受理", "…", false, DateTimeOffset.UtcNow) { Cabinets = ["NM-1"] };
    }

    private async Task<AlertNotSentException> RefusedAsync() =>
        await Assert.ThrowsExactlyAsync<AlertNotSentException>(() => SendAsync(Message("aed-alert-8")));

    private async Task SendAsync(AlertMessage message, bool allowsPrivate = true)
    {
        AlertingSettings settings = new()
        {
            Gateways = new Dictionary<string, GatewaySettings>
            {
                ["sms"] = new(new Uri(_gateway.Urls.Single() + "/send"), allowsPrivate) { Secret = Secret },
            },
        };
        ServiceCollection services = new();
        services.AddSingleton(TimeProvider.System).AddLogging();
        AlertingServices.AddGateways(services, settings);
        await using ServiceProvider parts = services.BuildServiceProvider();
        await AlertingServices.ChannelsOf(parts, settings)["sms"].SendAsync(message, CancellationToken.None);
    }
}
