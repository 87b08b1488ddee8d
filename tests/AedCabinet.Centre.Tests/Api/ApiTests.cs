using System.Net;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Api;

/// <summary>SPEC §19: the API shows cabinets, events, emergencies and the nearest AED, cut to what the caller may see.</summary>
[TestClass]
public class ApiTests : StoreTests, IAsyncDisposable
{
    private static readonly Grant s_administrator = Grant.Everywhere(Role.Administrator);
    private static readonly Grant s_tourism = new(Role.Department, ["1501"], ["culture-tourism"], []);
    private static readonly Grant s_dispatcher = new(Role.Dispatcher, ["1501"], [], []);
    private static readonly Grant s_feed = Grant.Everywhere(Role.Feed);

    private readonly ApiBench _bench;

    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static void What_went_over_the_wire_is_as_the_document_says() => ApiTraffic.MustBeAsDocumented();

    public ApiTests() => _bench = new ApiBench(NewStore());

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public async Task Cabinets_are_listed_by_id_with_status_and_reasons_and_go_on_by_cursor()
    {
        SayBoth();

        JsonNode first = await _bench.GetAsync("/v1/cabinets?limit=1");
        JsonNode second = await _bench.GetAsync($"/v1/cabinets?limit=1&cursor={first["next"]}");
        JsonNode notReady = await _bench.GetAsync("/v1/cabinets?status=not-ready");

        JsonNode museum = first["items"]![0]!;
        Assert.AreEqual(ApiBench.Museum, museum["id"]!.GetValue<string>());
        Assert.AreEqual("ready", museum["status"]!.GetValue<string>());
        Assert.IsTrue(museum["isOnline"]!.GetValue<bool>());
        Assert.AreEqual(ApiBench.Station, second["items"]![0]!["id"]!.GetValue<string>());
        CollectionAssert.AreEqual(new[] { ApiBench.Station }, Ids(notReady));
        JsonNode reason = notReady["items"]![0]!["reasons"]![0]!;
        Assert.AreEqual("needs-inspection", reason["code"]!.GetValue<string>());
        Assert.AreNotEqual(reason["zh"]!.GetValue<string>(), reason["en"]!.GetValue<string>());
        CollectionAssert.AreEqual(new[] { ApiBench.Museum }, Ids(await _bench.GetAsync("/v1/cabinets?prefecture=1501&kind=aed")));
        Assert.IsEmpty(Ids(await _bench.GetAsync("/v1/cabinets?county=150999")));
        Assert.IsEmpty(Ids(await _bench.GetAsync("/v1/cabinets?department=sport")));
    }

    [TestMethod]
    public async Task A_list_that_is_polled_comes_only_when_it_has_changed()
    {
        _bench.Say();
        HttpResponseMessage first = await _bench.Client.SendAsync(ApiBench.Request(HttpMethod.Get, "/v1/cabinets", "en", s_administrator));
        HttpRequestMessage again = ApiBench.Request(HttpMethod.Get, "/v1/cabinets", "en", s_administrator);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.AreEqual(HttpStatusCode.NotModified, (await _bench.Client.SendAsync(again)).StatusCode);

        _bench.Say(ApiBench.Station, ApiBench.StationTopic);
        HttpRequestMessage later = ApiBench.Request(HttpMethod.Get, "/v1/cabinets", "en", s_administrator);
        later.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.AreEqual(HttpStatusCode.OK, (await _bench.Client.SendAsync(later)).StatusCode);
    }

    [TestMethod]
    public async Task Who_may_not_see_a_cabinet_is_told_there_is_none_and_the_attempt_is_in_the_audit_log()
    {
        SayBoth();

        CollectionAssert.AreEqual(new[] { ApiBench.Museum }, Ids(await _bench.GetAsync("/v1/cabinets", s_tourism)));
        foreach (string path in new[] { "", "/events", "/commands", "/contact" })
        {
            (HttpResponseMessage answer, _) = await _bench.RefusedAsync(
                ApiBench.Request(HttpMethod.Get, $"/v1/cabinets/{ApiBench.Station}{path}", "en", s_tourism));
            Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode, path);
        }

