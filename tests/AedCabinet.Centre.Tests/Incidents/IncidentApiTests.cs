using System.Net;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Centre.Tests.Api;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Incidents;
using AedCabinet.Ledger;
using AedCabinet.Nearest;
using Microsoft.Extensions.DependencyInjection;

namespace AedCabinet.Centre.Tests.Incidents;

/// <summary>SPEC §19, 120急救指挥系统: an incident with a place, the nearest ready AEDs, commands for it, stages, close, timeline.</summary>
[TestClass]
public class IncidentApiTests : StoreTests, IAsyncDisposable
{
    private static readonly Grant s_dispatcher = new(Role.Dispatcher, ["1501"], [], []);
    private static readonly Grant s_other = new(Role.Dispatcher, ["1502"], [], []);
    private static readonly object s_square = new { lat = 40.8426, lon = 111.7492, reference = "D-1", address = "新城区某小区3号楼" };

    private readonly ApiBench _bench;

    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static void What_went_over_the_wire_is_as_the_document_says() => ApiTraffic.MustBeAsDocumented();

    public IncidentApiTests() => _bench = new ApiBench(NewStore());

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public async Task A_place_opens_an_incident_that_names_the_nearest_ready_AEDs_and_why_others_were_passed_over()
    {
        Say();
        _bench.Say(ApiBench.Station, ApiBench.StationTopic, isReady: false);
        Place(ApiBench.Station);

        HttpResponseMessage answer = await _bench.Client.SendAsync(ApiBench.Post("/v1/incidents", s_square, s_dispatcher, s_steppe));
        JsonNode incident = await BodyAsync(answer, HttpStatusCode.Created);

        Assert.AreEqual($"/v1/incidents/{incident["id"]}", answer.Headers.Location!.ToString());
        Assert.AreEqual("opened dispatch D-1 Wang 1501", string.Join(' ', incident["stage"], incident["origin"], incident["reference"],
            incident["by"], incident["place"]!["prefecture"]));
        Assert.AreEqual(ApiBench.Museum, incident["nearest"]!.AsArray().Single()!["cabinet"]!["id"]!.GetValue<string>());
        Assert.AreEqual("not-ready", incident["passedOver"]!.AsArray().Single()!["why"]!.GetValue<string>());
        CollectionAssert.AreEqual(new[] { "opened", "named" }, Kinds(incident));
        Assert.AreEqual(ApiBench.Museum, incident["timeline"]![1]!["aeds"]![0]!["cabinet"]!.GetValue<string>());
        string[] told = Told();
        Assert.HasCount(1, told);
        Assert.StartsWith("incident.opened 1501", told[0]);
        Assert.DoesNotContain("小区", told[0]);
        Assert.DoesNotContain("Wang", told[0]);
    }

    [TestMethod]
    public async Task A_place_is_understood_in_whatever_datum_it_is_pasted_and_is_told_what_is_wrong_with_it_where_it_stands()
    {
        Say();

        JsonNode pasted = await OpenAsync(new { at = "北纬40.843783° 东经111.755877°", datum = "gcj02" });
        (HttpResponseMessage answer, JsonNode problem) = await _bench.RefusedAsync(
            ApiBench.Post("/v1/incidents", new { lat = 140.0, datum = "utm", reference = new string('x', 65) }, s_dispatcher));
        (_, JsonNode place) = await _bench.RefusedAsync(
            ApiBench.Post("/v1/incidents", new { lat = 140.0, datum = "utm" }, s_dispatcher));

        Assert.AreEqual(40.8426, pasted["place"]!["latitude"]!.GetValue<double>(), 0.001);
        Assert.IsLessThan(100, pasted["nearest"]![0]!["distanceM"]!.GetValue<double>());
        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        CollectionAssert.AreEqual(new[] { "/reference" }, Pointers(problem));
        CollectionAssert.AreEqual(new[] { "/datum", "/lat", "/lon" }, Pointers(place));
    }

