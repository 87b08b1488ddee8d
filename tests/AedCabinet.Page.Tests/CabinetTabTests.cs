using System.Text.RegularExpressions;
using AedCabinet.Page.Tests.Environment;
using AedCabinet.Page.Words;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>What a person does at the cabinet on the page, and sees of it.</summary>
[TestClass]
public class CabinetTabTests
{
    // More than there are controls before the door.
    private const int MostTabs = 40;

    private static PageEnvironment Environment => SharedEnvironment.Current;

    [TestInitialize]
    public Task ResetAsync() => Environment.ResetAsync();

    [TestMethod]
    public async Task A_taken_AED_is_an_open_emergency_at_the_registry_that_says_what_the_AED_is_doing_now()
    {
        await using PageWindow window = await Environment.OpenAsync();
        await Expect(window["readiness"]).ToHaveAttributeAsync("data-ready", "true");

        await window["door"].ClickAsync();
        await window["aed"].ClickAsync();
        await Expect(window["readiness"]).ToHaveAttributeAsync("data-ready", "false");
        await Expect(window.Page.Locator("[data-testid=reason][data-reason=aed-missing]")).ToBeVisibleAsync();

        await window["tab-registry"].ClickAsync();
        await Expect(window["emergency-" + PageEnvironment.FirstCabinet]).ToBeVisibleAsync();
        await Expect(
            window.Page.Locator(
                $"[data-testid=event-row][data-event='aed.removed'][data-severity=emergency]"
                    + $"[data-cabinet='{PageEnvironment.FirstCabinet}']").First).ToBeVisibleAsync();

        ILocator now = window["now-" + PageEnvironment.FirstCabinet];
        await Expect(now).ToContainTextAsync(PageText.Chinese["registry.emergency.aed.absent"]);
        await Environment.MoveAsync("aed", "present");
        await Expect(now).ToContainTextAsync(PageText.Chinese["registry.emergency.aed.back"]);
    }

    [TestMethod]
    public async Task A_broken_probe_is_told_in_words()
    {
        await using PageWindow window = await Environment.OpenAsync(language: "en-GB");
        await window["input-probe"].SelectOptionAsync("disconnected");
        await window["speed-60"].ClickAsync();

        ILocator reason = window.Page.Locator("[data-testid=reason][data-reason=temperature-unknown]");
        await Expect(reason).ToContainTextAsync(PageText.English["reason.temperature-unknown"]);
        await window["language"].ClickAsync();
        await Expect(reason).ToContainTextAsync(PageText.Chinese["reason.temperature-unknown"]);
    }

    [TestMethod]
    public async Task The_door_in_the_drawing_opens()
    {
        await using PageWindow window = await Environment.OpenAsync();
        await Expect(window["front-door"]).ToHaveAttributeAsync("aria-pressed", "false");
        await window["front-door"].ClickAsync();

        await Expect(window["front-door"]).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.AreEqual("open", await Environment.InputAsync("door"));
        await window["front-aed"].ClickAsync();
        await Environment.AwaitStateAsync(state => state["open"]!.AsArray().Count == 1, "an open removal");
    }

    [TestMethod]
    public async Task The_door_opens_by_the_keyboard_alone()
    {
        await using PageWindow window = await Environment.OpenAsync();
        ILocator door = window["door"];
        bool isAtDoor = false;
        for (int tab = 0; tab < MostTabs && !isAtDoor; tab++)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            isAtDoor = await door.EvaluateAsync<bool>("door => document.activeElement === door");
        }