        Assert.AreEqual(4, _bench.Audit.Entries.Count(entry => !entry.IsAllowed && entry.Cabinet == ApiBench.Station));
    }

    [TestMethod]
    public async Task Whom_to_call_is_told_to_who_may_know_and_each_look_is_in_the_audit_log()
    {
        _bench.Say();
        string path = $"/v1/cabinets/{ApiBench.Museum}";

        Assert.DoesNotContain("471", (await _bench.GetAsync(path)).ToJsonString());
        Assert.AreEqual("+86 471 1", (await _bench.GetAsync(path + "/contact", s_tourism))["phone"]!.GetValue<string>());
        (HttpResponseMessage answer, _) = await _bench.RefusedAsync(
            ApiBench.Request(HttpMethod.Get, path + "/contact", "en", s_feed));

        Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.AreEqual("contact.seen", _bench.Audit.Entries.Single(entry => entry.IsAllowed).Action);
        Assert.AreEqual("refused", _bench.Audit.Entries.Single(entry => !entry.IsAllowed).Action);
        JsonNode near = await _bench.GetAsync("/v1/nearest?lat=40.8426&lon=111.7492&contacts=true", s_feed);
        Assert.IsNull(near["aeds"]![0]!["contact"]);
        near = await _bench.GetAsync("/v1/nearest?lat=40.8426&lon=111.7492&contacts=true", s_dispatcher);
        Assert.AreEqual("+86 471 1", near["aeds"]![0]!["contact"]!["phone"]!.GetValue<string>());
        Assert.AreEqual(2, _bench.Audit.Entries.Count(entry => entry.Action == "contact.seen"));
    }

    [TestMethod]
    public async Task A_cabinet_is_told_whole()
    {
        _bench.Say(isReady: false);
        _bench.Event("aed.removed", "emergency");

        JsonNode cabinet = await _bench.GetAsync($"/v1/cabinets/{ApiBench.Museum}");

        Assert.AreEqual("24/7", cabinet["about"]!["hours"]!.GetValue<string>());
        Assert.IsTrue(cabinet["about"]!["hasContact"]!.GetValue<bool>());
        Assert.AreEqual("closed", cabinet["state"]!["doors"]!["aed"]!.GetValue<string>());
        Assert.AreEqual("aed.removed", cabinet["open"]![0]!["event"]!["code"]!.GetValue<string>());
        Assert.AreEqual("not-ready", cabinet["cabinet"]!["status"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task Events_come_the_newest_first_by_severity_and_page_by_page_without_a_hole()
    {
        SayBoth();
        for (int i = 1; i <= 5; i++)
        {
            _bench.Event("door.opened", "info");
        }

        _bench.Event("tamper.opened", "urgent", ApiBench.Station, ApiBench.StationTopic);
        List<long> all = [];
        string? cursor = null;
        do
        {
            JsonNode page = await _bench.GetAsync("/v1/events?limit=2" + (cursor is null ? string.Empty : $"&cursor={cursor}"));
            all.AddRange(page["items"]!.AsArray().Select(item => item!["arrival"]!.GetValue<long>()));
            cursor = page["next"]?.GetValue<string>();

            // What comes meanwhile changes nothing behind the cursor.
            if (all.Count == 2)
            {
                _bench.Event("door.closed", "info");
            }
        }
        while (cursor is not null);

        CollectionAssert.AreEqual(all.OrderDescending().Distinct().ToList(), all);
        Assert.HasCount(6, all);
        JsonNode urgent = await _bench.GetAsync("/v1/events?severity=urgent&severity=emergency");
        Assert.AreEqual("tamper.opened", urgent["items"]!.AsArray().Single()!["event"]!["code"]!.GetValue<string>());
        Assert.IsEmpty((await _bench.GetAsync("/v1/events?severity=urgent", s_tourism))["items"]!.AsArray());
        JsonNode own = await _bench.GetAsync($"/v1/cabinets/{ApiBench.Museum}/events?limit=4", s_tourism);
        JsonNode rest = await _bench.GetAsync($"/v1/cabinets/{ApiBench.Museum}/events?limit=4&cursor={own["next"]}", s_tourism);
        Assert.HasCount(6, own["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(item => item!["seq"]!.GetValue<int>())
            .Distinct().ToArray());
    }

    [TestMethod]
    public async Task Nearest_names_what_is_ready_and_says_why_others_were_passed_over_in_whatever_datum_it_was_asked()
    {
        SayBoth();

        JsonNode near = await _bench.GetAsync("/v1/nearest?lat=40.8426&lon=111.7492");
        JsonNode pasted = await _bench.GetAsync(
            "/v1/nearest?datum=gcj02&at=" + Uri.EscapeDataString("北纬40.843783° 东经111.755877°"));

        Assert.AreEqual(ApiBench.Museum, near["aeds"]!.AsArray().Single()!["cabinet"]!["id"]!.GetValue<string>());
        Assert.AreEqual("straight-line", near["distance"]!.GetValue<string>());
        JsonNode over = near["passedOver"]!.AsArray().Single()!;
        Assert.AreEqual("not-ready", over["why"]!.GetValue<string>());
        Assert.StartsWith("不可用", over["zh"]!.GetValue<string>());
        Assert.AreEqual(40.8426, pasted["latitude"]!.GetValue<double>(), 0.001);
        Assert.IsLessThan(100, pasted["aeds"]![0]!["distanceM"]!.GetValue<double>());
        Assert.IsEmpty((await _bench.GetAsync("/v1/nearest?lat=40.8426&lon=111.7492", new Grant(Role.Feed, ["1525"], [], [])))["aeds"]!
            .AsArray());
    }

    [TestMethod]
    public async Task Emergencies_are_listed_open_and_over_with_where_they_are()
    {
        SayBoth();
        _bench.Event("aed.removed", "emergency");
        _bench.Event("sos.pressed", "emergency", ApiBench.Station, ApiBench.StationTopic);

        JsonNode open = await _bench.GetAsync("/v1/emergencies?open=true");
        JsonNode own = await _bench.GetAsync("/v1/emergencies", s_tourism);

        CollectionAssert.AreEqual(new[] { "sos.pressed", "aed.removed" },
            open["items"]!.AsArray().Select(item => item!["event"]!["code"]!.GetValue<string>()).ToArray());
        Assert.AreEqual("new", own["items"]!.AsArray().Single()!["stage"]!.GetValue<string>());
        long foreign = open["items"]![0]!["id"]!.GetValue<long>();
        (HttpResponseMessage answer, _) = await _bench.RefusedAsync(
            ApiBench.Request(HttpMethod.Get, $"/v1/emergencies/{foreign}", "en", s_tourism));
        Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.IsEmpty((await _bench.GetAsync("/v1/emergencies?open=false"))["items"]!.AsArray());
    }

    [TestMethod]
    public async Task An_emergency_goes_through_its_stages_and_the_second_sees_who_was_first()
    {
        _bench.Say();
        _bench.Event("aed.removed", "emergency");
        long id = (await _bench.GetAsync("/v1/emergencies"))["items"]![0]!["id"]!.GetValue<long>();
        string path = $"/v1/emergencies/{id}/stages";

        JsonNode seen = await AcceptedAsync(path, new { stage = "seen" });
        (HttpResponseMessage second, JsonNode problem) = await _bench.RefusedAsync(
            ApiBench.Post(path, new { stage = "seen" }, s_dispatcher));
        (HttpResponseMessage without, JsonNode wrong) = await _bench.RefusedAsync(
            ApiBench.Post(path, new { stage = "closed" }, s_dispatcher));
        JsonNode closed = await AcceptedAsync(path, new { stage = "closed", reason = "by-mistake" });
        JsonNode back = await AcceptedAsync(path, new { stage = "taken-back" });
        (HttpResponseMessage clerk, _) = await _bench.RefusedAsync(ApiBench.Post(path, new { stage = "seen" }, s_tourism));

        Assert.AreEqual("Wang", seen["steps"]![0]!["who"]!.GetValue<string>());
        Assert.AreEqual(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("Wang was first", problem["detail"]!.GetValue<string>());
        Assert.AreEqual("/reason", wrong["errors"]![0]!["pointer"]!.GetValue<string>());
        Assert.AreEqual(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.AreEqual("closed", closed["stage"]!.GetValue<string>());
        Assert.AreEqual("seen", back["stage"]!.GetValue<string>());
        Assert.AreEqual(HttpStatusCode.Forbidden, clerk.StatusCode);
        Assert.Contains(entry => entry is { Action: "emergency", Detail: "aed.removed closed", Who: "Wang" }, _bench.Audit.Entries);
    }

    [TestMethod]
    public async Task A_command_is_signed_sent_once_for_its_key_and_recorded_with_who_asked()
    {
        _bench.Say();
        string path = $"/v1/cabinets/{ApiBench.Museum}/commands";
        HttpRequestMessage Ask(object body, string key)
        {
            HttpRequestMessage request = ApiBench.Post(path, body, s_dispatcher);
            request.Headers.Add("Idempotency-Key", key);
            return request;
        }

        HttpResponseMessage first = await _bench.Client.SendAsync(Ask(new { name = "unlock" }, "k-1"));
        HttpResponseMessage again = await _bench.Client.SendAsync(Ask(new { name = "unlock" }, "k-1"));
        (HttpResponseMessage other, _) = await _bench.RefusedAsync(Ask(new { name = "restart" }, "k-1"));

        Assert.AreEqual(HttpStatusCode.Accepted, first.StatusCode);
        JsonNode sent = JsonNode.Parse(await first.Content.ReadAsStringAsync())!;
        Assert.AreEqual(sent["id"]!.GetValue<string>(), JsonNode.Parse(await again.Content.ReadAsStringAsync())!["id"]!.GetValue<string>());
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Contains("Wang", _bench.Broker.Texts.Single());
        Assert.AreEqual("sent", (await _bench.GetAsync(first.Headers.Location!.ToString()))["stage"]!.GetValue<string>());
        Assert.AreEqual("unlock", _bench.Audit.Entries.Single(entry => entry.Action == "command").Detail);
    }

    [TestMethod]
    public async Task A_command_that_did_not_get_to_the_broker_is_told_and_its_key_may_be_used_again()
    {
        _bench.Say();
        string path = $"/v1/cabinets/{ApiBench.Museum}/commands";
        HttpRequestMessage Ask()
        {
            HttpRequestMessage request = ApiBench.Post(path, new { name = "locate", args = new { seconds = 60 } }, s_dispatcher);
            request.Headers.Add("Idempotency-Key", "k-2");
            return request;
        }

        _bench.Broker.IsAway = true;
        (HttpResponseMessage away, JsonNode problem) = await _bench.RefusedAsync(Ask());
        _bench.Broker.IsAway = false;
        HttpResponseMessage sent = await _bench.Client.SendAsync(Ask());

        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.IsNotNull(away.Headers.RetryAfter);
        Assert.Contains("broker", problem["detail"]!.GetValue<string>());
        Assert.AreEqual(HttpStatusCode.Accepted, sent.StatusCode);
    }

    [TestMethod]
    public async Task With_the_database_away_nothing_is_sent_and_nothing_pretends_to_be_kept()
    {
        _bench.Say();
        _bench.Store.Change("ALTER TABLE api_requests RENAME TO gone");
        HttpRequestMessage command = ApiBench.Post($"/v1/cabinets/{ApiBench.Museum}/commands", new { name = "locate" }, s_dispatcher);
        command.Headers.Add("Idempotency-Key", "k-3");
        (HttpResponseMessage answer, JsonNode problem) = await _bench.RefusedAsync(command);
        _bench.Store.Change("ALTER TABLE gone RENAME TO api_requests");

        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.IsNotNull(answer.Headers.RetryAfter);
        Assert.Contains("Nothing was saved", problem["detail"]!.GetValue<string>());
        Assert.IsEmpty(_bench.Broker.Texts);

        _bench.Store.Change("ALTER TABLE emergency_steps RENAME TO gone");
        _bench.Event("aed.removed", "emergency");
        (HttpResponseMessage list, _) = await _bench.RefusedAsync(ApiBench.Request(HttpMethod.Get, "/v1/emergencies", "en", s_dispatcher));
        _bench.Store.Change("ALTER TABLE gone RENAME TO emergency_steps");
        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, list.StatusCode);
        Assert.HasCount(1, (await _bench.GetAsync("/v1/emergencies"))["items"]!.AsArray());
    }

    private static string[] Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>())];

    private async Task<JsonNode> AcceptedAsync(string path, object body)
    {
        HttpResponseMessage answer = await _bench.Client.SendAsync(ApiBench.Post(path, body, s_dispatcher));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private void SayBoth()
    {
        _bench.Say();
        _bench.Say(ApiBench.Station, ApiBench.StationTopic, isReady: false);
    }
}