    [TestMethod]
    public async Task The_same_request_sent_again_opens_no_second_and_the_same_number_says_who_was_first()
    {
        Say();
        HttpRequestMessage Ask(object body, string key)
        {
            HttpRequestMessage request = ApiBench.Post("/v1/incidents", body, s_dispatcher);
            request.Headers.Add("Idempotency-Key", key);
            return request;
        }

        JsonNode first = await BodyAsync(await _bench.Client.SendAsync(Ask(s_square, "k-1")), HttpStatusCode.Created);
        JsonNode again = await BodyAsync(await _bench.Client.SendAsync(Ask(s_square, "k-1")), HttpStatusCode.Created);
        (HttpResponseMessage other, _) = await _bench.RefusedAsync(Ask(new { lat = 40.9, lon = 111.7 }, "k-1"));
        (HttpResponseMessage twin, JsonNode problem) = await _bench.RefusedAsync(Ask(s_square, "k-2"));

        Assert.AreEqual(first["id"]!.GetValue<long>(), again["id"]!.GetValue<long>());
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.AreEqual(HttpStatusCode.Conflict, twin.StatusCode);
        Assert.Contains($"Incident {first["id"]} has the reference \"D-1\" already: Wang was first", problem["detail"]!.GetValue<string>());
        Assert.HasCount(1, Told());
    }

