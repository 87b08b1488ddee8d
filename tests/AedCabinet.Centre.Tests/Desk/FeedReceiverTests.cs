using System.Net;
using AedCabinet.Desk.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Centre.Tests.Desk;

/// <summary>SPEC §19: a receiver believes what is signed and fresh, takes each event once, and can be told to behave badly.</summary>
[TestClass]
public sealed class FeedReceiverTests : IAsyncDisposable
{
    private static readonly TimeSpan s_tolerated = TimeSpan.FromMinutes(5);

    private readonly FeedBook _book = new(null);
    private readonly FeedReceiver _feed;
    private readonly WebApplication _web;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public FeedReceiverTests()
    {
        _feed = new FeedReceiver(_book, TimeProvider.System);
        _feed.Trust(SignedPost.Secret);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _web = builder.Build();
        _feed.Map(_web, "/feed");
        _web.StartAsync().GetAwaiter().GetResult();
    }

    private Uri Url => new(new Uri(_web.Urls.Single()), "/feed");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _web.DisposeAsync();
        _book.Dispose();
    }

    [TestMethod]
    public async Task The_handshake_says_who_may_send_and_how_often()
    {
        using HttpRequestMessage asked = new(HttpMethod.Options, Url);
        asked.Headers.Add("WebHook-Request-Origin", "centre.example");
        using HttpResponseMessage answer = await _http.SendAsync(asked);

        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.AreEqual("centre.example", answer.Headers.GetValues("WebHook-Allowed-Origin").Single());
        Assert.AreEqual("*", answer.Headers.GetValues("WebHook-Allowed-Rate").Single());
    }

    [TestMethod]
    public async Task What_is_forged_old_from_the_future_or_not_what_its_header_says_is_refused_and_not_kept()
    {
        string body = SignedPost.Event("e-1");
        DateTimeOffset now = DateTimeOffset.UtcNow;
        const string Other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        using HttpRequestMessage changed = SignedPost.Of(Url, "e-1", body);
        changed.Content = new StringContent(body.Replace("door", "moor"), null, FeedEvent.MediaType);
        using HttpRequestMessage unsigned = new(HttpMethod.Post, Url) { Content = new StringContent(body, null, FeedEvent.MediaType) };

        Assert.AreEqual(HttpStatusCode.Unauthorized, await _http.StatusAsync(SignedPost.Of(Url, "e-1", body, null, Other)), "forged");
        Assert.AreEqual(HttpStatusCode.Unauthorized, await _http.StatusAsync(changed), "changed on its way");
        Assert.AreEqual(HttpStatusCode.Unauthorized, await _http.StatusAsync(unsigned), "unsigned");
        Assert.AreEqual(HttpStatusCode.Unauthorized,
            await _http.StatusAsync(SignedPost.Of(Url, "e-1", body, now - s_tolerated - s_tolerated)), "old");
        Assert.AreEqual(HttpStatusCode.Unauthorized,
            await _http.StatusAsync(SignedPost.Of(Url, "e-1", body, now + s_tolerated + s_tolerated)), "from the future");
        Assert.AreEqual(HttpStatusCode.BadRequest, await _http.StatusAsync(SignedPost.Of(Url, "e-2", body)), "another id");
        Assert.AreEqual(HttpStatusCode.BadRequest, await _http.StatusAsync(SignedPost.Of(Url, "e-1", "{}")), "no CloudEvent");
        Assert.AreEqual((0, 7), (_book.Count, _book.Refused));
    }

    [TestMethod]
    public async Task What_was_recorded_and_is_sent_again_to_the_letter_is_refused_and_what_the_centre_sends_again_is_taken_once()
    {
        string body = SignedPost.Event("e-1");
        DateTimeOffset first = DateTimeOffset.UtcNow;
        Assert.AreEqual(HttpStatusCode.NoContent, await _http.StatusAsync(SignedPost.Of(Url, "e-1", body, first)));
        Assert.AreEqual(HttpStatusCode.Unauthorized, await _http.StatusAsync(SignedPost.Of(Url, "e-1", body, first)), "replayed");
        Assert.AreEqual(HttpStatusCode.NoContent, await _http.StatusAsync(SignedPost.Of(Url, "e-1", body, first.AddSeconds(1))), "again");

        Assert.AreEqual((1, 1, 1), (_book.Count, _book.Doubles, _book.Refused));
    }

    [TestMethod]
    public async Task While_the_secret_changes_both_hold_and_the_one_before_the_last_no_more()
    {
        string[] secrets = [SignedPost.Secret, "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0e",
            "whsec_HhwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgEA"];
        _feed.Trust(secrets[1]);
        Assert.AreEqual(HttpStatusCode.NoContent, await PostAsync("e-1", secrets[0]));
        Assert.AreEqual(HttpStatusCode.NoContent, await PostAsync("e-2", secrets[0], secrets[1]));
        _feed.Trust(secrets[2]);
        Assert.AreEqual(HttpStatusCode.Unauthorized, await PostAsync("e-3", secrets[0]));
        Assert.AreEqual(HttpStatusCode.NoContent, await PostAsync("e-3", secrets[1]));

        Task<HttpStatusCode> PostAsync(string id, params string[] by) =>
            _http.StatusAsync(SignedPost.Of(Url, id, SignedPost.Event(id), null, by));
    }

    [TestMethod]
    public async Task An_event_that_comes_behind_a_later_one_of_its_cabinet_is_counted_and_an_emergency_may_overtake()
    {
        foreach ((string id, string cabinet, int cursor, string severity) in new[] { ("a", "NM-1", 2, "info"), ("b", "NM-2", 1, "info"),
            ("c", "NM-1", 5, "emergency"), ("d", "NM-1", 3, "info"), ("e", "NM-1", 1, "info") })
        {
            Assert.AreEqual(HttpStatusCode.NoContent,
                await _http.StatusAsync(SignedPost.Of(Url, id, SignedPost.Event(id, cabinet, cursor, severity: severity))));
        }

        Assert.AreEqual(1, _book.OutOfOrder);
    }

    [TestMethod]
    public async Task Duplicating_it_loses_its_answer_and_takes_what_comes_again_once()
    {
        _feed.Manner = new Manner { IsDuplicating = true };
        string body = SignedPost.Event("e-1");
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.SendAsync(SignedPost.Of(Url, "e-1", body)));
        Assert.AreEqual(HttpStatusCode.NoContent,
            await _http.StatusAsync(SignedPost.Of(Url, "e-1", body, DateTimeOffset.UtcNow.AddSeconds(2))));

        Assert.AreEqual((1, 1), (_book.Count, _book.Doubles));
    }

    [TestMethod]
    public async Task Down_it_breaks_off_redirecting_it_leads_elsewhere_and_endless_its_answer_goes_on()
    {
        _feed.Manner = new Manner { IsDown = true };
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.SendAsync(SignedPost.Of(Url, "e-1", SignedPost.Event("e-1"))));
        _feed.Manner = new Manner { IsRedirecting = true };
        using (HttpResponseMessage led = await _http.SendAsync(SignedPost.Of(Url, "e-1", SignedPost.Event("e-1"))))
        {
            Assert.AreEqual(HttpStatusCode.TemporaryRedirect, led.StatusCode);
            using HttpResponseMessage followed = await _http.PostAsync(new Uri(Url, led.Headers.Location!), null);
        }

        Assert.AreEqual((1, 0), (_feed.LedElsewhere, _book.Count));
        _feed.Manner = new Manner { IsEndless = true };
        using HttpResponseMessage endless = await _http.SendAsync(SignedPost.Of(Url, "e-1", SignedPost.Event("e-1")),
            HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await endless.Content.ReadAsStreamAsync();
        byte[] much = new byte[4 * 1024 * 1024];
        await body.ReadExactlyAsync(much);
        Assert.AreEqual(1, _book.Count);
    }

    [TestMethod]
    public async Task What_is_larger_than_any_event_is_not_read()
    {
        string body = new(' ', 300 * 1024);
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, await _http.StatusAsync(SignedPost.Of(Url, "e-1", body)));
    }

    [TestMethod]
    [DataRow("well", "well")]
    [DataRow("slow", "slow=5")]
    [DataRow("slow=0.5,duplicating,reordering", "slow=0.5,duplicating,reordering")]
    [DataRow("down,endless,redirect", "down,endless,redirect")]
    [DataRow("slow=-1", null)]
    [DataRow("nice", null)]
    public void A_manner_is_said_in_words(string text, string? read) =>
        Assert.AreEqual(read, Manner.TryParse(text, out Manner manner) ? manner.ToString() : null);

    [TestMethod]
    public void Reordering_tells_two_things_in_a_row_the_wrong_way_round()
    {
        CollectionAssert.AreEqual(new[] { 2, 1, 4, 3, 5 }, new Manner { IsReordering = true }.Order([1, 2, 3, 4, 5]).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, Manner.Well.Order([1, 2, 3]).ToArray());
    }

    [TestMethod]
    public void What_was_taken_is_known_after_a_restart_and_a_line_that_was_torn_off_comes_again()
    {
        string file = Path.GetTempFileName();
        try
        {
            using (FeedBook book = new(new FileInfo(file)))
            {
                Assert.AreEqual(Taking.New, book.Take(FeedEvent.Read(SignedPost.Event("e-1")), "s-1"));
                Assert.AreEqual(Taking.New, book.Take(FeedEvent.Read(SignedPost.Event("e-2")), "s-2"));
            }

            using (FileStream torn = new(file, FileMode.Open))
            {
                torn.SetLength(torn.Length - 7);
            }

            using FeedBook again = new(new FileInfo(file));
            Assert.AreEqual(1, again.Count);
            Assert.AreEqual(Taking.Double, again.Take(FeedEvent.Read(SignedPost.Event("e-1")), "s-3"));
            Assert.AreEqual(Taking.New, again.Take(FeedEvent.Read(SignedPost.Event("e-2")), "s-4"));
            again.Dispose();
            Assert.HasCount(2, File.ReadAllLines(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
