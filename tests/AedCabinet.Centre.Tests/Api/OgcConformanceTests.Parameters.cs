using System.Net;
using System.Text.Json.Nodes;

namespace AedCabinet.Centre.Tests.Api;

/// <content>What may be asked of the items: how much, where, when, and nothing else.</content>
public sealed partial class OgcConformanceTests
{
    // core/fc-limit-definition, core/fc-bbox-definition, core/fc-time-definition.
    [TestMethod]
    public async Task Fc_definition_limit_bbox_and_datetime_are_defined_as_the_standard_has_them()
    {
        HttpResponseMessage answer = await s_bare.GetAsync("/openapi/v1.json");
        JsonNode get = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["paths"]![DefinedItems]!["get"]!;
        JsonNode Parameter(string name)
        {
            JsonNode parameter = get["parameters"]!.AsArray().Single(item => item!["name"]!.GetValue<string>() == name)!;
            Assert.AreEqual("query", parameter["in"]!.GetValue<string>());
            Assert.IsNull(parameter["required"]);
            Assert.AreEqual("form", parameter["style"]?.GetValue<string>() ?? "form");
            Assert.IsFalse(parameter["explode"]!.GetValue<bool>());
            return parameter["schema"]!;
        }

        Assert.IsTrue(JsonNode.DeepEquals(Parameter("limit"),
            JsonNode.Parse("""{"type":"integer","minimum":1,"maximum":1000,"default":10}""")), Parameter("limit").ToJsonString());
        Assert.IsTrue(JsonNode.DeepEquals(Parameter("bbox"),
            JsonNode.Parse("""{"type":"array","items":{"type":"number"},"minItems":4,"maxItems":6}""")), Parameter("bbox").ToJsonString());
        Assert.IsTrue(JsonNode.DeepEquals(Parameter("datetime"), JsonNode.Parse("""{"type":"string"}""")));
    }

    // core/fc-limit-response-1, and the link next until there is none.
    [TestMethod]
    public async Task Fc_limit_no_page_has_more_and_the_links_lead_through_all_of_them_once_with_the_same_filter()
    {
        List<string> seen = [];
        string? path = Items + "?limit=2&bbox=100,30,120,50";
        while (path is not null)
        {
            JsonNode page = await s_bench.GetAsync(path);
            Assert.IsLessThanOrEqualTo(2, page["features"]!.AsArray().Count);
            Assert.AreEqual(path, PathOf(LinkOf(page, "self")));
            seen.AddRange(page["features"]!.AsArray().Select(feature => feature!["id"]!.GetValue<string>()));
            JsonNode? next = page["links"]!.AsArray().SingleOrDefault(link => link!["rel"]!.GetValue<string>() == "next");
            path = next is null ? null : PathOf(next);
            Assert.IsTrue(path?.Contains("bbox=", StringComparison.Ordinal) != false, path);
        }

        CollectionAssert.AreEqual(new[] { "NM-1", "NM-2", "NM-3" }, seen.Order(StringComparer.Ordinal).ToArray());
        Assert.AreEqual(3, (await s_bench.GetAsync(Items + "?limit=100000"))["numberReturned"]!.GetValue<int>());
    }

    // core/fc-bbox-response.
    [TestMethod]
    [DataRow("111.7492,40.8426,111.7492,40.8426", 3)]
    [DataRow("111.75,40.8426,112,41", 0)]
    [DataRow("-180,-90,180,90", 3)]
    [DataRow("111,40,-100,112,41,1000", 3)]
    [DataRow("112,40,111,41", 0)]
    [DataRow("111.5,40,-170,41", 3)]
    public async Task Fc_bbox_only_what_lies_in_it_comes_its_border_included(string box, int count) =>
        Assert.AreEqual(count, (await s_bench.GetAsync($"{Items}?bbox={box}"))["numberReturned"]!.GetValue<int>());

    // core/fc-time-response: cabinets have no time, so that any interval has them all.
    [TestMethod]
    [DataRow("2026-01-12T23:20:50Z")]
    [DataRow("2026-01-12T23:20:50.52%2B08:00")]
    [DataRow("2026-01-12T00:00:00Z/2026-03-18T12:31:12Z")]
    [DataRow("2026-01-12T00:00:00Z/..")]
    [DataRow("../2026-03-18T12:31:12Z")]
    [DataRow("2026-01-12T00:00:00Z/")]
    [DataRow("/2026-03-18t12:31:12z")]
    public async Task Fc_time_each_form_of_a_time_and_an_interval_is_understood(string datetime) =>
        Assert.AreEqual(3, (await s_bench.GetAsync($"{Items}?datetime={datetime}"))["numberReturned"]!.GetValue<int>());

    // core/query-param-invalid.
    [TestMethod]
    [DataRow("limit=0", "limit")]
    [DataRow("limit=-1", "limit")]
    [DataRow("limit=ten", "limit")]
    [DataRow("limit=1&limit=2", "limit")]
    [DataRow("bbox=111,40,112", "bbox")]
    [DataRow("bbox=111,40,112,41,42", "bbox")]
    [DataRow("bbox=111,40,112,north", "bbox")]
    [DataRow("bbox=111,41,112,40", "bbox")]
    [DataRow("bbox=111,40,112,91", "bbox")]
    [DataRow("bbox=111,40,10,112,41,0", "bbox")]
    [DataRow("bbox=", "bbox")]
    [DataRow("datetime=yesterday", "datetime")]
    [DataRow("datetime=2026-01-12", "datetime")]
    [DataRow("datetime=2026-13-12T00:00:00Z", "datetime")]
    [DataRow("datetime=2026-01-12T00:00:00", "datetime")]
    [DataRow("datetime=2026-03-18T00:00:00Z/2026-01-12T00:00:00Z", "datetime")]
    [DataRow("datetime=../..", "datetime")]
    [DataRow("datetime=..", "datetime")]
    [DataRow("datetime=2026-01-12T00:00:00Z/../2026-03-18T00:00:00Z", "datetime")]
    [DataRow("cursor=x", "cursor")]
    public async Task Query_param_invalid_a_value_that_can_t_be_is_refused_by_its_name(string query, string parameter) =>
        await MustRefuseAsync($"{Items}?{query}", parameter);

    // core/query-param-unknown, of every operation.
    [TestMethod]
    [DataRow(Landing)]
    [DataRow(Landing + "/conformance")]
    [DataRow(Landing + "/collections")]
    [DataRow(Landing + "/collections/cabinets")]
    [DataRow(Items)]
    [DataRow(Items + "/NM-1")]
    public async Task Query_param_unknown_a_parameter_that_there_is_none_of_is_refused(string path) =>
        await MustRefuseAsync(path + "?bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326", "bbox-crs");

    private static async Task MustRefuseAsync(string path, string parameter)
    {
        (HttpResponseMessage answer, JsonNode problem) = await s_bench.RefusedAsync(
            ApiBench.Request(HttpMethod.Get, path, "en", s_all));
        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.AreEqual(parameter, problem["errors"]![0]!["parameter"]!.GetValue<string>());
    }
}
