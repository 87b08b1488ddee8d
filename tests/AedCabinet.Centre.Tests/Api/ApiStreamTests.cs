using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Api;

/// <summary>SPEC §19: server-sent events with <c>Last-Event-ID</c>, nothing lost and nothing doubled, cut to what may be seen.</summary>
[TestClass]
public class ApiStreamTests : StoreTests, IAsyncDisposable
{
    private static readonly Grant s_administrator = Grant.Everywhere(Role.Administrator);

    private readonly ApiBench _bench;

    public ApiStreamTests() => _bench = new ApiBench(NewStore());

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public async Task Who_is_cut_off_and_comes_again_gets_each_event_once()
    {
        List<string> came = [];
        string last = "0";
        for (int round = 0; round < 4; round++)
        {
            _bench.Event("door.opened", "info");
            _bench.Event("door.closed", "info");

            // The second half of what there is is read by the next connection.
            await foreach (SseItem<string> item in Follow(last, s_administrator))
            {
                last = item.EventId!;
                came.Add(last);
                if (came.Count % 2 == round % 2)
                {
                    break;
                }
            }
        }

        await foreach (SseItem<string> item in Follow(last, s_administrator))
        {
            came.Add(item.EventId!);
            if (came.Count == 8)
            {
                break;
            }
        }

        CollectionAssert.AreEqual(
            (await _bench.GetAsync("/v1/events"))["items"]!.AsArray().Select(item => item!["arrival"]!.ToString()).Reverse().ToArray(),
            came.ToArray());
    }

    [TestMethod]
    public async Task An_event_comes_as_soon_as_it_is_on_disk_and_only_to_who_may_see_its_cabinet()
    {
        _bench.Event("door.opened", "info");
        using HttpResponseMessage tourism = await OpenAsync(null, new Grant(Role.Feed, [], ["culture-tourism"], []));
        _bench.Event("sos.pressed", "emergency", ApiBench.Station, ApiBench.StationTopic);
        _bench.Event("aed.removed", "emergency");

        await foreach (SseItem<string> came in Read(tourism))
        {
            JsonNode item = JsonNode.Parse(came.Data)!;
            Assert.AreEqual("aed.removed", item["event"]!["code"]!.GetValue<string>());
            Assert.AreEqual("emergency", item["severity"]!.GetValue<string>());
            Assert.AreEqual(came.EventId, item["arrival"]!.ToString());
            break;
        }
    }

    [TestMethod]
    public async Task An_id_that_this_registry_never_gave_is_refused()
    {
        foreach ((string id, HttpStatusCode status) in new[] { ("99", HttpStatusCode.Conflict), ("x", HttpStatusCode.BadRequest) })
        {
            HttpRequestMessage request = ApiBench.Request(HttpMethod.Get, "/v1/events/stream", "en", s_administrator);
            request.Headers.Add("Last-Event-ID", id);
            (HttpResponseMessage answer, _) = await _bench.RefusedAsync(request);
            Assert.AreEqual(status, answer.StatusCode);
        }
    }

    private protected ApiBench Opened => _bench;

    // Ends when whoever reads it stops.
    private async IAsyncEnumerable<SseItem<string>> Follow(string? lastId, Grant grant)
    {
        using HttpResponseMessage answer = await OpenAsync(lastId, grant);
        await foreach (SseItem<string> item in Read(answer))
        {
            yield return item;
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(string? lastId, Grant grant)
    {
        HttpRequestMessage request = ApiBench.Request(HttpMethod.Get, "/v1/events/stream", "en", grant);
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        HttpResponseMessage answer = await _bench.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.AreEqual("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return answer;
    }

    private static async IAsyncEnumerable<SseItem<string>> Read(HttpResponseMessage answer)
    {
        using CancellationTokenSource limit = new(Waiting.Limit);
        await foreach (SseItem<string> item in SseParser.Create(await answer.Content.ReadAsStreamAsync(limit.Token))
            .EnumerateAsync(limit.Token))
        {
            yield return item;
        }
    }
}
