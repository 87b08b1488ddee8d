using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Care;
using AedCabinet.Centre.Tests.Care;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;

namespace AedCabinet.Centre.Tests.Api;

/// <summary>SPEC §18 and §19: due work, inspections, reports and the audit log over HTTP, cut to the caller's role.</summary>
[TestClass]
public class ApiCareTests : StoreTests, IAsyncDisposable
{
    private static readonly Grant s_maintainer = new(Role.Maintainer, ["1501"], [], []);
    private static readonly Grant s_tourism = new(Role.Department, ["1501"], ["culture-tourism"], []);
    private static readonly Grant s_transport = new(Role.Department, ["1525"], ["transport"], []);

    private readonly ApiBench _bench;

    public ApiCareTests() => _bench = new ApiBench(NewStore());

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public async Task Due_work_is_given_to_somebody_with_a_day_is_recorded_as_done_once_and_stays_until_the_cabinet_shows_it()
    {
        const string Item = "/v1/cabinets/NM-1/care/inspection";
        _bench.Say(isReady: false);
        _bench.Say(ApiBench.Station, ApiBench.StationTopic, isReady: false);

        CollectionAssert.AreEqual(new[] { "NM-1 inspection", "NM-2 inspection" }, Work(await AllAsync("/v1/care?limit=1")));
        CollectionAssert.AreEqual(new[] { "NM-1 inspection" }, Work([await _bench.GetAsync("/v1/care?kind=inspection", s_tourism)]));
        Assert.IsEmpty(Work([await _bench.GetAsync("/v1/care?overdue=false", s_tourism)]));
        JsonNode planned = await SendAsync(HttpMethod.Put, Item + "/plan", """{"responsible":"张三","day":"2099-01-31"}""");
        JsonNode again = await SendAsync(HttpMethod.Put, Item + "/plan", """{"responsible":"张三","day":"2099-01-31"}""");
        JsonNode done = await SendAsync(HttpMethod.Post, Item + "/done", """{"note":"看过"}""");
        JsonNode same = await SendAsync(HttpMethod.Post, Item + "/done", """{"note":"看过"}""");

        Assert.AreEqual("张三", planned["plan"]!["responsible"]!.GetValue<string>());
        Assert.AreEqual("Wang", planned["plan"]!["who"]!.GetValue<string>());
        Assert.AreEqual(planned.ToJsonString(), again.ToJsonString());
        Assert.AreEqual(done.ToJsonString(), same.ToJsonString());
        JsonNode due = (await _bench.GetAsync("/v1/care?overdue=false", s_tourism))["items"]!.AsArray().Single()!;
        Assert.AreEqual("看过", due["done"]!["note"]!.GetValue<string>());
        Assert.AreEqual(1, _bench.Store.Number("SELECT count(*) FROM care_done"));
        CollectionAssert.AreEqual(new[] { "care.done 1501 culture-tourism {\"item\":\"inspection\"}" },
            _bench.Store.Rows("SELECT type, prefecture, department, data FROM centre_events"));
        CollectionAssert.AreEqual(new[] { "care.planned NM-1 inspection", "care.done NM-1 inspection" },
            _bench.Audit.Entries.Select(entry => $"{entry.Action} {entry.Cabinet} {entry.Detail}").ToArray());
    }

