using System.Net;
using System.Text.RegularExpressions;
using AedCabinet.Centre;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Page.Tests.Environment;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>The page of a registry that keeps hundreds of cabinets in a database: no simulated cabinet behind it.</summary>
[TestClass]
public partial class RegistrySiteTests
{
    private const string Live = PageEnvironment.FirstCabinet;
    private const string All = "301";
    private const string Proxy = "https://aed.example";

    private static readonly Regex s_hundreds = Hundreds();

    // Shared by all tests that don't change it.
    private static RegistryEnvironment s_registry = null!;

    private static PageEnvironment Browser => SharedEnvironment.Current;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _ = context;
        s_registry = await RegistryEnvironment.StartAsync("--page-origin", Proxy);
    }

    [ClassCleanup]
    public static void End() => s_registry.Dispose();

    [TestMethod]
    [DataRow("zh-CN")]
    [DataRow("en-GB")]
    public async Task All_cabinets_are_counted_a_few_are_drawn_and_the_rest_is_found(string language)
    {
        await using PageWindow window = await Browser.OpenAsync("/", language, address: s_registry.Address);
        Assert.AreEqual("/registry", new Uri(window.Page.Url).AbsolutePath);
        await Expect(window["figure-cabinets"]).ToContainTextAsync(All);
        await Expect(window["figure-not-ready"]).ToContainTextAsync("6");
        ILocator rows = window.Page.Locator(".cabinet-row");
        await Expect(rows).ToHaveCountAsync(21);
        await Expect(window["group-1504"].Locator(".cabinet-row").First).ToContainTextAsync("FL-0000");
        await Accessibility.CheckAsync(window, "the overview");
        if (language == "zh-CN")
        {
            await window.PictureAsync("registry.png");
        }

        await window["more-1504"].ClickAsync();
        await Expect(rows).ToHaveCountAsync(121);
        await window.Page.Locator("#cabinet-search").FillAsync("第299号");
        await Expect(rows).ToHaveCountAsync(1);
        await rows.First.ClickAsync();
        await Expect(window.Page.Locator("h1")).ToContainTextAsync("FL-0299");
        await Expect(window["event-row"]).ToHaveCountAsync(1);
        await Accessibility.CheckAsync(window, "a cabinet's page");
    }

    [TestMethod]
    public async Task The_history_is_turned_searched_and_narrowed()
    {
        await using PageWindow window = await Browser.OpenAsync("/registry", "en-GB", address: s_registry.Address);
        await Expect(window["history-page"]).ToContainTextAsync(s_hundreds);
        ILocator first = window["event-row"].First;
        string newest = (await first.GetAttributeAsync("data-cabinet"))!;
        await window["history-older"].ClickAsync();
        await Expect(first).Not.ToHaveAttributeAsync("data-cabinet", newest);
        await window.Page.Locator("#history-search").FillAsync("FL-0123");
        await Expect(window["event-row"]).ToHaveCountAsync(1);
        await Expect(first).ToHaveAttributeAsync("data-cabinet", "FL-0123");
        await window["severity-emergency"].ClickAsync();
        await Expect(window["event-row"]).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task A_page_says_what_could_not_be_used_and_when_it_is_cut_off_and_offers_no_command_that_was_not_allowed()
    {
        using RegistryEnvironment registry = await RegistryEnvironment.StartAsync();
        registry.Cabinet.Move("door", "open");
        registry.Cabinet.Move("aed", "absent");
        await using PageWindow window = await Browser.OpenAsync("/registry", "en-GB", address: registry.Address);
        await Expect(window["emergency-" + Live]).ToBeVisibleAsync();
        await Expect(window["seen-" + Live]).ToHaveCountAsync(0);
        await Expect(window["operator"]).ToHaveCountAsync(0);
        await Expect(window["intake-trouble"]).ToHaveCountAsync(0);
        await registry.PublishAsync("aed/v1/1501/150102/health/NM-9/state", "{");
        await Expect(window["set-aside"]).ToContainTextAsync("NM-9/state");
        await SayWhatIsDoubtfulAsync(registry, window);
        registry.KillBroker();
        await Expect(window["intake-trouble"]).ToContainTextAsync("no connection to the MQTT broker");
        await Accessibility.CheckAsync(window, "a page that is cut off");
    }

    [TestMethod]
    [DataRow("zh-CN")]
    [DataRow("en-GB")]
    public async Task Nothing_scrolls_sideways_and_nothing_is_cut_off(string language)
    {
        await using PageWindow window = await Browser.OpenAsync("/registry", language, address: s_registry.Address);
        await Expect(window["figure-missing"]).ToBeVisibleAsync();
        IReadOnlyList<string> found = await PageLayout.FindAtAllWidthsAsync(window, "the overview");
        await window.GoAsync("/map?near=FL-0100");
        await Expect(window["over-FL-0100"]).ToBeVisibleAsync();
        found = [.. found, .. await PageLayout.FindAtAllWidthsAsync(window, "the map")];
        await window.GoAsync("/registry/FL-0001");
        found = [.. found, .. await PageLayout.FindAtAllWidthsAsync(window, "a cabinet's page")];

        Assert.IsEmpty(found, string.Join(System.Environment.NewLine, found));
    }

    [TestMethod]
    public async Task What_belongs_to_the_simulator_is_not_there_and_another_host_s_name_is_refused()
    {
        using HttpClient http = RegistryLogin.Browser(s_registry.Login, s_registry.Address);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        using HttpResponseMessage wiring = await http.GetAsync("/wiring");
        Assert.AreEqual(HttpStatusCode.NotFound, wiring.StatusCode);
        Assert.Contains("There is no such page", await wiring.Content.ReadAsStringAsync());
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync("/api/cabinets")).StatusCode);
        Assert.Contains("aed_registry_events_total", await http.GetStringAsync("/metrics"));
        using HttpRequestMessage elsewhere = new(HttpMethod.Get, "/registry");
        elsewhere.Headers.Host = "elsewhere.example";
        Assert.AreEqual(HttpStatusCode.BadRequest, (await http.SendAsync(elsewhere)).StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, await NegotiateAsync(http, "https://elsewhere.example"));
        Assert.AreEqual(HttpStatusCode.OK, await NegotiateAsync(http, Proxy));
    }

    // A state that does not tell whether its cabinet is ready, and a second event under the first number.
    private static async Task SayWhatIsDoubtfulAsync(RegistryEnvironment registry, PageWindow window)
    {
        const string Odd = "aed/v1/1507/150781/transport/FL-000";
        await registry.PublishAsync(Odd + "3/state",
            """{"id":"FL-0003","boot":1,"connection":1,"seq":1,"clock":"unsynced","uptimeMs":30,"mode":"normal","ready":1,"reasons":[],"doors":{"aed":"closed"},"open":[]}""");
        await registry.PublishAsync(Odd + "5/event",
            """{"id":"FL-0005","event":"door.opened","severity":"info","boot":1,"seq":1,"clock":"unsynced","uptimeMs":40,"data":{"compartment":"aed"}}""");
        await Expect(window["set-aside"]).ToContainTextAsync(
            "all the rest of it was used, but not this: The member \"ready\" is not true or false");
        await Expect(window["emergency-FL-0005"]).ToHaveAttributeAsync("data-event", BoardConflict.Emergency);
        await window.GoAsync("/registry/FL-0003");
        await Expect(window["not-understood"]).ToContainTextAsync("\"ready\" can't be read");
        await window.GoAsync("/registry/FL-0005");
        await Expect(window["two-boards"]).ToContainTextAsync("Two events have the number 1 of boot 1");
        await Expect(window["event-row"]).ToHaveCountAsync(2);
        await window["severity-maintenance"].ClickAsync();
        await Expect(window["event-row"]).ToHaveCountAsync(0);
        await window["severity-maintenance"].ClickAsync();
        await Expect(window["event-row"]).ToHaveCountAsync(2);
        await Accessibility.CheckAsync(window, "two boards");
        await window.GoAsync("/registry");
    }

    private static async Task<HttpStatusCode> NegotiateAsync(HttpClient http, string origin)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin);
        using HttpResponseMessage answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    [GeneratedRegex("30[0-9] events|31[0-9] events")]
    private static partial Regex Hundreds();
}
