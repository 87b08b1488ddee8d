using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Centre.Tests.Api;
using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Incidents;

/// <summary>SPEC §19, 红十字救护员信息管理系统: who may be called, an incident's place and AEDs for those, who accepted, fetched, arrived,
/// left.</summary>
[TestClass]
public class ResponderApiTests : StoreTests, IAsyncDisposable
{
    private static readonly Grant s_redCross = new(Role.Responders, ["1501"], [], []);
    private static readonly Grant s_otherCross = new(Role.Responders, ["1502"], [], []);
    private static readonly Grant s_dispatcher = new(Role.Dispatcher, ["1501"], [], []);

    private readonly ApiBench _bench;

    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static void What_went_over_the_wire_is_as_the_document_says() => ApiTraffic.MustBeAsDocumented();

    public ResponderApiTests()
    {
        _bench = new ApiBench(NewStore());
        _bench.Say();
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public async Task A_list_in_Chinese_is_taken_whole_and_another_replaces_it()
    {
        JsonNode first = await ImportAsync("编号,姓名,电话,机柜,距离(米),启用\nR-1,王敏,13900000001,NM-1,800,是\nR-2,李华,,NM-1,,否\n");
        JsonNode second = await ImportAsync("id;name;lat;lon;datum\nR-1;王敏;40.8430;111.7500;WGS84\nR-3;;40.9;111.8;\n", "?replace=true");

        Assert.AreEqual("2 0 0", $"{first["added"]} {first["changed"]} {first["removed"]}");
        Assert.AreEqual("1 1 1", $"{second["added"]} {second["changed"]} {second["removed"]}");
        JsonNode[] people = [.. (await _bench.GetAsync("/v1/responders", s_redCross))["items"]!.AsArray().OfType<JsonNode>()];
        CollectionAssert.AreEqual(new[] { "R-1", "R-3" }, people.Select(one => one["id"]!.GetValue<string>()).ToArray());
        Assert.IsNull(people[1]["name"]);
        Assert.AreEqual("1501", people[0]["prefecture"]!.GetValue<string>());
    }

    [TestMethod]
    [DataRow("zh", "不是数字", "没有机柜", "出现了2次", "没有这一列", "科学记数法")]
    [DataRow("en", "is not a number", "There is no cabinet", "is there 2 times", "There is no such column",
        "a spreadsheet may have spoilt it")]
    public async Task A_list_with_one_mistake_is_not_taken_at_all_and_each_mistake_is_told_with_its_line_in_the_readers_language(
        string language, string number, string cabinet, string twice, string column, string phone)
    {
        HttpRequestMessage request = ApiBench.Request(HttpMethod.Post, "/v1/responders/import", language, s_redCross);
        request.Content = new StringContent(
            "id,cabinet,withinM,phone,血型\nR-1,NM-1,,,\nR-1,NM-1,,,\nR-2,NM-9,weit,1.39E+10,\n", Encoding.UTF8, "text/csv");
        (HttpResponseMessage answer, JsonNode problem) = await _bench.RefusedAsync(request);

        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        string said = string.Join('\n', problem["errors"]!.AsArray().Select(part => $"{part!["pointer"]}: {part["detail"]}"));
        foreach (string part in new[] { $"/4/withinM: “weit”{number}", $"/4/cabinet: {cabinet}", $"/id: ", twice, $"/1/血型: {column}" })
        {
            Assert.Contains(language == "en" ? part.Replace("“weit”", "\"weit\" ") : part, said);
        }

        Assert.Contains(phone, said);
        Assert.AreEqual(0, _bench.Store.Number("SELECT count(*) FROM responders"));
    }

    [TestMethod]
    public async Task Only_ones_own_people_are_seen_changed_and_removed()
    {
        await PutAsync("R-1", new { cabinet = "NM-1", name = "王敏" });

        Assert.IsEmpty((await _bench.GetAsync("/v1/responders", s_otherCross))["items"]!.AsArray());
        HttpRequestMessage steal = ApiBench.Request(HttpMethod.Put, "/v1/responders/R-1", "en", s_otherCross);
        steal.Content = JsonContent.Create(new { lat = 40.65, lon = 109.84 });
        (HttpResponseMessage stolen, _) = await _bench.RefusedAsync(steal);
        (HttpResponseMessage gone, _) = await _bench.RefusedAsync(
            ApiBench.Request(HttpMethod.Delete, "/v1/responders/R-1", "en", s_otherCross));
        (HttpResponseMessage dispatcher, _) = await _bench.RefusedAsync(
            ApiBench.Request(HttpMethod.Get, "/v1/responders", "en", s_dispatcher));
        HttpRequestMessage outside = ApiBench.Request(HttpMethod.Put, "/v1/responders/R-2", "en", s_redCross);
        outside.Content = JsonContent.Create(new { lat = 40.65, lon = 109.84 });
        (HttpResponseMessage far, _) = await _bench.RefusedAsync(outside);
        HttpResponseMessage removed = await _bench.Client.SendAsync(
            ApiBench.Request(HttpMethod.Delete, "/v1/responders/R-1", "en", s_redCross));

        Assert.AreEqual(HttpStatusCode.Conflict, stolen.StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, dispatcher.StatusCode);
        Assert.AreEqual(HttpStatusCode.BadRequest, far.StatusCode, "1502 is not the Red Cross's of 1501");
        Assert.AreEqual(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.AreEqual(0, _bench.Store.Number("SELECT count(*) FROM responders"));
    }

    [TestMethod]
    public async Task An_incident_shows_its_place_and_AEDs_to_who_may_call_somebody_near_and_nothing_else()
    {
        await PutAsync("R-1", new { cabinet = "NM-1", name = "王敏", phone = "+86 139 0000 0001" });
        long near = await OpenAsync(40.8430, 111.7500);
        long far = await OpenAsync(40.9300, 111.7500);

        JsonNode list = await _bench.GetAsync("/v1/incidents", s_redCross);
        Assert.AreEqual(near, list["items"]!.AsArray().Single()!["id"]!.GetValue<long>());
        JsonNode seen = await _bench.GetAsync($"/v1/incidents/{near}", s_redCross);
        Assert.AreEqual(40.843, seen["place"]!["latitude"]!.GetValue<double>(), 1e-6);
        Assert.IsNull(seen["by"]);
        Assert.IsNull(seen["reference"]);
        Assert.IsEmpty(seen["timeline"]!.AsArray());
        (HttpResponseMessage hidden, _) = await _bench.RefusedAsync(
            ApiBench.Request(HttpMethod.Get, $"/v1/incidents/{far}", "en", s_redCross));
        (HttpResponseMessage eido, _) = await _bench.RefusedAsync(
            ApiBench.Request(HttpMethod.Get, $"/v1/incidents/{near}/eido", "en", s_redCross));
        (HttpResponseMessage stage, _) = await _bench.RefusedAsync(
            ApiBench.Post($"/v1/incidents/{near}/stages", new { stage = "arrived" }, s_redCross));
        Assert.AreEqual(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, eido.StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, stage.StatusCode);

        await BringAsync(near);
        Assert.IsEmpty((await _bench.GetAsync("/v1/incidents", s_redCross))["items"]!.AsArray());
    }

    [TestMethod]
    public async Task Those_of_the_nearest_sites_are_called_first_as_far_as_each_is_called_and_a_dispatcher_who_wants_names_is_noted()
    {
        await PutAsync("R-far", new { lat = 40.8520, lon = 111.7492, name = "远", withinM = 2000 });
        await PutAsync("R-near", new { cabinet = "NM-1", name = "近", phone = "13900000001" });
        await PutAsync("R-short", new { lat = 40.8480, lon = 111.7492, withinM = 100 });
        await PutAsync("R-away", new { cabinet = "NM-1", active = false });
        long id = await OpenAsync(40.8426, 111.7492);

        JsonNode list = await _bench.GetAsync($"/v1/incidents/{id}/call-list", s_redCross);
        JsonNode plain = await _bench.GetAsync($"/v1/incidents/{id}/call-list", s_dispatcher);
        JsonNode named = await _bench.GetAsync($"/v1/incidents/{id}/call-list?contacts=true", s_dispatcher);

        CollectionAssert.AreEqual(new[] { "R-near", "R-far" },
            list["items"]!.AsArray().Select(one => one!["responder"]!["id"]!.GetValue<string>()).ToArray());
        Assert.AreEqual("近", list["items"]![0]!["responder"]!["name"]!.GetValue<string>());
        Assert.IsNull(plain["items"]![0]!["responder"]!["name"]);
        Assert.AreEqual("13900000001", named["items"]![0]!["responder"]!["phone"]!.GetValue<string>());
        Assert.AreEqual("responder.seen", _bench.Audit.Entries.Last().Action);
    }

    [TestMethod]
    public async Task What_responders_say_is_shown_in_the_incident_once_however_often_and_in_whatever_order_it_comes()
    {
        await PutAsync("R-1", new { cabinet = "NM-1", name = "王敏" });
        long id = await OpenAsync(40.8430, 111.7500);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await SayAsync(id, "accepted", now.AddSeconds(1));
        DateTimeOffset later = DateTimeOffset.UtcNow;
        await SayAsync(id, "arrived", later);
        await SayAsync(id, "fetched", later.AddMilliseconds(-1), "NM-1");
        JsonNode last = await SayAsync(id, "accepted", now);

        Assert.AreEqual("arrived", last["status"]!.GetValue<string>());
        JsonNode incident = await _bench.GetAsync($"/v1/incidents/{id}", s_dispatcher);
        Assert.AreEqual("R-1 arrived NM-1",
            string.Join(' ', incident["responses"]![0]!["responder"], incident["responses"]![0]!["status"],
                incident["responses"]![0]!["cabinet"]));
        Assert.AreEqual(3, incident["timeline"]!.AsArray().Count(line => line!["kind"]!["code"]!.GetValue<string>() == "response"));
        CollectionAssert.AreEqual(new[] { "responder.accepted", "responder.arrived", "responder.fetched" },
            _bench.Store.Rows("SELECT type FROM centre_events WHERE type LIKE 'responder.%' ORDER BY no"));
        await BringAsync(id);
        Assert.AreEqual("left", (await SayAsync(id, "left", null))["status"]!.GetValue<string>());
        (HttpResponseMessage wrong, _) = await _bench.RefusedAsync(
            ApiBench.Post($"/v1/incidents/{id}/responses", new { responder = "R-1", status = "asleep" }, s_redCross));
        (HttpResponseMessage stranger, _) = await _bench.RefusedAsync(
            ApiBench.Post($"/v1/incidents/{id}/responses", new { responder = "R-1", status = "left" }, s_otherCross));
        Assert.AreEqual(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, stranger.StatusCode);
    }

    private async Task<JsonNode> ImportAsync(string csv, string more = "")
    {
        HttpRequestMessage request = ApiBench.Request(HttpMethod.Post, "/v1/responders/import" + more, "en", s_redCross);
        request.Content = new StringContent(csv, Encoding.UTF8, "text/csv");
        return await SentAsync(request, HttpStatusCode.OK);
    }

    private async Task PutAsync(string id, object body)
    {
        HttpRequestMessage request = ApiBench.Request(HttpMethod.Put, "/v1/responders/" + id, "en", s_redCross);
        request.Content = JsonContent.Create(body);
        await SentAsync(request, HttpStatusCode.OK);
    }

    private async Task<long> OpenAsync(double lat, double lon) =>
        (await SentAsync(ApiBench.Post("/v1/incidents", new { lat, lon }, s_dispatcher), HttpStatusCode.Created))["id"]!.GetValue<long>();

    private Task<JsonNode> BringAsync(long id) => SentAsync(
        ApiBench.Post($"/v1/incidents/{id}/stages", new { stage = "closed", outcome = "not-needed" }, s_dispatcher), HttpStatusCode.OK);

    private Task<JsonNode> SayAsync(long id, string status, DateTimeOffset? at, string? cabinet = null) => SentAsync(
        ApiBench.Post($"/v1/incidents/{id}/responses", new { responder = "R-1", status, at, cabinet }, s_redCross), HttpStatusCode.OK);

    private async Task<JsonNode> SentAsync(HttpRequestMessage request, HttpStatusCode status)
    {
        HttpResponseMessage answer = await _bench.Client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(status, answer.StatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