    [TestMethod]
    public async Task Who_may_not_plan_work_is_refused_and_what_is_wrong_with_a_plan_is_named()
    {
        _bench.Say(isReady: false);
        _bench.Say(ApiBench.Station, ApiBench.StationTopic, isReady: false);

        Assert.AreEqual(HttpStatusCode.Forbidden, await RefusedAsync("/v1/cabinets/NM-1/care/inspection/done", "{}", s_tourism));
        Assert.AreEqual(HttpStatusCode.NotFound, await RefusedAsync("/v1/cabinets/NM-2/care/inspection/done", "{}", s_maintainer));
        Assert.AreEqual(HttpStatusCode.NotFound, await RefusedAsync("/v1/cabinets/NM-1/care/fault.aed-dark/done", "{}", s_maintainer));
        (_, JsonNode problem) = await _bench.RefusedAsync(Request(HttpMethod.Put, "/v1/cabinets/NM-1/care/inspection/plan",
            """{"responsible":" ","day":"2020-01-31"}""", s_maintainer));

        CollectionAssert.AreEqual(new[] { "/responsible", "/day" },
            problem["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()).ToArray());
        Assert.AreEqual(2, _bench.Audit.Entries.Count(entry => entry.Action == AuditActions.Refused));
        Assert.AreEqual(0, _bench.Store.Number("SELECT count(*) FROM care_plans") + _bench.Store.Number("SELECT count(*) FROM care_done"));
    }

    [TestMethod]
    public async Task Inspections_are_listed_told_whole_and_shown_with_their_photograph_to_who_may_see_the_cabinet()
    {
        _bench.Say();
        _bench.Say(ApiBench.Station, ApiBench.StationTopic);
        InspectionBook book = new(_bench.Store.Store);
        Assert.IsTrue(PhotoFile.TryRead(Photos.WithExif(), out PhotoFile? photo));
        string own = Keep(book, ApiBench.Museum, "defect", photo);
        string other = Keep(book, ApiBench.Station, "ok", null);

        List<JsonNode> pages = await AllAsync("/v1/inspections?limit=1");
        JsonNode found = await _bench.GetAsync("/v1/inspections/" + own, s_tourism);
        HttpResponseMessage picture = await _bench.Client.SendAsync(
            ApiBench.Request(HttpMethod.Get, found["photo"]!.GetValue<string>(), "en", s_tourism));

        CollectionAssert.AreEqual(new[] { other, own }, Items(pages).Select(item => item["id"]!.GetValue<string>()).ToArray());
        Assert.AreEqual("pads", found["defects"]!.AsArray().Single()!["code"]!.GetValue<string>());
        Assert.AreEqual("2029-01-31", found["expiries"]!["pads"]!.GetValue<string>());
        Assert.AreEqual("image/jpeg", picture.Content.Headers.ContentType!.MediaType);
        CollectionAssert.AreEqual(photo.Content, await picture.Content.ReadAsByteArrayAsync());
        Assert.IsEmpty(Items([await _bench.GetAsync("/v1/inspections?defects=false", s_tourism)]));
        foreach (string path in new[] { $"/v1/inspections/{own}", $"/v1/inspections/{own}/photo", "/v1/inspections?cabinet=NM-1" })
        {
            (HttpResponseMessage answer, _) = await _bench.RefusedAsync(ApiBench.Request(HttpMethod.Get, path, "en", s_transport));
            Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode, path);
        }

        Assert.AreEqual(3, _bench.Audit.Entries.Count(entry => entry is { Action: AuditActions.Refused, Cabinet: ApiBench.Museum }));
    }

    [TestMethod]
    public async Task A_month_s_report_is_cut_to_who_asks_and_comes_as_JSON_or_CSV()
    {
        _bench.Say();
        _bench.Say(ApiBench.Station, ApiBench.StationTopic, isReady: false);
        using (LedgerDatabase database = _bench.Store.Store.OpenForChange())
        {
            // A moment later the registry still runs.
            using LedgerCounters counters = new(database);
            counters.Put(LedgerCounters.Alive, DateTimeOffset.UtcNow.AddSeconds(1).ToUnixTimeMilliseconds());
        }

        string path = $"/v1/reports/{DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)):yyyy-MM}";

        JsonNode all = await _bench.GetAsync(path);
        JsonNode own = await _bench.GetAsync(path, s_tourism);
        HttpRequestMessage asked = ApiBench.Request(HttpMethod.Get, path, "zh", s_tourism);
        asked.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        HttpResponseMessage table = await _bench.Client.SendAsync(asked);
        (HttpResponseMessage none, _) = await _bench.RefusedAsync(
            ApiBench.Request(HttpMethod.Get, "/v1/reports/october", "en", s_tourism));
        (HttpResponseMessage keeper, _) = await _bench.RefusedAsync(ApiBench.Request(HttpMethod.Get, path, "en", s_maintainer));

        Assert.AreEqual(2, all["rows"]!.AsArray()[^1]!["figures"]!["cabinets"]!.GetValue<double>());
        Assert.AreEqual(1, own["rows"]!.AsArray()[^1]!["figures"]!["cabinets"]!.GetValue<double>());
        Assert.IsFalse(own["isOver"]!.GetValue<bool>());
        Assert.AreEqual("1501", own["rows"]![0]!["prefecture"]!["code"]!.GetValue<string>());
        Assert.AreEqual("text/csv", table.Content.Headers.ContentType!.MediaType);
        Assert.Contains("呼和浩特", await table.Content.ReadAsStringAsync());
        Assert.IsEmpty((await _bench.GetAsync(path + "?department=sport&format=json"))["rows"]!.AsArray());
        Assert.AreEqual(HttpStatusCode.NotFound, none.StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, keeper.StatusCode);
    }

    [TestMethod]
    public async Task The_audit_log_is_read_page_by_page_by_administrators_of_everything_alone()
    {
        using LedgerAuditLog log = new(_bench.Store.Store);
        DateTimeOffset at = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (int number in Enumerable.Range(0, 5))
        {
            log.Add(new AuditEntry(at.AddMinutes(number), number % 2 == 0 ? "Li" : "王敏", "192.0.2.7", AuditActions.Command, "NM-1",
                number != 3, $"c{number}"));
        }

        CollectionAssert.AreEqual(new[] { "c4", "c3", "c2", "c1", "c0" }, Details(await AllAsync("/v1/audit?limit=2")));
        CollectionAssert.AreEqual(new[] { "c4", "c2", "c0" }, Details([await _bench.GetAsync("/v1/audit?who=Li&action=com")]));
        CollectionAssert.AreEqual(new[] { "c3" }, Details([await _bench.GetAsync("/v1/audit?allowed=false&cabinet=NM-1")]));
        CollectionAssert.AreEqual(new[] { "c1" }, Details([await _bench.GetAsync(
            "/v1/audit?since=2026-06-01T00:01:00Z&before=2026-06-01T00:02:00Z")]));
        foreach (Grant grant in new[] { s_maintainer, new Grant(Role.Administrator, ["1501"], [], []) })
        {
            (HttpResponseMessage answer, _) = await _bench.RefusedAsync(ApiBench.Request(HttpMethod.Get, "/v1/audit", "en", grant));
            Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.AreEqual(2, _bench.Audit.Entries.Count(entry => entry.Action == AuditActions.Refused));
    }

    [TestMethod]
    public async Task An_emergency_is_closed_with_words_of_its_own_and_not_by_one_who_has_not_seen_what_another_did()
    {
        Grant dispatcher = new(Role.Dispatcher, ["1501"], [], []);
        _bench.Say();
        _bench.Event("aed.removed", "emergency");
        long id = (await _bench.GetAsync("/v1/emergencies"))["items"]![0]!["id"]!.GetValue<long>();
        string path = $"/v1/emergencies/{id}/stages";

        HttpResponseMessage seen = await _bench.Client.SendAsync(
            Request(HttpMethod.Post, path, """{"stage":"seen","seen":0}""", dispatcher));
        Assert.AreEqual(HttpStatusCode.Conflict, await RefusedAsync(path, """{"stage":"on-the-way","seen":0}""", dispatcher));
        Assert.AreEqual(HttpStatusCode.BadRequest, await RefusedAsync(path,
            """{"stage":"closed","reason":"drill","note":"x"}""", dispatcher));
        HttpResponseMessage closed = await _bench.Client.SendAsync(Request(HttpMethod.Post, path,
            """{"stage":"closed","reason":"other","note":"有人取走充电","seen":1}""", dispatcher));

        Assert.AreEqual(HttpStatusCode.OK, seen.StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, closed.StatusCode);
        JsonNode steps = (await _bench.GetAsync($"/v1/emergencies/{id}"))["steps"]!;
        Assert.AreEqual("有人取走充电", steps[1]!["note"]!.GetValue<string>());
    }

    private static string Keep(InspectionBook book, string cabinet, string pads, PhotoFile? photo)
    {
        AedCabinet.Care.Inspection inspection = new(Guid.NewGuid().ToString(), cabinet, DateTimeOffset.UtcNow,
            new Dictionary<string, string> { ["door"] = "ok", ["pads"] = pads }, new Dictionary<string, string> { ["pads"] = "2029-01-31" },
            "", photo);
        book.Keep(inspection, "王敏", DateTimeOffset.UtcNow);
        return inspection.Id;
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string body, Grant grant)
    {
        HttpRequestMessage request = ApiBench.Request(method, path, "en", grant);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    private static IEnumerable<JsonNode> Items(IEnumerable<JsonNode> pages) => pages.SelectMany(page => page["items"]!.AsArray())!;

    private static string[] Work(IEnumerable<JsonNode> pages) => [.. Items(pages).Select(item => $"{item["cabinet"]} {item["item"]}")];

    private static string[] Details(IEnumerable<JsonNode> pages) => [.. Items(pages).Select(item => item["detail"]!.GetValue<string>())];

    private async Task<List<JsonNode>> AllAsync(string path)
    {
        List<JsonNode> pages = [];
        string? cursor = null;
        do
        {
            pages.Add(await _bench.GetAsync(path + (cursor is null ? string.Empty : "&cursor=" + cursor)));
            cursor = pages[^1]["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return pages;
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string body)
    {
        HttpResponseMessage answer = await _bench.Client.SendAsync(Request(method, path, body, s_maintainer));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<HttpStatusCode> RefusedAsync(string path, string body, Grant grant) =>
        (await _bench.RefusedAsync(Request(HttpMethod.Post, path, body, grant))).Answer.StatusCode;
}
