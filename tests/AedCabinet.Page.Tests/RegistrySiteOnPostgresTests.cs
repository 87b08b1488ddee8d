using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Page.Tests.Environment;
using AedCabinet.Page.Words;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>
/// A registry's pages over PostgreSQL: what asks the database of them, and what they say above everything while it takes nothing. All else
/// of them has no store and is tested over a file.
/// </summary>
[TestClass]
public class RegistrySiteOnPostgresTests
{
    private const string Live = PageEnvironment.FirstCabinet;

    private static PageEnvironment Browser => SharedEnvironment.Current;

    [TestMethod]
    public async Task Counts_history_stages_and_commands_are_there_and_a_database_that_is_away_is_told_until_it_is_back()
    {
        using PostgresServer server = new();
        using RegistryEnvironment registry = await RegistryEnvironment.StartOnAsync(
            server.ConnectionString, "--page-commands");
        registry.Cabinet.Move("door", "open");
        registry.Cabinet.Move("aed", "absent");
        await using PageWindow window = await Browser.OpenAsync("/registry", address: registry.Address);
        await Expect(window["figure-cabinets"]).ToContainTextAsync("301");
        await Expect(window["figure-missing"]).ToBeVisibleAsync();
        await window.Page.Locator("#history-search").FillAsync("FL-0123");
        await Expect(window["event-row"]).ToHaveCountAsync(1);

        await window["seen-" + Live].ClickAsync();
        ILocator row = window["emergency-" + Live];
        await Expect(row).ToHaveAttributeAsync("data-stage", "seen");
        await window.GoAsync("/registry");
        await Expect(row).ToContainTextAsync("王敏");
        await window["closed-" + Live].ClickAsync();
        await window["why-real-use-" + Live].CheckAsync();
        await window["confirm-close-" + Live].ClickAsync();
        await Expect(window.Page.Locator("[data-testid=command-reply][data-command=acknowledge][data-stage=done]")).ToBeVisibleAsync();
        await Expect(row).ToHaveCountAsync(0);

        registry.ExpectsErrors = true;
        server.Kill();
        registry.Cabinet.Move("aed", "present");
        await Expect(window["intake-trouble"]).ToContainTextAsync(PageText.Chinese["registry.trouble.not-written"]);
        server.Start();
        await Expect(window["intake-trouble"]).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await Expect(window.Page.Locator("[data-testid=event-row][data-event='aed.returned']").First).ToBeVisibleAsync();
    }
}