        Assert.IsTrue(isAtDoor, $"the door within {MostTabs} times Tab");
        Assert.AreNotEqual("none", await door.EvaluateAsync<string>("door => getComputedStyle(door).outlineStyle"),
            "one sees where one is");
        await window.Page.Keyboard.PressAsync("Enter");
        await Environment.AwaitStateAsync(state => state["doors"]!["aed"]!.GetValue<string>() == "open", "an open door");
    }

    [TestMethod]
    public async Task The_sounder_is_heard_once_it_is_allowed()
    {
        await using PageWindow window = await Environment.OpenAsync();
        await window.Page.AddInitScriptAsync(
            "window.heard = []; window.AudioContext = class extends AudioContext { constructor(...options) { super(...options); "
                + "window.heard.push(this); } };");
        await window.GoAsync("/");
        await Expect(window["sound"]).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.AreEqual(0, await window.Page.EvaluateAsync<int>("heard.length"), "nothing sounds unasked");

        await window["sound"].ClickAsync();
        await Expect(window["sound"]).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.AreEqual("running", await window.Page.EvaluateAsync<string>("heard.map(context => context.state).join()"));

        await window["door"].ClickAsync();
        await window.Page.WaitForFunctionAsync("() => document.querySelector('[data-testid=sound]').dataset.sounding === 'true'");

        await window["sound"].ClickAsync();
        await Expect(window["sound"]).ToHaveAttributeAsync("aria-pressed", "false");
        await window.Page.WaitForFunctionAsync("() => heard.map(context => context.state).join() === 'closed'");
    }

    [TestMethod]
    public async Task Time_passes_sixty_times_as_fast_when_it_is_asked_to()
    {
        await using PageWindow window = await Environment.OpenAsync();
        ILocator time = window["simulated-time"].Locator("time");
        await window["speed-60"].ClickAsync();
        await Expect(window["speed-60"]).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(window["speed-1"]).ToHaveAttributeAsync("aria-pressed", "false");

        string from = (await time.GetAttributeAsync("datetime"))!;
        await window.Page.WaitForFunctionAsync(
            "from => new Date(document.querySelector('[data-testid=simulated-time] time').dateTime) - new Date(from) >= 120000", from);
        await window["speed-1"].ClickAsync();
        await Expect(window["speed-1"]).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(window["readiness"]).ToHaveAttributeAsync("data-ready", "true");
    }

    [TestMethod]
    public async Task Messages_are_filtered_by_kind_and_by_words()
    {
        await using PageWindow window = await Environment.OpenAsync();
        await window["door"].ClickAsync();
        ILocator events = window.Page.Locator("[data-testid=message][data-kind=event]");
        await Expect(events.Filter(new LocatorFilterOptions { HasText = "door.opened" }).First).ToBeVisibleAsync();
        await Expect(window.Page.Locator("[data-testid=message][data-kind=state]").First).ToBeVisibleAsync();

        await window["kind-event"].ClickAsync();
        await Expect(window.Page.Locator("[data-testid=message][data-kind=state]")).ToHaveCountAsync(0);
        await window["messages-filter"].FillAsync("door.opened");
        await Expect(window["message"].Filter(new LocatorFilterOptions { HasNotText = "door.opened" })).ToHaveCountAsync(0);
        await Expect(events.First).ToBeVisibleAsync();

        await events.First.ClickAsync();
        await Expect(window["message-detail"]).ToContainTextAsync("\"door.opened\"");
        await window["messages-filter"].FillAsync("no such thing");
        await Expect(window["message"]).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task The_level_of_the_door_s_pin_changes_with_the_door()
    {
        await using PageWindow window = await Environment.OpenAsync("/wiring");
        await Expect(window["pin-aedDoor"]).ToHaveAttributeAsync("data-level", "low");
        await Environment.MoveAsync("door", "open");

        await Expect(window["pin-aedDoor"]).ToHaveAttributeAsync("data-level", "high");
        await Environment.MoveAsync("door", "closed");
        await Expect(window["pin-aedDoor"]).ToHaveAttributeAsync("data-level", "low");
    }

    [TestMethod]
    public async Task Dates_and_numbers_are_written_as_the_language_does()
    {
        await using PageWindow window = await Environment.OpenAsync(language: "zh-CN");
        ILocator html = window.Page.Locator("html");
        await Expect(html).ToHaveAttributeAsync("lang", "zh");
        await Expect(window["simulated-time"]).ToContainTextAsync(new Regex(@"\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d:\d\d"));
        await Expect(window["door"]).ToContainTextAsync(PageText.Chinese["open-door"]);

        await window["language"].ClickAsync();
        await Expect(html).ToHaveAttributeAsync("lang", "en");
        await Expect(window["simulated-time"]).ToContainTextAsync(new Regex(@"\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d"));
        await Expect(window["door"]).ToContainTextAsync(PageText.English["open-door"]);
        await Expect(window["inside"]).ToContainTextAsync(new Regex(@"\d+\.\d °C"));

        // It is remembered, and goes both ways.
        await window.GoAsync("/registry");
        await Expect(html).ToHaveAttributeAsync("lang", "en");
        await window["language"].ClickAsync();
        await Expect(html).ToHaveAttributeAsync("lang", "zh");
    }
}
