using AedCabinet.Page.Tests.Environment;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>SPEC §20: a dispatcher's open page survives the death of the process that it talks to.</summary>
[TestClass]
public class PageFailoverTests
{
    private const string Live = PageEnvironment.FirstCabinet;

    [TestMethod]
    public async Task An_open_page_goes_on_at_another_process_with_what_was_done_and_closes_the_emergency_there()
    {
        using PagesEnvironment environment = new();
        environment.Cabinet.Move("door", "open");
        environment.Cabinet.Move("aed", "absent");
        await using PageWindow window = await SharedEnvironment.Current.OpenAsync("/registry", address: environment.Address);
        ILocator row = window["emergency-" + Live];
        await Expect(row).ToHaveAttributeAsync("data-stage", "new");
        await window["seen-" + Live].ClickAsync();
        await Expect(row).ToHaveAttributeAsync("data-stage", "seen");
        string process = await ProcessAsync(window);

        window.ExpectSimulatorAway(true);
        environment.KillPage(process);
        ILocator notice = window.Page.Locator("#connection");
        await Expect(notice).ToBeVisibleAsync();
        await Expect(notice).ToContainTextAsync("自动重新连接");
        await Expect(notice).ToBeHiddenAsync();
        await window.AwaitAliveAsync();
        window.ExpectSimulatorAway(false);
        Assert.AreNotEqual(process, await ProcessAsync(window));
        await Expect(row).ToHaveAttributeAsync("data-stage", "seen");
        await Expect(row).ToContainTextAsync("王敏");

        // What follows goes from the other process through the database and the worker to the cabinet, and back.
        environment.Cabinet.Move("aed", "present");
        environment.Cabinet.Move("door", "closed");
        await window["closed-" + Live].ClickAsync();
        await window["why-by-mistake-" + Live].CheckAsync();
        await window["confirm-close-" + Live].ClickAsync();
        await Expect(row).ToHaveAttributeAsync("data-stage", "closed");
        await Expect(row).ToHaveCountAsync(0);
    }

    private static async Task<string> ProcessAsync(PageWindow window) =>
        (await window.Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "page").Value;
}
