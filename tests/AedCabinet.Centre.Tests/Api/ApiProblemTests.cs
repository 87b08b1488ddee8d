using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Desktop.Tests.Registry;

namespace AedCabinet.Centre.Tests.Api;

/// <summary>RFC 9457: whatever is refused says what is wrong, where and what to do, in the reader's language.</summary>
[TestClass]
public sealed class ApiProblemTests
{
    private static readonly Grant s_administrator = Grant.Everywhere(Role.Administrator);

    private static ApiBench s_bench = null!;

    [ClassInitialize]
    public static void Start(TestContext context)
    {
        _ = context;
        s_bench = new ApiBench(new SqliteTestStore(), commands: false);
        s_bench.Say();
    }

    [ClassCleanup]
    public static async Task What_went_over_the_wire_is_as_the_document_says()
    {
        await s_bench.DisposeAsync();
        ApiTraffic.MustBeAsDocumented();
    }

    [TestMethod]
    [DataRow("/v1/cabinets?limit=0", "limit", "Use 1 to 500.", "请用1到500。")]
    [DataRow("/v1/cabinets?limit=many", "limit", "\"many\" is not a whole number.", "“many”不是整数。")]
    [DataRow("/v1/cabinets?prefecture=15", "prefecture", "Use 4 digits of a GB/T 2260 code.", "请用GB/T 2260代码的4位数字。")]
    [DataRow("/v1/cabinets?status=broken", "status", "Use one of: ready, not-ready, offline, not-understood, two-boards.",
        "请用以下之一：ready, not-ready, offline, not-understood, two-boards。")]
    [DataRow("/v1/cabinets?prefectur=1501", "prefectur",
        "There is no such parameter; there are: prefecture, county, department, status, kind, cursor, limit.",
        "没有这个参数；可用的有：prefecture, county, department, status, kind, cursor, limit。")]
    [DataRow("/v1/events?cursor=abc", "cursor", "It is no cursor of this list: begin anew, or use the next of the page before as it is.",
        "不是此列表给出的游标；请从头读起，或原样使用上一页的next。")]
    [DataRow("/v1/events?severity=high", "severity", "Use one of: info, maintenance, urgent, emergency.",
        "请用以下之一：info, maintenance, urgent, emergency。")]
    [DataRow("/v1/nearest?lat=40", "lon", "Give lat and lon, or paste coordinates as at.", "请给出lat和lon，或用at粘贴坐标。")]
    [DataRow("/v1/nearest?lat=140&lon=111", "lat", "Use −90 to 90 degrees.", "请用−90到90度。")]
    [DataRow("/v1/nearest?lat=40&lon=111&datum=utm", "datum", "Use one of: wgs84, gcj02, bd09.", "请用以下之一：wgs84, gcj02, bd09。")]
    [DataRow("/v1/nearest?lat=40&lon=111&count=21", "count", "Use 1 to 20.", "请用1到20。")]
    public async Task A_parameter_that_can_t_be_is_named_with_what_it_may_be(string path, string name, string en, string zh)
    {
        (HttpResponseMessage answer, JsonNode english) = await Ask(path, "en");
        (_, JsonNode chinese) = await Ask(path, "zh-CN,en;q=0.5");

        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.AreEqual("en", answer.Content.Headers.ContentLanguage.Single());
        Assert.AreEqual("/v1/problems/invalid", english["type"]!.GetValue<string>());
        Assert.AreEqual(name, english["errors"]![0]!["parameter"]!.GetValue<string>());
        Assert.AreEqual(en, english["errors"]![0]!["detail"]!.GetValue<string>());
        Assert.AreEqual(zh, chinese["errors"]![0]!["detail"]!.GetValue<string>());
    }

    [TestMethod]
    [DataRow("/v1/nothing", HttpStatusCode.NotFound)]
    [DataRow("/v1/cabinets/NM-9", HttpStatusCode.NotFound)]
    [DataRow("/v1/emergencies/9", HttpStatusCode.NotFound)]
    [DataRow("/v1/problems/nothing", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_a_problem_too(string path, HttpStatusCode status)
    {
        (HttpResponseMessage answer, JsonNode problem) = await Ask(path, "en");

        Assert.AreEqual(status, answer.StatusCode);
        Assert.AreEqual(path, problem["instance"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task Who_is_not_logged_in_is_asked_to_and_is_led_nowhere()
    {
        (HttpResponseMessage answer, JsonNode problem) = await s_bench.RefusedAsync(ApiBench.Request(HttpMethod.Get, "/v1/cabinets", "zh"));

        Assert.AreEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.AreEqual("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.AreEqual("未登录", problem["title"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task A_body_that_can_t_be_is_refused_where_it_is_wrong()
    {
        string path = $"/v1/cabinets/{ApiBench.Museum}/commands";
        (HttpResponseMessage name, JsonNode unknown) = await Post(path, "{\"name\":\"explode\"}");
        (HttpResponseMessage args, JsonNode form) = await Post(path, "{\"name\":\"locate\",\"args\":7}");
        (HttpResponseMessage none, _) = await Post(path, "{");
        (HttpResponseMessage large, _) = await Post(path, $"{{\"name\":\"locate\",\"args\":{{\"x\":\"{new string('x', 5_000_000)}\"}}}}");
        (HttpResponseMessage text, _) = await Post(path, "name=locate", "application/x-www-form-urlencoded");
        (HttpResponseMessage method, _) = await s_bench.RefusedAsync(
            ApiBench.Request(HttpMethod.Delete, "/v1/cabinets", "en", s_administrator));

        Assert.AreEqual(HttpStatusCode.BadRequest, name.StatusCode);
        Assert.AreEqual("/name", unknown["errors"]![0]!["pointer"]!.GetValue<string>());
        Assert.AreEqual(HttpStatusCode.BadRequest, args.StatusCode);
        Assert.AreEqual("/args", form["errors"]![0]!["pointer"]!.GetValue<string>());
        Assert.AreEqual(HttpStatusCode.BadRequest, none.StatusCode);
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.AreEqual(HttpStatusCode.UnsupportedMediaType, text.StatusCode);
        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, method.StatusCode);
        Assert.IsNotEmpty(method.Content.Headers.Allow);
    }

    [TestMethod]
    public async Task A_registry_that_only_shows_sends_nothing()
    {
        (HttpResponseMessage answer, JsonNode problem) = await Post($"/v1/cabinets/{ApiBench.Museum}/commands", "{\"name\":\"locate\"}");

        Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("--page-commands", problem["detail"]!.GetValue<string>());
        Assert.IsEmpty(s_bench.Broker.Texts);
    }

    [TestMethod]
    public async Task Each_problem_is_described_at_the_address_that_names_it()
    {
        foreach (JsonNode? kind in (await s_bench.GetAsync("/v1/problems")).AsArray())
        {
            JsonNode same = await s_bench.GetAsync(kind!["type"]!.GetValue<string>());
            Assert.AreEqual(kind["adviceZh"]!.GetValue<string>(), same["adviceZh"]!.GetValue<string>());
        }
    }

    private static Task<(HttpResponseMessage Answer, JsonNode Problem)> Ask(string path, string language) =>
        s_bench.RefusedAsync(ApiBench.Request(HttpMethod.Get, path, language, s_administrator));

    private static Task<(HttpResponseMessage Answer, JsonNode Problem)> Post(string path, string body, string type = "application/json")
    {
        HttpRequestMessage request = ApiBench.Request(HttpMethod.Post, path, "en", s_administrator);
        request.Content = new StringContent(body, Encoding.UTF8, type);
        return s_bench.RefusedAsync(request);
    }
}
