using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using AedCabinet.Centre;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Feeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Centre.Tests.Feeds;

/// <summary>
/// SPEC §19: webhooks signed after Standard Webhooks, to those who said that they want them; a receiver that is hostile leads the centre
/// nowhere and keeps it no longer than its time.
/// </summary>
[TestClass]
public sealed class HttpReceiversTests
{
    private const string Body = "{\"id\":\"NM-1-1-1\",\"data\":\"演示\"}";

    private static readonly ConcurrentQueue<(string Method, string Path, IHeaderDictionary Headers, string Body)> s_came = new();
    private static readonly TaskCompletionSource s_end = new();
    private static WebApplication s_server = null!;
    private static HttpReceivers s_receivers = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _ = context;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        s_server = builder.Build();
        s_server.Run(AnswerAsync);
        await s_server.StartAsync();
        s_receivers = new HttpReceivers(new FeedSettings(PrivateNetworks.All, "centre.example"), TimeProvider.System);
    }

    [ClassCleanup]
    public static async Task EndAsync()
    {
        s_end.TrySetResult();
        s_receivers.Dispose();
        await s_server.DisposeAsync();
    }

    [TestMethod]
    public async Task A_delivery_carries_a_signature_of_each_secret_over_its_id_its_time_and_its_body()
    {
        string[] secrets = [FeedSecrets.New(), FeedSecrets.New()];
        Assert.IsTrue((await PostAsync("/take/1", secrets)).IsTaken);

        (string method, _, IHeaderDictionary headers, string body) = s_came.Single(item => item.Path == "/take/1");
        Assert.AreEqual("POST", method);
        Assert.AreEqual(Body, body);
        Assert.AreEqual("NM-1-1-1", headers["webhook-id"].ToString());
        Assert.StartsWith("application/cloudevents+json", headers.ContentType.ToString());

        // Reckoned here, not by the library that signed.
        string signed = $"NM-1-1-1.{headers["webhook-timestamp"]}.{Body}";
        CollectionAssert.AreEqual(secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
            Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes(signed)))).ToArray(),
            headers["webhook-signature"].ToString().Split(' '));
        long age = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(headers["webhook-timestamp"].ToString(),
            CultureInfo.InvariantCulture);
        Assert.IsInRange(0, 300, age);
    }

    [TestMethod]
    public async Task Only_2xx_takes_it_and_nobody_is_followed_anywhere()
    {
        Assert.AreEqual("it answered 302", (await PostAsync("/status/302")).Why);
        Assert.AreEqual("it answered 500", (await PostAsync("/status/500")).Why);
        Assert.IsTrue((await PostAsync("/status/410")).IsGone);
        Assert.AreEqual(TimeSpan.FromSeconds(90), (await PostAsync("/status/503")).RetryAfter);
        Assert.IsEmpty(s_came.Where(item => item.Path == "/elsewhere"));
    }

    [TestMethod]
    public async Task An_endless_answer_is_not_listened_to_and_an_endless_head_is_refused()
    {
        Assert.IsTrue((await PostAsync("/endless-body")).IsTaken);
        Assert.IsFalse((await PostAsync("/endless-head")).IsTaken);
    }

    [TestMethod]
    public async Task Who_never_answers_is_left_when_its_time_is_over()
    {
        ManualTime time = new();
        using HttpReceivers receivers = new(new FeedSettings(PrivateNetworks.All, "centre.example"), time);
        Task<FeedAnswer> post = receivers.PostAsync(new FeedDelivery(At("/never"), "NM-1-1-1", Body, [FeedSecrets.New()]), default);
        Waiting.Until(() => s_came.Any(item => item.Path == "/never"), "the delivery to arrive");
        Assert.IsFalse(post.IsCompleted);
        time.Advance(HttpReceivers.AnswersWithin);
        Assert.AreEqual("no answer within 10 s", (await post).Why);
    }

    [TestMethod]
    public async Task Whoever_a_name_leads_to_is_judged_when_it_is_connected_to()
    {
        using HttpReceivers careful = new(FeedSettings.Usual, TimeProvider.System);
        foreach (string host in new[] { "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]" })
        {
            UriBuilder where = new(At("/private")) { Host = host };
            FeedAnswer answer = await careful.PostAsync(new FeedDelivery(where.Uri, "x", Body, [FeedSecrets.New()]), default);
            Assert.AreEqual("the address is not of the public internet, and no other is allowed here", answer.Why, host);
            Assert.IsNull((await careful.AskAsync(where.Uri, default)).IsGiven, host);
        }

        Assert.IsEmpty(s_came.Where(item => item.Path == "/private"));
    }

    [TestMethod]
    public async Task A_named_private_network_may_be_called_and_no_other()
    {
        PrivateNetworks loopback = PrivateNetworks.Of([IPNetwork.Parse("127.0.0.0/8")]);
        using HttpReceivers named = new(FeedSettings.Usual with { Private = loopback }, TimeProvider.System);
        FeedDelivery there = new(At("/named"), "x", Body, [FeedSecrets.New()]);
        Assert.IsTrue((await named.PostAsync(there, default)).IsTaken);
        Assert.IsTrue(loopback.Allows(IPAddress.Parse("::ffff:127.0.0.1")));
        Assert.IsTrue(loopback.Allows(IPAddress.Parse("1.1.1.1")), "the public internet always may");
        Assert.IsFalse(loopback.Allows(IPAddress.IPv6Loopback));

        using HttpReceivers other = new(FeedSettings.Usual with { Private = PrivateNetworks.Of([IPNetwork.Parse("10.20.0.0/16")]) },
            TimeProvider.System);
        Assert.IsFalse((await other.PostAsync(there, default)).IsTaken);
        Assert.HasCount(1, s_came.Where(item => item.Path == "/named").ToArray());
    }

    [TestMethod]
    public async Task Who_answers_OPTIONS_with_the_origin_that_asked_or_any_wants_to_be_told_and_nobody_else()
    {
        Assert.IsTrue((await AskAsync("/any")).IsGiven);
        Assert.AreEqual(new FeedConsent(true, 120, null), await AskAsync("/rate"));
        Assert.AreEqual("centre.example", s_came.Single(item => item.Path == "/any").Headers["WebHook-Request-Origin"].ToString());
        Assert.IsFalse((await AskAsync("/another")).IsGiven);
        Assert.IsFalse((await AskAsync("/silent")).IsGiven);
        Assert.IsFalse((await AskAsync("/status/404")).IsGiven);
        Assert.IsNull((await AskAsync("/status/503")).IsGiven, "who is in trouble has not said no");
    }

    private static Uri At(string path) => new(s_server.Urls.Single() + path);

    private static Task<FeedConsent> AskAsync(string path) => s_receivers.AskAsync(At(path), default);

    private static Task<FeedAnswer> PostAsync(string path, params string[] secrets) => s_receivers.PostAsync(
        new FeedDelivery(At(path), "NM-1-1-1", Body, secrets.Length == 0 ? [FeedSecrets.New()] : secrets), default);

    private static async Task AnswerAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        s_came.Enqueue((context.Request.Method, context.Request.Path,
            new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value)),
            await reader.ReadToEndAsync()));
        HttpResponse answer = context.Response;
        string[] path = context.Request.Path.Value!.Split('/');
        answer.Headers.Location = "/elsewhere";
        answer.Headers.RetryAfter = "90";
        switch (path[1])
        {
            case "status":
                answer.StatusCode = int.Parse(path[2], CultureInfo.InvariantCulture);
                break;
            case "any":
                answer.Headers["WebHook-Allowed-Origin"] = "*";
                break;
            case "rate":
                answer.Headers["WebHook-Allowed-Origin"] = "centre.example";
                answer.Headers["WebHook-Allowed-Rate"] = "120";
                break;
            case "another":
                answer.Headers["WebHook-Allowed-Origin"] = "another.example";
                break;
            case "never":
                await s_end.Task;
                break;
            case "endless-head":
                answer.Headers["X-Long"] = new string('x', 64 * 1024);
                break;
            case "endless-body":
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await answer.Body.WriteAsync(Encoding.ASCII.GetBytes(new string('x', 64 * 1024)), context.RequestAborted)
                        .AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                break;
        }
    }
}
