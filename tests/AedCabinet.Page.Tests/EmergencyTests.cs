using System.Net.Http.Json;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Page.Tests.Environment;
using AedCabinet.Page.Words;
using AedCabinet.Simulator.Cabinets;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>
/// Emergencies under a hand (SPEC §18): stages with a name, nothing by one Enter, rows that stay where they are, news that is heard and
/// seen.
/// </summary>
[TestClass]
public class EmergencyTests
{
    private const string Live = PageEnvironment.FirstCabinet;
    private const int Many = 20;

    // What a browser without sound card and desktop can tell of both. A hand at the list stays there until it goes: the five seconds
    // after which a resting one counts as gone are over sooner than a busy machine gets on.
    private const string Listens = """
        const later = window.setTimeout;
        window.setTimeout = (act, ms, ...more) => later(act, ms === 5000 ? 600000 : ms, ...more);
        window.beeps = 0;
        window.notices = [];
        window.OscillatorNode = class extends OscillatorNode { start(...when) { window.beeps++; super.start(...when); } };
        window.Notification = class { static permission = 'granted'; constructor(title) { window.notices.push(title); } };
        """;

    // Shared by all tests; a test that leaves an emergency open uses a cabinet of its own.
    private static RegistryEnvironment s_registry = null!;

    private static PageEnvironment Browser => SharedEnvironment.Current;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _ = context;
        s_registry = await RegistryEnvironment.StartAsync("--page-commands");
    }

    [ClassCleanup]
    public static void End() => s_registry.Dispose();

    [TestMethod]
    public async Task An_emergency_is_seen_closed_with_a_reason_taken_back_and_closed_and_no_Enter_alone_does_any_of_it()
    {
        s_registry.Cabinet.Move("door", "open");
        s_registry.Cabinet.Move("aed", "absent");
        await using PageWindow window = await Browser.OpenAsync("/registry", address: s_registry.Address);
        ILocator row = window["emergency-" + Live];
        await Expect(window["incident-of-" + Live]).ToBeVisibleAsync();
        await window["seen-" + Live].ClickAsync();
        await Expect(row).ToHaveAttributeAsync("data-stage", "seen");
        await Expect(row).ToContainTextAsync("王敏");

        await window["closed-" + Live].FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window["why-real-use-" + Live]).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window["confirm-close-" + Live].PressAsync("Enter");
        await Expect(window["wrong-" + Live]).ToContainTextAsync(PageText.Chinese["registry.emergency.wrong.reason"]);
        await Expect(row).ToHaveAttributeAsync("data-stage", "seen");

        await window["why-by-mistake-" + Live].CheckAsync();
        await window["confirm-close-" + Live].PressAsync("Enter");
        await Expect(row).ToHaveAttributeAsync("data-stage", "closed");
        await Expect(window["closed-" + Live]).ToBeFocusedAsync();
        await window["closed-" + Live].ClickAsync();
        await Expect(row).ToHaveAttributeAsync("data-stage", "seen");
        await Expect(window.Page.Locator("[data-testid=command-reply][data-command=acknowledge]")).ToHaveCountAsync(0);

        await window["closed-" + Live].ClickAsync();
        await window["why-real-use-" + Live].CheckAsync();
        await window["confirm-close-" + Live].ClickAsync();
        await Expect(window.Page.Locator("[data-testid=command-reply][data-command=acknowledge][data-stage=done]")).ToBeVisibleAsync();
        await Expect(row).ToHaveCountAsync(0);
        Assert.AreNotEqual("BODY", await window.Page.EvaluateAsync<string>("() => document.activeElement.tagName"),
            "the focus stays on the page");
        await Expect(window["emergencies-over"]).ToContainTextAsync(PageText.Chinese["registry.emergency.reason.real-use"]);
        await window.GoAsync("/registry-handled?cabinet=" + Live);
        await window["handled-outcome"].SelectOptionAsync("real-use");
        await Expect(window["handled-row"]).ToHaveCountAsync(1);
        await Expect(window["handled-row"]).ToContainTextAsync("王敏");
        await window["handled-outcome"].SelectOptionAsync("stolen");
        await Expect(window["handled-nothing"]).ToBeVisibleAsync();
        await window.GoAsync("/registry/" + Live);
        await Expect(window["command-locate"]).ToBeVisibleAsync();
        await Expect(window["command-acknowledge"]).ToHaveCountAsync(0);
        await Expect(window["command-forged"]).ToHaveCountAsync(0);
        await window.GoAsync("/registry/FL-0001");
        await Expect(window["command-locate"]).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task Twenty_at_once_are_heard_told_and_worked_on_and_no_row_moves_under_the_hand()
    {
        const int First = 200;
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await s_registry.PressSosAsync(First, now);
        await using PageWindow window = await Browser.OpenAsync("/registry", width: 1920, height: 1080, address: s_registry.Address);
        await window.Page.AddInitScriptAsync(Listens);
        await window.GoAsync("/registry");
        await window["emergencies-sound"].ClickAsync();
        ILocator row = window[Row(First)];
        await Expect(row).ToBeInViewportAsync();
        int beeps = await window.Page.EvaluateAsync<int>("() => beeps");

        await row.HoverAsync();
        float top = (await row.BoundingBoxAsync())!.Y;
        await s_registry.PressSosAsync(First + 1, now.AddSeconds(1));
        await Expect(window["emergencies-waiting"]).ToContainTextAsync((First + 1).ToString());
        await window.Page.WaitForFunctionAsync("before => beeps > before && notices.length === 1", beeps);
        Assert.AreEqual(top, (await row.BoundingBoxAsync())!.Y, "where it was");
        await window["seen-" + Id(First)].ClickAsync();
        await Expect(row).ToHaveAttributeAsync("data-stage", "seen");
        await window["emergencies-show"].ClickAsync();
        await Expect(window.Page.Locator(".alarm").First).ToHaveAttributeAsync("data-testid", Row(First + 1));

        // A row that has just moved under the pointer takes no click.
        await window.Page.EvaluateAsync(
            "id => { const row = document.querySelector(`[data-testid='${id}']`); row.before(document.createElement('li')); return new "
                + "Promise(requestAnimationFrame).then(() => row.querySelector('button').dispatchEvent(new MouseEvent('click', { bubbles: "
                + "true, cancelable: true, detail: 1 }))); }", Row(First + 1));
        for (int i = 2; i < Many; i++)
        {
            await s_registry.PressSosAsync(First + i, now.AddSeconds(i));
        }

        await window.Page.Mouse.MoveAsync(5, 5);
        await Expect(window[Row(First + Many - 1)]).ToBeInViewportAsync();
        await Expect(window[Row(First + 1)]).ToHaveAttributeAsync("data-stage", "new");
        await Expect(window.Page.Locator("[data-moved]")).ToHaveCountAsync(0);
        await window["seen-" + Id(First + 5)].ClickAsync();
        await Expect(window[Row(First + 5)]).ToHaveAttributeAsync("data-stage", "seen");
        await window.Page.EvaluateAsync("() => scrollTo(0, 0)");
        await window.PictureAsync("emergencies.png");
        await WorkByKeysAsync(window, 1280, 800, 3);
        await WorkByKeysAsync(window, 390, 844, 1);
        await CheckAsync(window, Id(First + 5));
        await using PageWindow english = await Browser.OpenAsync("/registry", "en-GB", address: s_registry.Address);
        await CheckAsync(english, Id(First + 5));
    }

    [TestMethod]
    public async Task SOS_in_a_drill_is_a_real_emergency_and_looks_like_one()
    {
        const string Station = "NM-0472-0001";
        using SimulatedCabinet station = s_registry.StartStation();
        await using PageWindow window = await Browser.OpenAsync("/registry", address: s_registry.Address);
        await window["cabinet-row-" + Station].ClickAsync();
        await BeginAsync(window, "drill");
        await Expect(window["drill-" + Station]).ToBeVisibleAsync();
        station.Move("door", "open");
        await Expect(window.Page.Locator("[data-testid=event-row][data-event='door.opened']").First).ToBeVisibleAsync();
        await Expect(window["emergency-" + Station]).ToHaveCountAsync(0);

        station.Move("sos", "pressed");
        await Expect(window["emergency-" + Station]).ToHaveAttributeAsync("data-event", "sos.pressed");
        await Expect(window["no-drill-" + Station]).ToContainTextAsync(PageText.Chinese["registry.emergency.no-drill"]);
        station.Move("sos", "released");
        station.Move("door", "closed");
        await window["command-drill-end"].ClickAsync();
        await Expect(window["no-drill-" + Station]).ToHaveCountAsync(0);
        await Expect(window["emergency-" + Station]).ToBeVisibleAsync();
        await BeginAsync(window, "inspect");
        await Expect(window["emergency-" + Station]).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task Who_is_on_call_is_set_on_a_page_and_what_is_wrong_of_it_is_named()
    {
        await using PageWindow window = await Browser.OpenAsync("/on-call", "en-GB", address: s_registry.Address);
        await Expect(window["on-call-empty"]).ToBeVisibleAsync();
        await Expect(window["on-call-no-file"]).ToBeVisibleAsync();
        await window["on-call-name"].FillAsync("Wang");
        await window["on-call-address"].FillAsync("wang");
        await window["on-call-hours"].FillAsync("sometimes");
        await window["on-call-save"].ClickAsync();
        await Expect(window["on-call-wrong"]).ToContainTextAsync(PageText.English["registry.on-call.column.hours"]);
        await Expect(window["on-call-wrong"]).ToContainTextAsync(PageText.English["registry.on-call.column.address"]);
        await Expect(window.Page.Locator("#on-call-hint-address")).ToHaveTextAsync(PageText.English["registry.on-call.hint.address"]);
        await Expect(window.Page.Locator("#on-call-hint-hours")).ToHaveTextAsync(PageText.English["registry.on-call.hint.hours"]);
        await Expect(window["on-call-language"]).ToHaveValueAsync("zh");
        await window["on-call-language"].SelectOptionAsync("en");
        await window["on-call-prefecture"].SelectOptionAsync("1501");
        await window["on-call-department"].SelectOptionAsync("education");
        await window["on-call-address"].FillAsync("wang@example.org");
        await window["on-call-hours"].FillAsync("Mo-Fr 8:00-18:00");
        await window["on-call-save"].ClickAsync();
        await Expect(window["on-call-row"]).ToContainTextAsync("Mo-Fr 08:00-18:00");
        await Expect(window["on-call-row"]).ToContainTextAsync("Hohhot · Education");
        await Expect(window["on-call-row"]).ToContainTextAsync("English");
        await Accessibility.CheckAsync(window, "on call");
        IReadOnlyList<string> found = await PageLayout.FindAtAllWidthsAsync(window, "on call");
        Assert.IsEmpty(found, string.Join(System.Environment.NewLine, found));
        await window["on-call-remove"].ClickAsync();
        await Expect(window["on-call-row"]).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task An_incident_is_worked_on_by_the_keyboard_and_whoever_else_looks_sees_it_at_once()
    {
        using HttpClient http = RegistryLogin.Browser(s_registry.Login, s_registry.Address);
        using HttpResponseMessage opened = await http.PostAsJsonAsync("/v1/incidents",
            new { lat = 42.2, lon = 119.0, reference = "D-7" });
        Assert.AreEqual(System.Net.HttpStatusCode.Created, opened.StatusCode, await opened.Content.ReadAsStringAsync());
        string path = opened.Headers.Location!.ToString().Replace("/v1", string.Empty, StringComparison.Ordinal);
        await using PageWindow window = await Browser.OpenAsync("/incidents", address: s_registry.Address);
        await Accessibility.CheckAsync(window, "incidents");
        Assert.IsEmpty(await PageLayout.FindAtAllWidthsAsync(window, "incidents"));
        await window.Page.Locator($"a[href='{path}']").ClickAsync();
        ILocator incident = window["incident"];
        await Expect(incident).ToContainTextAsync("D-7");
        await using PageWindow other = await Browser.OpenAsync(path, "en-GB", address: s_registry.Address);
        await Expect(other["incident"]).ToHaveAttributeAsync("data-stage", "opened");

        await window["incident-dispatched"].FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(incident).ToHaveAttributeAsync("data-stage", "dispatched");
        await Expect(window["incident-dispatched"]).ToBeFocusedAsync();
        await Expect(other["incident"]).ToHaveAttributeAsync("data-stage", "dispatched");
        await window.PictureAsync("incident.png");
        await window["incident-closed"].ClickAsync();
        await window["incident-confirm"].PressAsync("Enter");
        await Expect(window["incident-wrong"]).ToHaveTextAsync(PageText.Chinese["incident.outcome.choose"]);
        await Accessibility.CheckAsync(window, "an incident");
        Assert.IsEmpty(await PageLayout.FindAtAllWidthsAsync(window, "an incident"));
        await window["outcome-not-needed"].CheckAsync();
        await window["incident-confirm"].PressAsync("Enter");
        await Expect(incident).ToHaveAttributeAsync("data-stage", "closed");
        await Expect(other["incident-timeline"]).ToContainTextAsync("王敏");
    }

    // By the keyboard alone, with so many whole rows in sight.
    private static async Task WorkByKeysAsync(PageWindow window, int width, int height, int rows)
    {
        await window.Page.SetViewportSizeAsync(width, height);
        string newest = (await window.Page.Locator(".alarm.new").First.GetAttributeAsync("data-testid"))!;
        await window.Page.Keyboard.PressAsync("F8");
        await Expect(window[newest]).ToBeFocusedAsync();
        int whole = await window.Page.EvaluateAsync<int>(
            "() => { document.activeElement.scrollIntoView(); return [...document.querySelectorAll('.alarm')].map(row => "
                + "row.getBoundingClientRect()).filter(box => box.top >= 0 && box.bottom <= innerHeight).length; }");
        Assert.IsGreaterThanOrEqualTo(rows, whole, $"whole rows in sight at {width} px");
        await window.Page.Keyboard.PressAsync("1");
        await Expect(window[newest]).ToHaveAttributeAsync("data-stage", "seen");
        await Expect(window[newest]).ToBeFocusedAsync();
    }

    private static async Task BeginAsync(PageWindow window, string command)
    {
        await window["command-" + command].ClickAsync();
        await window["checked-" + command].CheckAsync();
        await window["confirm-" + command].ClickAsync();
        await Expect(window.Page.Locator($"[data-testid=command-reply][data-command={command}][data-stage=done]").First).ToBeVisibleAsync();
    }

    private static async Task CheckAsync(PageWindow window, string closing)
    {
        // Rows that a window of another width has moved take no click for a moment.
        await Expect(window.Page.Locator("[data-moved]")).ToHaveCountAsync(0);
        await window["closed-" + closing].ClickAsync();
        await Expect(window["closing-" + closing]).ToBeVisibleAsync();
        await Accessibility.CheckAsync(window, "twenty emergencies");
        IReadOnlyList<string> found = await PageLayout.FindAtAllWidthsAsync(window, "twenty emergencies");
        Assert.IsEmpty(found, string.Join(System.Environment.NewLine, found));
    }

    private static string Id(int number) => $"FL-{number:D4}";

    private static string Row(int number) => "emergency-" + Id(number);
}
