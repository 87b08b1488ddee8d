using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Care;
using AedCabinet.Centre.Tests.Api;
using AedCabinet.Contract;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AedCabinet.Centre.Tests.Training;

/// <summary>SPEC §19: corrections go to the cabinet that holds what they correct, signed, and are pending until it has confirmed.</summary>
[TestClass]
public class CorrectionTests : StoreTests, IAsyncDisposable
{
    private const string Path = "/v1/cabinets/" + ApiBench.Museum;
    private static readonly Grant s_tourism = new(Role.Department, ["1501"], ["culture-tourism"], []);

    private readonly ApiBench _bench;

    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static void What_went_over_the_wire_is_as_the_document_says() => ApiTraffic.MustBeAsDocumented();

    public CorrectionTests() => _bench = new ApiBench(NewStore());

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public async Task What_the_cabinet_holds_goes_as_one_signed_configure_and_is_pending_until_it_is_confirmed()
    {
        _bench.Say();
        object fields = new
        {
            where = "西门",
            hours = "Mo-Su 08:00-18:00",
            contactPhone = "+86 471 2",
            padsExpire = "2028-01-31",
            kitExpire = (string?)null
        };
        (HttpStatusCode status, JsonNode answer) = await CorrectAsync(fields, await TagAsync());
        await Desk().LookAsync();

        Assert.AreEqual(HttpStatusCode.Accepted, status);
        Assert.IsTrue(answer["isPending"]!.GetValue<bool>());
        Assert.AreEqual("pending", answer["corrections"]![0]!["stage"]!.GetValue<string>());
        Assert.DoesNotContain("471 2", answer.ToJsonString());
        JsonNode sent = JsonNode.Parse(_bench.Broker.Texts.Single())!;
        Assert.AreEqual("configure", sent["name"]!.GetValue<string>());
        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(sent["args"]!.GetValue<string>()), JsonNode.Parse("""
            {"site":{"where":"西门","hours":"Mo-Su 08:00-18:00","contactPhone":"+86 471 2"},"aed":{"padsExpire":"2028-01-31"},
            "care":{"kitExpire":null}}
            """)));
        (HttpStatusCode second, _) = await CorrectAsync(new { where = "北门" }, await TagAsync());
        Assert.AreEqual(HttpStatusCode.Conflict, second);

        await ReplyAsync("accepted");
        Assert.AreEqual("pending", (await StateAsync())["corrections"]![0]!["stage"]!.GetValue<string>());
        await ReplyAsync("done");
        JsonNode confirmed = await StateAsync();
        Assert.AreEqual("confirmed", confirmed["corrections"]![0]!["stage"]!.GetValue<string>());
        Assert.IsFalse(confirmed["isPending"]!.GetValue<bool>());
        CollectionAssert.AreEqual(new[] { "cabinet.corrected" }, _bench.Store.Rows("SELECT type FROM centre_events"));
        Assert.AreEqual("where hours contactPhone padsExpire kitExpire",
            _bench.Audit.Entries.First(entry => entry.Action == AuditActions.Correction).Detail);
    }

    [TestMethod]
    public async Task What_a_cabinet_refuses_has_failed_and_says_why()
    {
        _bench.Say();
        await CorrectAsync(new { floor = "2" }, await TagAsync());
        await Desk().LookAsync();
        await ReplyAsync("failed", "site.floor: no");

        JsonNode failed = (await StateAsync())["corrections"]![0]!;
        Assert.AreEqual(("failed", "site.floor: no"), (failed["stage"]!.GetValue<string>(), failed["why"]!.GetValue<string>()));
        Assert.AreEqual(0, _bench.Store.Number("SELECT count(*) FROM centre_events"));
    }

    [TestMethod]
    public async Task What_only_the_registry_holds_is_kept_at_once_and_no_command_goes_out()
    {
        _bench.Say();
        (HttpStatusCode status, JsonNode answer) = await CorrectAsync(new { people = 120, responsible = "文旅局值班室" }, await TagAsync());
        await Desk().LookAsync();

        Assert.AreEqual(HttpStatusCode.OK, status);
        Assert.AreEqual("confirmed", answer["corrections"]![0]!["stage"]!.GetValue<string>());
        Assert.IsEmpty(_bench.Broker.Texts);
        Assert.AreEqual(120, (await _bench.GetAsync("/v1/trained"))["items"]![0]!["people"]!.GetValue<int>());
        Assert.AreEqual("文旅局值班室", (await _bench.GetAsync(Path + "/contact", s_tourism))["responsible"]!.GetValue<string>());
        CollectionAssert.AreEqual(new[] { "cabinet.corrected" }, _bench.Store.Rows("SELECT type FROM centre_events"));
    }

    [TestMethod]
    public async Task Of_two_corrections_of_the_same_state_one_is_refused_and_none_comes_without_saying_on_what_it_is_based()
    {
        _bench.Say();
        string tag = await TagAsync();
        (HttpStatusCode without, _) = await CorrectAsync(new { people = 1 }, null);
        (HttpStatusCode first, _) = await CorrectAsync(new { people = 2 }, tag);
        (HttpStatusCode second, _) = await CorrectAsync(new { people = 3 }, tag);

        Assert.AreEqual((HttpStatusCode)428, without);
        Assert.AreEqual(HttpStatusCode.OK, first);
        Assert.AreEqual(HttpStatusCode.PreconditionFailed, second);
        Assert.AreEqual(2, _bench.Store.Number("SELECT people FROM site_people"));
    }

    [TestMethod]
    public async Task Whoever_may_not_correct_can_t_and_everything_wrong_is_told_at_once()
    {
        _bench.Say();
        _bench.Say(ApiBench.Station, ApiBench.StationTopic);
        HttpRequestMessage Ask(string path, Grant grant, object body)
        {
            HttpRequestMessage request = ApiBench.Request(HttpMethod.Patch, path, "en", grant);
            request.Content = JsonContent.Create(body);
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
            return request;
        }

        (HttpResponseMessage foreign, _) = await _bench.RefusedAsync(
            Ask("/v1/cabinets/" + ApiBench.Station, s_tourism, new { people = 1 }));
        (HttpResponseMessage dispatcher, _) = await _bench.RefusedAsync(
            Ask(Path, new Grant(Role.Dispatcher, [], [], []), new { people = 1 }));
        (_, JsonNode wrong) = await _bench.RefusedAsync(Ask(Path, s_tourism,
            new { hours = "when I like", latitude = 40.8, padsExpire = "31.12.2028", id = "NM-9", access = "maybe" }));

        Assert.AreEqual(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, dispatcher.StatusCode);
        CollectionAssert.AreEquivalent(new[] { "/hours", "/longitude", "/padsExpire", "/id", "/access" },
            wrong["errors"]!.AsArray().Select(part => part!["pointer"]!.GetValue<string>()).ToArray());
    }

    [TestMethod]
    public async Task A_correction_that_was_not_sent_may_be_taken_back()
    {
        _bench.Say();
        await CorrectAsync(new { floor = "2" }, await TagAsync());
        HttpResponseMessage gone = await _bench.Client.SendAsync(
            ApiBench.Request(HttpMethod.Delete, Path + "/corrections/1", "en", s_tourism));
        await Desk().LookAsync();

        Assert.AreEqual(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.IsEmpty(_bench.Broker.Texts);
        Assert.AreEqual("withdrawn", (await StateAsync())["corrections"]![0]!["stage"]!.GetValue<string>());
    }

    private TimedCommandDesk Desk() => new(_bench.Store.Store, _bench.Web.Services.GetRequiredService<ReadingPool>(), _bench.Office,
        new Dictionary<string, Action<LedgerDatabase, TimedCommand, DateTimeOffset>> { [CorrectionBook.Command] = CorrectionBook.End },
        NullLogger.Instance);

    private async Task ReplyAsync(string code, string? reason = null)
    {
        string id = JsonNode.Parse(_bench.Broker.Texts.Last())!["id"]!.GetValue<string>();
        _bench.Take(LedgerBench.Topic, "reply", $"{{\"id\":\"{id}\",\"name\":\"configure\",\"code\":\"{code}\",\"boot\":4,\"time\":\""
            + $"{ContractForms.TimeText(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds())}\",\"uptimeMs\":64636"
            + (reason is null ? "}" : $",\"data\":{{\"reason\":\"{reason}\"}}}}"));
        Waiting.Until(() => _bench.Store.Number($"SELECT count(*) FROM commands WHERE id = '{id}' AND outcome = '{code}'") == 1, code);
        await Desk().LookAsync();
    }

    private async Task<JsonNode> StateAsync() => await _bench.GetAsync(Path + "/corrections", s_tourism);

    private async Task<string> TagAsync()
    {
        HttpResponseMessage answer = await _bench.Client.SendAsync(
            ApiBench.Request(HttpMethod.Get, Path + "/corrections", "en", s_tourism));
        return answer.Headers.ETag!.Tag;
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> CorrectAsync(object fields, string? tag)
    {
        HttpRequestMessage request = ApiBench.Request(HttpMethod.Patch, Path, "en", s_tourism);
        request.Content = JsonContent.Create(fields, MediaTypeHeaderValue.Parse("application/merge-patch+json"));
        if (tag is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(tag));
        }

        HttpResponseMessage answer = await _bench.Client.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