    [TestMethod]
    public async Task Stages_go_forward_only_the_second_dispatcher_sees_who_was_first_and_a_closing_has_an_outcome()
    {
        Say();
        long id = (await OpenAsync(s_square))["id"]!.GetValue<long>();
        string path = $"/v1/incidents/{id}/stages";

        JsonNode way = await BodyAsync(await PostAsync(path, new { stage = "on-the-way" }), HttpStatusCode.OK);
        (HttpResponseMessage second, JsonNode problem) = await _bench.RefusedAsync(
            ApiBench.Post(path, new { stage = "dispatched" }, s_dispatcher));
        (_, JsonNode without) = await _bench.RefusedAsync(ApiBench.Post(path, new { stage = "closed" }, s_dispatcher));
        (_, JsonNode unknown) = await _bench.RefusedAsync(ApiBench.Post(path, new { stage = "opened", outcome = "other" }, s_dispatcher));
        JsonNode closed = await BodyAsync(await PostAsync(path, new { stage = "closed", outcome = "real-use", note = "一次电击" }),
            HttpStatusCode.OK);

        Assert.AreEqual("on-the-way", way["stage"]!.GetValue<string>());
        Assert.AreEqual(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("Wang was first: on-the-way", problem["detail"]!.GetValue<string>());
        CollectionAssert.AreEqual(new[] { "/outcome" }, Pointers(without));
        CollectionAssert.AreEqual(new[] { "/stage", "/outcome" }, Pointers(unknown));
        Assert.AreEqual("真实使用", closed["outcome"]!["zh"]!.GetValue<string>());
        Assert.IsNotNull(closed["closed"]);
        Assert.IsEmpty(closed["nearest"]!.AsArray(), "nobody is sent to an AED for what is over");
        CollectionAssert.AreEqual(new[] { "opened", "named", "stage", "stage" }, Kinds(closed));
        CollectionAssert.AreEqual(new[] { "incident.opened", "incident.stage", "incident.closed" },
            Told().Select(line => line.Split(' ')[0]).ToArray());
        Assert.IsEmpty((await _bench.GetAsync("/v1/incidents?open=true", s_dispatcher))["items"]!.AsArray());
        Assert.HasCount(1, (await _bench.GetAsync("/v1/incidents?open=false", s_dispatcher))["items"]!.AsArray());
    }

    [TestMethod]
    public async Task A_command_for_an_incident_is_in_its_timeline_and_in_the_audit_log_and_so_is_what_became_of_it()
    {
        Say();
        long id = (await OpenAsync(s_square))["id"]!.GetValue<long>();
        HttpRequestMessage Ask(object body, string key)
        {
            HttpRequestMessage request = ApiBench.Post($"/v1/incidents/{id}/commands", body, s_dispatcher);
            request.Headers.Add("Idempotency-Key", key);
            return request;
        }

        object locate = new { cabinet = ApiBench.Museum, name = "locate", args = new { seconds = 120 } };
        _bench.Broker.IsAway = true;
        (HttpResponseMessage away, _) = await _bench.RefusedAsync(Ask(locate, "c-1"));
        _bench.Broker.IsAway = false;
        JsonNode sent = await BodyAsync(await _bench.Client.SendAsync(Ask(locate, "c-1")), HttpStatusCode.Accepted);
        JsonNode again = await BodyAsync(await _bench.Client.SendAsync(Ask(locate, "c-1")), HttpStatusCode.Accepted);
        (HttpResponseMessage other, _) = await _bench.RefusedAsync(Ask(new { cabinet = ApiBench.Museum, name = "unlock" }, "c-1"));
        (_, JsonNode wrong) = await _bench.RefusedAsync(Ask(new { cabinet = ApiBench.Museum, name = "restart" }, "c-2"));
        string command = sent["id"]!.GetValue<string>();
        _bench.Take(LedgerBench.Topic, "reply", $"{{\"id\":\"{command}\",\"code\":\"done\"}}");
        Waiting(() => _bench.Store.Number("SELECT count(*) FROM commands WHERE outcome = 'done'") == 1, "the reply");
        Follow();

        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.AreEqual(command, again["id"]!.GetValue<string>());
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        CollectionAssert.AreEqual(new[] { "/name" }, Pointers(wrong));
        Assert.HasCount(1, _bench.Broker.Texts);
        JsonNode[] lines = [.. (await FindAsync(id))["timeline"]!.AsArray().OfType<JsonNode>().Where(
            line => line["kind"]!["code"]!.GetValue<string>().StartsWith("command", StringComparison.Ordinal))];
        CollectionAssert.AreEqual(new[] { "command not-sent", "command done", "command-outcome done" },
            lines.Select(line => $"{line["kind"]!["code"]} {line["outcome"]}").ToArray());
        Assert.AreEqual("Wang", lines[1]["who"]!.GetValue<string>());
        Assert.AreEqual(command, lines[2]["command"]!.GetValue<string>());
        Assert.Contains(entry => entry is { Action: "command", Detail: "locate", Cabinet: ApiBench.Museum }, _bench.Audit.Entries);
        Assert.AreEqual(3, Told().Count(line => line.StartsWith("incident.command", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task An_AED_that_is_taken_opens_an_incident_which_follows_it_back_and_never_names_it_meanwhile()
    {
        Say();
        _bench.Event("aed.removed", "emergency");
        Follow();
        Follow();
        JsonNode one = (await _bench.GetAsync("/v1/incidents?open=true", s_dispatcher))["items"]!.AsArray().Single()!;
        long id = one["id"]!.GetValue<long>();

        JsonNode incident = await FindAsync(id);
        Assert.AreEqual("cabinet NM-1", $"{one["origin"]} {one["cabinet"]}");
        Assert.IsNull(one["by"]);
        Assert.IsEmpty(incident["nearest"]!.AsArray(), "its state still says ready, and its AED is gone");
        Assert.AreEqual("not-ready", incident["passedOver"]!.AsArray().Single()!["why"]!.GetValue<string>());
        Assert.HasCount(1, incident["emergencies"]!.AsArray());
        _bench.Event("sos.pressed", "emergency");
        _bench.Event("aed.returned", "info");
        Follow();
        Follow();

        CollectionAssert.AreEqual(new[] { "aed-back", "aed-out", "emergency", "emergency", "opened" },
            Kinds(await FindAsync(id)).Order(StringComparer.Ordinal).ToArray());
        CollectionAssert.AreEqual(new[] { "incident.opened", "incident.aed-out", "incident.aed-back" },
            Told().Select(line => line.Split(' ')[0]).ToArray());
        Assert.HasCount(1, (await _bench.GetAsync("/v1/incidents", s_dispatcher))["items"]!.AsArray());
    }

    [TestMethod]
    public async Task What_belongs_to_a_drill_opens_none()
    {
        Say();
        _bench.Take(LedgerBench.Topic, "event", LedgerBench.EventText(4, 900, "aed.removed", more: "\"drill\":true,"));
        Waiting(() => _bench.Store.Number("SELECT count(*) FROM events") == 1, "the event");
        Follow();

        Assert.IsEmpty((await _bench.GetAsync("/v1/incidents"))["items"]!.AsArray());
        Assert.IsEmpty(Told());
    }

    [TestMethod]
    public async Task Who_is_of_another_prefecture_or_only_reads_sees_none_and_opens_none_there()
    {
        Say();
        long id = (await OpenAsync(s_square))["id"]!.GetValue<long>();

        (HttpResponseMessage foreign, JsonNode problem) = await _bench.RefusedAsync(ApiBench.Post("/v1/incidents", s_square, s_other));
        Assert.AreEqual(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Contains("1501", problem["detail"]!.GetValue<string>());
        foreach (Grant grant in new[] { s_other, new Grant(Role.Dispatcher, [], ["transport"], []), Grant.Everywhere(Role.Feed),
            new Grant(Role.Department, ["1501"], [], []) })
        {
            Assert.IsEmpty((await _bench.GetAsync("/v1/incidents", grant))["items"]!.AsArray());
            (HttpResponseMessage answer, _) = await _bench.RefusedAsync(
                ApiBench.Request(HttpMethod.Get, $"/v1/incidents/{id}", "en", grant));
            Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode, grant.ToClaim());
        }

        (HttpResponseMessage stage, _) = await _bench.RefusedAsync(
            ApiBench.Post($"/v1/incidents/{id}/stages", new { stage = "arrived" }, s_other));
        (HttpResponseMessage feed, _) = await _bench.RefusedAsync(ApiBench.Post("/v1/incidents", s_square, Grant.Everywhere(Role.Feed)));
        (HttpResponseMessage hidden, _) = await _bench.RefusedAsync(ApiBench.Post($"/v1/incidents/{id}/commands",
            new { cabinet = ApiBench.Station, name = "locate" }, s_dispatcher));
        Assert.AreEqual(HttpStatusCode.NotFound, stage.StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, feed.StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Contains(entry => entry is { Action: "refused", Detail: "POST /v1/incidents" }, _bench.Audit.Entries);
    }

    [TestMethod]
    public async Task A_look_at_whom_to_call_is_in_the_timeline_once_and_in_the_audit_log_each_time()
    {
        Say();
        long id = (await OpenAsync(s_square))["id"]!.GetValue<long>();

        Assert.IsNull((await FindAsync(id))["nearest"]![0]!["contact"]);
        for (int i = 0; i < 2; i++)
        {
            JsonNode seen = await _bench.GetAsync($"/v1/incidents/{id}?contacts=true", s_dispatcher);
            Assert.AreEqual("+86 471 1", seen["nearest"]![0]!["contact"]!["phone"]!.GetValue<string>());
        }

        Assert.AreEqual(1, Kinds(await FindAsync(id)).Count(kind => kind == "contact"));
        Assert.AreEqual(2, _bench.Audit.Entries.Count(entry => entry.Action == "contact.seen"));
    }

    [TestMethod]
    public async Task With_the_database_away_nothing_is_opened_and_nothing_pretends_to_be()
    {
        Say();
        _bench.Store.Change("ALTER TABLE centre_events RENAME TO gone");
        (HttpResponseMessage answer, _) = await _bench.RefusedAsync(ApiBench.Post("/v1/incidents", s_square, s_dispatcher));
        _bench.Event("aed.removed", "emergency");
        Assert.ThrowsExactly<StoreAwayException>(Follow);
        _bench.Store.Change("ALTER TABLE gone RENAME TO centre_events");

        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.AreEqual(0, _bench.Store.Number("SELECT count(*) FROM incidents"));
        Follow();
        Assert.AreEqual(1, _bench.Store.Number("SELECT count(*) FROM incidents"));
    }

    // Who dispatches in two prefectures sees what is near in both.
    private static readonly Grant s_steppe = new(Role.Dispatcher, ["1525"], [], []);

    private static string[] Kinds(JsonNode incident) =>
        [.. incident["timeline"]!.AsArray().Select(line => line!["kind"]!["code"]!.GetValue<string>())];

    private static string[] Pointers(JsonNode problem) =>
        [.. problem["errors"]!.AsArray().Select(part => part!["pointer"]!.GetValue<string>())];

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(status, answer.StatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static void Waiting(Func<bool> until, string what) => Desktop.Tests.Environment.Waiting.Until(until, what);

    private async Task<HttpResponseMessage> PostAsync(string path, object body) =>
        await _bench.Client.SendAsync(ApiBench.Post(path, body, s_dispatcher));

    private async Task<JsonNode> OpenAsync(object body) => await BodyAsync(await PostAsync("/v1/incidents", body), HttpStatusCode.Created);

    private Task<JsonNode> FindAsync(long id) => _bench.GetAsync($"/v1/incidents/{id}", s_dispatcher);

    private string[] Told() => _bench.Store.Rows("SELECT type, prefecture, data FROM centre_events ORDER BY no");

    private void Say()
    {
        _bench.Say();
        Place(ApiBench.Museum);
    }

    // The office's one picture for all may be a moment old.
    private void Place(string id)
    {
        Waiting(() => _bench.Office.Cabinets().Any(cabinet => cabinet.Id == id), id);
        _bench.Web.Services.GetRequiredService<NearestDesk>().Follow();
    }

    private void Follow() => _bench.Web.Services.GetRequiredService<IncidentFollower>().Look();
}
