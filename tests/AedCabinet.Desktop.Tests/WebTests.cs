using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Indicator;
using AedCabinet.Link;
using AedCabinet.Page.Words;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.State;

namespace AedCabinet.Desktop.Tests;

/// <summary>The page and the HTTP API over the simulator's own broker.</summary>
[TestClass]
[TestCategory("RealTime")]
public class WebTests
{
    private static DirectoryInfo s_flash = null!;
    private static SimulatorProcess s_simulator = null!;
    private static HttpClient s_http = null!;

    [ClassInitialize]
    public static void Start(TestContext context)
    {
        _ = context;
        s_flash = Directory.CreateTempSubdirectory("aed-flash-");
        s_simulator = new SimulatorProcess("--mqtt-port", Ports.Free().ToString(), "--web-port", "0", "--flash", s_flash.FullName);
        s_simulator.AwaitOutput("mqtt     state NM-0471-0001");
        string address = s_simulator.Output.Split('\n').First(line => line.Contains("page ", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1].Trim();
        s_http = new HttpClient { BaseAddress = new Uri(address) };
    }

    [ClassCleanup]
    public static void Stop()
    {
        s_http.Dispose();
        s_simulator.Dispose();
        s_flash.Delete(recursive: true);
    }

    [TestMethod]
    public async Task The_state_tells_inputs_outputs_and_the_last_state()
    {
        JsonNode cabinet = JsonNode.Parse(await s_http.GetStringAsync("/api/cabinets/NM-0471-0001"))!;

        Assert.AreEqual("NM-0471-0001", cabinet["id"]!.GetValue<string>());
        Assert.IsNotNull(cabinet["inputs"]!["door"]);
        Assert.IsNotNull(cabinet["inputs"]!["aed"]);
        Assert.IsNotNull(cabinet["outputs"]!["sounder"]);
        Assert.IsNotNull(cabinet["outputs"]!["beacon"]);
        Assert.AreEqual(20.0, cabinet["physical"]!["outsideC"]!.GetValue<double>());
        Assert.IsNotNull(cabinet["state"]!["ready"]);
    }

    [TestMethod]
    public async Task Every_cabinet_is_listed_the_first_demo_cabinet_first()
    {
        JsonArray cabinets = JsonNode.Parse(await s_http.GetStringAsync("/api/cabinets"))!.AsArray();

        CollectionAssert.AreEqual(
            new[] { "NM-0471-0001 aed", "NM-0472-0001 station", "NM-0479-0001 kit" },
            cabinets.Select(cabinet => $"{cabinet!["id"]} {cabinet["kind"]}").ToArray());
        Assert.AreEqual("aed/v1/1502/150203/transport/NM-0472-0001", cabinets[1]!["topic"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task Each_cabinet_has_its_own_inputs_and_events()
    {
        await PutAsync("/api/cabinets/NM-0472-0001/inputs/sos", "\"pressed\"");
        s_simulator.AwaitOutput(
            "mqtt     event NM-0472-0001 {\"id\":\"NM-0472-0001\",\"event\":\"sos.pressed\",\"severity\":\"emergency\"");
        await PutAsync("/api/cabinets/NM-0472-0001/inputs/sos", "\"released\"");
        await PutAsync("/api/cabinets/NM-0479-0001/inputs/kit-door", "\"open\"");
        s_simulator.AwaitOutput("mqtt     event NM-0479-0001 {\"id\":\"NM-0479-0001\",\"event\":\"kit.opened\",\"severity\":\"urgent\"");

        JsonNode first = JsonNode.Parse(await s_http.GetStringAsync("/api/cabinets/NM-0471-0001"))!;
        Assert.AreEqual("released", first["inputs"]!["sos"]!.GetValue<string>());
        Assert.AreEqual("closed", first["inputs"]!["kit-door"]!.GetValue<string>());
        await PutAsync("/api/cabinets/NM-0479-0001/inputs/kit-door", "\"closed\"");
    }

    [TestMethod]
    public async Task An_input_moves_and_the_cabinet_answers()
    {
        Assert.AreEqual(HttpStatusCode.NoContent, (await PutAsync("/api/cabinets/NM-0471-0001/inputs/door", "\"open\"")).StatusCode);
        s_simulator.AwaitOutput("\"event\":\"door.opened\"");
        Assert.AreEqual(HttpStatusCode.NoContent, (await PutAsync("/api/cabinets/NM-0471-0001/inputs/aed", "\"absent\"")).StatusCode);
        s_simulator.AwaitOutput("\"event\":\"aed.removed\",\"severity\":\"emergency\"");
        await PutAsync("/api/cabinets/NM-0471-0001/inputs/aed", "\"present\"");
        await PutAsync("/api/cabinets/NM-0471-0001/inputs/door", "\"closed\"");
        s_simulator.AwaitOutput("\"event\":\"door.closed\"");
    }

    [TestMethod]
    [DataRow("/api/cabinets/NM-0471-0001/inputs/door", "\"ajar\"", HttpStatusCode.BadRequest, "\"closed\" or \"open\"")]
    [DataRow("/api/cabinets/NM-0471-0001/inputs/aed", "open", HttpStatusCode.BadRequest, "\"present\" or \"absent\"")]
    [DataRow("/api/cabinets/NM-0471-0001/inputs/door", "", HttpStatusCode.BadRequest, "\"closed\" or \"open\"")]
    [DataRow("/api/cabinets/NM-0471-0001/inputs/door", "true", HttpStatusCode.BadRequest, "\"closed\" or \"open\"")]
    [DataRow("/api/cabinets/NM-0471-0001/inputs/window", "\"open\"", HttpStatusCode.NotFound, "door, aed, kit-door")]
    [DataRow("/api/cabinets/X/inputs/door", "\"open\"", HttpStatusCode.NotFound, "NM-0471-0001")]
    [DataRow("/api/cabinets/NM-0479-0001/inputs/aed-model", "\"powerheart-g3\"", HttpStatusCode.BadRequest, "first-aid kit")]
    public async Task A_wrong_request_is_told_what_is_allowed(string path, string body, HttpStatusCode status, string expected)
    {
        HttpResponseMessage response = await PutAsync(path, body);

        Assert.AreEqual(status, response.StatusCode);
        Assert.Contains(expected, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task Another_model_of_AED_is_fitted_and_the_cabinet_reads_it_anew()
    {
        HttpResponseMessage wrong = await PutAsync("/api/cabinets/NM-0471-0001/inputs/aed-model", "\"toaster\"");
        Assert.AreEqual(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("powerheart-g3", await wrong.Content.ReadAsStringAsync());

        Assert.AreEqual(HttpStatusCode.NoContent,
            (await PutAsync("/api/cabinets/NM-0471-0001/inputs/aed-model", "\"powerheart-g3\"")).StatusCode);
        await AwaitStateAsync(state => state["indicator"]?.GetValue<string>() == "ready" && state["boot"]!.GetValue<int>() > 1);
        await PutAsync("/api/cabinets/NM-0471-0001/inputs/aed-model", "\"philips-hs1\"");
    }

    [TestMethod]
    public async Task A_drill_is_declared_and_ended_and_a_wrong_request_is_told_what_there_is()
    {
        Assert.AreEqual(HttpStatusCode.NoContent,
            (await s_http.PostAsync("/api/cabinets/NM-0471-0001/requests/start-drill?seconds=60", null)).StatusCode);
        s_simulator.AwaitOutput("\"event\":\"drill.started\"");
        await s_http.PostAsync("/api/cabinets/NM-0471-0001/requests/end-drill", null);
        s_simulator.AwaitOutput("\"event\":\"drill.ended\"");

        HttpResponseMessage wrong = await s_http.PostAsync("/api/cabinets/NM-0471-0001/requests/dance", null);
        Assert.AreEqual(HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.Contains("start-drill", await wrong.Content.ReadAsStringAsync());
    }

    [TestMethod]
    [DataRow("POST", "/api/cabinets/NM-0471-0001/requests/start-drill", "http://elsewhere.example", null)]
    [DataRow("POST", "/api/cabinets/NM-0471-0001/recording", "null", null)]
    [DataRow("PUT", "/api/time", "http://127.0.0.1:1", null)]
    [DataRow("PUT", "/api/time", "https://127.0.0.1", null)]
    [DataRow("POST", "/_blazor/negotiate?negotiateVersion=1", "http://elsewhere.example", null)]
    [DataRow("POST", "/api/cabinets/NM-0471-0001/requests/start-drill", null, "cross-site")]
    public async Task What_another_origin_s_page_asks_for_is_refused(string method, string path, string? origin, string? site)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path) { Content = new StringContent("{\"speed\":60}") };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        using HttpResponseMessage response = await s_http.SendAsync(request);

        Assert.AreEqual(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("another origin", await response.Content.ReadAsStringAsync());
    }

    [TestMethod]
    public async Task A_page_s_own_requests_pass_and_a_foreign_page_s_connection_does_not()
    {
        string own = s_http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        using HttpRequestMessage request = new(HttpMethod.Put, "/api/time") { Content = new StringContent("{\"speed\":1}") };
        request.Headers.Add("Origin", own);
        Assert.AreEqual(HttpStatusCode.OK, (await s_http.SendAsync(request)).StatusCode);
        Uri socket = new(own.Replace("http", "ws", StringComparison.Ordinal) + "/_blazor");

        using ClientWebSocket foreign = new();
        foreign.Options.SetRequestHeader("Origin", "http://elsewhere.example");
        foreign.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsExactlyAsync<WebSocketException>(() => foreign.ConnectAsync(socket, CancellationToken.None));
        Assert.AreEqual(HttpStatusCode.Forbidden, foreign.HttpStatusCode);

        using ClientWebSocket page = new();
        page.Options.SetRequestHeader("Origin", own);
        await page.ConnectAsync(socket, CancellationToken.None);
        Assert.AreEqual(WebSocketState.Open, page.State);
    }

    [TestMethod]
    public async Task The_speed_of_time_is_set_and_told()
    {
        JsonNode before = JsonNode.Parse(await s_http.GetStringAsync("/api/time"))!;
        Assert.AreEqual(1.0, before["speed"]!.GetValue<double>());
        HttpResponseMessage changed = await PutAsync("/api/time", "{\"speed\":60}");
        Assert.AreEqual(HttpStatusCode.OK, changed.StatusCode);
        Assert.AreEqual(60.0, JsonNode.Parse(await changed.Content.ReadAsStringAsync())!["speed"]!.GetValue<double>());
        JsonNode after = JsonNode.Parse(await s_http.GetStringAsync("/api/time"))!;
        Assert.IsGreaterThanOrEqualTo(before["now"]!.GetValue<DateTimeOffset>(), after["now"]!.GetValue<DateTimeOffset>());
        await PutAsync("/api/time", "{\"speed\":1}");
    }

    [TestMethod]
    [DataRow("{\"speed\":7}")]
    [DataRow("{\"speed\":\"fast\"}")]
    [DataRow("{}")]
    [DataRow("60")]
    [DataRow("")]
    public async Task A_wrong_speed_is_told_what_is_allowed(string body)
    {
        HttpResponseMessage response = await PutAsync("/api/time", body);

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("1, 10, 60 or 600", JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!.GetValue<string>());
    }

    [TestMethod]
    public void The_page_has_a_word_in_both_languages_for_everything_the_firmware_and_the_simulator_name()
    {
        IEnumerable<string> keys =
        [
            .. Enumerable.Range(0, Readiness.Count).Select(reason => "reason." + Readiness.NameOf((ReadinessReason)reason)),
            .. CabinetInputs.Positions.Keys.Select(input => "input." + input),
            .. CabinetInputs.Positions.Values.SelectMany(positions => positions).Select(position => "position." + position),
            .. Enum.GetNames<LinkState>().Select(state => "link." + state.ToLowerInvariant()),
            .. Enum.GetValues<IndicatorState>().Select(state => "indicator." + IndicatorDecoder.NameOf(state)),
        ];

        foreach (string key in keys)
        {
            Assert.IsTrue(PageText.Has(key), key);
        }
    }

    [TestMethod]
    [DataRow("zh-CN,zh;q=0.9", "打开柜门")]
    [DataRow("en-GB", "Open the door")]
    [DataRow("fr-FR,zh;q=0.5", "打开柜门")]
    [DataRow("fr-FR", "Open the door")]
    public async Task The_page_speaks_the_browser_s_language(string languages, string expected)
    {
        using HttpClient browser = NewBrowser(languages);

        Assert.Contains(expected, await TextOfAsync(browser, "/"));
    }

    [TestMethod]
    public async Task The_language_chosen_is_remembered_against_the_browser_s()
    {
        using HttpClient browser = NewBrowser("zh-CN");

        Assert.Contains("Open the door", await TextOfAsync(browser, "/?lang=en"));
        Assert.Contains("lang=\"en\"", await TextOfAsync(browser, "/wiring"));
        Assert.Contains("lang=\"en\"", await TextOfAsync(browser, "/registry?lang=klingon"));
        Assert.Contains("打开柜门", await TextOfAsync(browser, "/?lang=zh"));
    }

    [TestMethod]
    [DataRow("/", "tab-cabinet")]
    [DataRow("/registry", "tab-registry")]
    [DataRow("/map", "tab-map")]
    [DataRow("/wiring", "tab-wiring")]
    public async Task Each_tab_has_an_address_and_is_marked_as_the_current_one(string path, string tab)
    {
        string page = await s_http.GetStringAsync(path);

        MatchCollection links = Regex.Matches(page, "<a [^>]*data-testid=\"(tab-[a-z]+)\"[^>]*>");
        Assert.HasCount(4, links);
        Assert.AreEqual(tab, links.Single(link => link.Value.Contains("aria-current=\"page\"", StringComparison.Ordinal)).Groups[1].Value);
    }

    [TestMethod]
    [DataRow("/")]
    [DataRow("/registry")]
    [DataRow("/map")]
    [DataRow("/wiring")]
    public async Task The_page_takes_nothing_from_outside_and_everything_it_names_is_there(string path)
    {
        HttpResponseMessage response = await s_http.GetAsync(path);
        string page = await response.Content.ReadAsStringAsync();
        string[] assets = [.. Regex.Matches(page, "(?:src|href)=\"([^\"?#]+)\"").Select(match => match.Groups[1].Value)
            .Where(asset => asset != "/")];

        Assert.IsGreaterThanOrEqualTo(5, assets.Length, string.Join(' ', assets));
        foreach (string asset in assets)
        {
            Assert.DoesNotContain("//", asset);
            Assert.AreEqual(HttpStatusCode.OK, (await s_http.GetAsync(asset)).StatusCode, asset);
        }

        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy);
        Assert.DoesNotContain("script-src", policy);
        Assert.DoesNotContain("http", policy);
    }

    [TestMethod]
    public async Task An_address_that_leads_nowhere_is_told_in_words_and_offers_the_tabs()
    {
        using HttpClient browser = NewBrowser("en");
        HttpResponseMessage response = await browser.GetAsync("/somewhere/else");
        string page = await response.Content.ReadAsStringAsync();

        Assert.AreEqual(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no such page", page);
        Assert.Contains("data-testid=\"tab-cabinet\"", page);
    }

    private static HttpClient NewBrowser(string languages)
    {
        HttpClient browser = new() { BaseAddress = s_http.BaseAddress };
        browser.DefaultRequestHeaders.Add("Accept-Language", languages);
        return browser;
    }

    private static async Task<string> TextOfAsync(HttpClient browser, string path) =>
        WebUtility.HtmlDecode(await browser.GetStringAsync(path));

    [TestMethod]
    [DataRow("zh", "呼和浩特市", "交通运输", "应急救护一体机")]
    [DataRow("en", "Xilingol League", "Transport", "Station")]
    public async Task The_registry_s_tab_names_the_cabinets_by_prefecture_and_department(string language, params string[] expected)
    {
        s_simulator.AwaitOutput("mqtt     state NM-0472-0001");
        s_simulator.AwaitOutput("mqtt     state NM-0479-0001");
        string overview = WebUtility.HtmlDecode(await s_http.GetStringAsync("/registry?lang=" + language));
        string station = WebUtility.HtmlDecode(await s_http.GetStringAsync("/registry/NM-0472-0001?lang=" + language));

        Assert.Contains(expected[0], overview);
        foreach (string id in new[] { "NM-0471-0001", "NM-0472-0001", "NM-0479-0001" })
        {
            Assert.Contains($"data-testid=\"cabinet-row-{id}\"", overview);
        }

        Assert.Contains(expected[1], station);
        Assert.Contains(expected[2], station);
        Assert.Contains("data-testid=\"command-locate\"", station);
    }

    [TestMethod]
    public async Task No_key_of_a_cabinet_is_in_anything_that_is_served_or_printed()
    {
        string everything = s_simulator.Output;
        foreach (string path in new[] { "/", "/registry", "/registry/NM-0471-0001", "/api/cabinets", "/api/cabinets/NM-0471-0001" })
        {
            everything += await s_http.GetStringAsync(path);
        }

        foreach (DemoCabinet demo in DemoCabinet.All)
        {
            Assert.DoesNotContain(demo.Load()["commandKey"]!.GetValue<string>(), everything);
        }
    }

    private static async Task AwaitStateAsync(Func<JsonNode, bool> condition)
    {
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        JsonNode? state = null;
        while (watch.Elapsed < Waiting.Limit)
        {
            state = JsonNode.Parse(await s_http.GetStringAsync("/api/cabinets/NM-0471-0001"))!["state"];
            if (state is not null && condition(state))
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail($"The state did not become as expected; the last was {state}");
    }

    private static Task<HttpResponseMessage> PutAsync(string path, string body)
    {
        // The content type that curl -d sends.
        StringContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        return s_http.PutAsync(path, content);
    }
}
