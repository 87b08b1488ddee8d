using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Page.Tests.Environment;
using AedCabinet.Page.Words;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>A keeper's whole task on a telephone (SPEC §18, Care), and a clerk's look at the month.</summary>
[TestClass]
public class KeeperTests
{
    private const string Live = PageEnvironment.FirstCabinet;

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
    public async Task A_keeper_inspects_on_a_telephone_though_the_connection_is_lost_in_the_middle()
    {
        await using PageWindow window = await Browser.OpenAsync("/care", width: 390, height: 844, address: s_registry.Address);
        await Expect(window["care-count"]).ToBeVisibleAsync();
        await Accessibility.CheckAsync(window, "due work");
        await window.Page.GotoAsync("/c/" + Live);
        await Expect(window["public-state"]).ToBeVisibleAsync();
        await Accessibility.CheckAsync(window, "the page behind the QR code");
        await window["to-inspect"].ClickAsync();
        await Expect(window["inspection"]).ToHaveAttributeAsync("data-ready", "true");
        await Accessibility.CheckAsync(window, "the inspection's form");
        Assert.IsEmpty(await PageLayout.FindAsync(window));
        foreach (string question in new[] { "signs", "reachable", "condition", "door", "indicator", "pads", "battery" })
        {
            await window[question + "-ok"].CheckAsync();
        }

        await window["note"].FillAsync("换了封条");
        await Expect(window["inspection-outcome"]).ToHaveTextAsync(PageText.Chinese["inspect.drafted"]);
        await window.PictureAsync("inspection.png");
        await Expect(window["inspection"]).ToHaveAttributeAsync("data-kept", "true");
        window.ExpectSimulatorAway(true);
        await window.Page.Context.SetOfflineAsync(true);
        await window.Page.ReloadAsync();
        await Expect(window["note"]).ToHaveValueAsync("换了封条");
        await Expect(window["pads-ok"]).ToBeCheckedAsync();

        // One question is left out: that is said at once, and not after the keeper has gone home.
        await window["send"].ClickAsync();
        await Expect(window["inspection-outcome"]).ToHaveTextAsync(PageText.Chinese["inspect.wrong"]);
        await Expect(window.Page.Locator("#wrong-accessories")).ToHaveTextAsync(PageText.Chinese["inspect.choose"]);
        await window["accessories-defect"].CheckAsync();
        await window["note"].FillAsync(string.Empty);
        await window["send"].ClickAsync();
        await Expect(window.Page.Locator("#wrong-note")).ToHaveTextAsync(PageText.Chinese["inspect.explain"]);
        await window["note"].FillAsync("换了封条");
        await window["accessories-ok"].CheckAsync();

        await window["send"].ClickAsync();
        await Expect(window["inspection-outcome"]).ToHaveTextAsync(PageText.Chinese["inspect.waiting"]);
        await window.Page.Context.SetOfflineAsync(false);
        await Expect(window["inspection-outcome"]).ToHaveTextAsync(PageText.Chinese["inspect.Sent"]);
        window.ExpectSimulatorAway(false);

        await window.GoAsync("/care");
        await Expect(window["care-records"].Locator("tr", new LocatorLocatorOptions { HasText = "换了封条" })).ToHaveCountAsync(1);
        await window.GoAsync("/registry/" + Live);
        await Expect(window["event-row"].First).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task A_clerk_reads_prints_and_downloads_the_month_and_nothing_scrolls_sideways()
    {
        string month = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8))
            .ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        await using PageWindow window = await Browser.OpenAsync($"/reports?month={month}", "en-GB", address: s_registry.Address);
        await AwaitReportAsync(window);
        await Expect(window["report-title"]).ToContainTextAsync(month);
        await Expect(window["report-figures"]).ToContainTextAsync("not known yet");
        await Accessibility.CheckAsync(window, "reports");
        await window.PictureAsync("report.png");
        Assert.IsEmpty(await PageLayout.FindAtAllWidthsAsync(window, "reports"));
        await window["report-department"].SelectOptionAsync("education");
        await Expect(window["report-figures"].Locator("tbody tr")).ToHaveCountAsync(4);
        using HttpClient http = new(new HttpClientHandler { CookieContainer = s_registry.Login }) { BaseAddress = s_registry.Address };
        byte[] book = await http.GetByteArrayAsync($"/reports/report.xlsx?month={month}&department=education");
        Assert.AreEqual("PK", System.Text.Encoding.ASCII.GetString(book, 0, 2));
        Assert.Contains("Education", await http.GetStringAsync($"/reports/report.csv?month={month}&department=education&lang=en"));
        Assert.AreEqual(System.Net.HttpStatusCode.BadRequest, (await http.GetAsync("/reports/report.csv?month=October")).StatusCode);
    }

    // What the registry knows of a month that lasts ends with its latest sign of life, which it gives every 10 s.
    private static async Task AwaitReportAsync(PageWindow window)
    {
        ILocator none = window["report-none"];
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        await Expect(window["report-title"].Or(none)).ToBeVisibleAsync();
        while (await none.IsVisibleAsync() && watch.Elapsed < Waiting.Limit)
        {
            await window.Page.ReloadAsync();
            await Expect(window["report-title"].Or(none)).ToBeVisibleAsync();
        }
    }
}
