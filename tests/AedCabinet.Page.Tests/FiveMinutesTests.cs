using System.Diagnostics;
using System.Globalization;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Handover;
using AedCabinet.Page.Tests.Environment;
using AedCabinet.Page.Words;
using AedCabinet.Processes;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>
/// Who is new runs three lines of the registry's handbook and has a first administrator, a map, an emergency and its closing within five
/// minutes of reading.
/// </summary>
[TestClass]
public class FiveMinutesTests
{
    private const string Taken = PageEnvironment.FirstCabinet;
    private const string Password = "a password for this trial";

    private readonly Stopwatch _watch = new();

    public required TestContext TestContext { get; init; }

    private static PageEnvironment Browser => SharedEnvironment.Current;

    [TestMethod]
    public async Task Three_lines_of_the_handbook_give_a_login_a_map_an_emergency_and_its_closing()
    {
        using HandbookTrial trial = new();
        Assert.HasCount(3, HandbookTrial.Lines);
        _watch.Start();
        trial.Start(HandbookTrial.Lines[0]);
        RunningProgram user = trial.Start(HandbookTrial.Lines[1], Password + "\n");
        Assert.IsTrue(user.AwaitEnd(Waiting.Limit), trial.Output);
        Assert.AreEqual(0, user.ExitCode, trial.Output);
        Tell("the first administrator is made");
        trial.Start(HandbookTrial.Lines[2]);
        trial.AwaitOutput("broker: connected to");
        Tell("the registry runs");

        await using PageWindow registry = await Browser.OpenAsync("/login", address: trial.Registry, isPlain: true);
        await LogInAsync(registry);
        await Expect(registry["figure-cabinets"]).ToContainTextAsync("3");
        Tell("logged in, all cabinets are there");
        await registry.GoAsync("/map");
        await Expect(registry["legend-ready"]).ToContainTextAsync("3");
        Tell("they are on the map");
        await TakeAedAsync(trial);
        await registry.GoAsync("/registry");
        await CloseAsync(registry);
        await registry.GoAsync("/registry-handled");
        await Expect(registry["handled-row"].First).ToContainTextAsync(PageText.Chinese["registry.emergency.reason.real-use"]);
        Tell("it is among those that are over, with its reason");
        Assert.DoesNotContain(Password, trial.Output, "a password was printed");
    }

    [TestMethod]
    public void The_handbook_names_the_buttons_as_they_are_called_in_both_languages()
    {
        foreach (string word in new[] { "do.seen", "do.on-the-way", "close", "confirm" })
        {
            string key = "registry.emergency." + word;
            Assert.Contains($"\"{PageText.English[key]}\"", HandbookTrial.Section);
            Assert.Contains($"“{PageText.Chinese[key]}”", HandbookTrial.Section);
        }

        Assert.Contains($"\"{PageText.English["registry.handled.to"]}\"", HandbookTrial.Section);
        Assert.Contains($"“{PageText.Chinese["registry.handled.to"]}”", HandbookTrial.Section);
    }

    [TestMethod]
    public void The_demo_cabinets_keys_that_a_registry_is_given_are_those_that_the_cabinets_have()
    {
        RegistryFiles files = RegistryFiles.Load(RepositoryRoot.At("simulator/demo"));
        Assert.IsEmpty(files.AccountPasswords);
        Assert.HasCount(DemoCabinet.All.Count, files.Entries);
        foreach (System.Text.Json.Nodes.JsonObject cabinet in DemoCabinet.All.Select(demo => demo.Load()))
        {
            RegistryEntry entry = files.Entries[(string)cabinet["id"]!];
            Assert.AreEqual((string)cabinet["commandKey"]!, entry.Key);
            Assert.AreEqual($"aed/v1/{cabinet["prefecture"]}/{cabinet["county"]}/{cabinet["sector"]}/{cabinet["id"]}", entry.Topic);
        }
    }

    private static async Task LogInAsync(PageWindow registry)
    {
        await registry.Page.Locator("#name").FillAsync("admin");
        await registry.Page.Locator("#password").FillAsync(Password);
        await registry["login-send"].ClickAsync();
        await registry.AwaitAliveAsync();
    }

    private async Task TakeAedAsync(HandbookTrial trial)
    {
        await using PageWindow cabinets = await Browser.OpenAsync("/", address: trial.Cabinets);
        await cabinets["front-door"].ClickAsync();
        await Expect(cabinets["front-door"]).ToHaveAttributeAsync("aria-pressed", "true");
        await cabinets["front-aed"].ClickAsync();
        Tell("the AED is taken");
    }

    private async Task CloseAsync(PageWindow registry)
    {
        ILocator row = registry["emergency-" + Taken];
        await Expect(row).ToBeVisibleAsync();
        Tell("the emergency is at the top");
        await registry["seen-" + Taken].ClickAsync();
        await registry["on-the-way-" + Taken].ClickAsync();
        await registry["closed-" + Taken].ClickAsync();
        await registry[$"why-real-use-{Taken}"].CheckAsync();
        await registry["confirm-close-" + Taken].ClickAsync();
        await Expect(row).ToHaveAttributeAsync("data-stage", "closed");
        Tell("it is closed, with a reason");
        await Expect(row).ToHaveCountAsync(0);
        Tell("the cabinet was told, and the row is gone");
    }

    private void Tell(string what) =>
        TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_watch.Elapsed.TotalSeconds,5:F1} s  {what}"));
}
