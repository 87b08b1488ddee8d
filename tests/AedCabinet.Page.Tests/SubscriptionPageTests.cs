using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Ledger;
using AedCabinet.Page.Tests.Environment;
using AedCabinet.Page.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>SPEC §19: who is told what happens, on a page: made, paused, tried again, given a new secret, ended.</summary>
[TestClass]
public class SubscriptionPageTests
{
    private static readonly ConcurrentQueue<string> s_came = new();
    private static RegistryEnvironment s_registry = null!;
    private static WebApplication s_receiver = null!;

    private static PageEnvironment Browser => SharedEnvironment.Current;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _ = context;
        s_registry = await RegistryEnvironment.StartAsync("--feed-private-addresses", "127.0.0.0/8");
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        s_receiver = builder.Build();
        s_receiver.Run(async request =>
        {
            request.Response.Headers["WebHook-Allowed-Origin"] = "*";
            if (HttpMethods.IsPost(request.Request.Method))
            {
                s_came.Enqueue((await JsonNode.ParseAsync(request.Request.Body))!["id"]!.GetValue<string>());
            }
        });
        await s_receiver.StartAsync();
    }

    [ClassCleanup]
    public static async Task EndAsync()
    {
        await s_receiver.DisposeAsync();
        s_registry.Dispose();
    }

    [TestMethod]
    [DataRow("zh-CN")]
    [DataRow("en-GB")]
    public async Task A_subscription_is_made_by_keyboard_paused_resumed_given_a_new_secret_and_ended(string language)
    {
        PageText text = language == "zh-CN" ? PageText.Chinese : PageText.English;
        await using PageWindow window = await Browser.OpenAsync("/registry", language, address: s_registry.Address);
        await window["page-subscriptions"].ClickAsync();
        await Expect(window["feed-none"]).ToBeVisibleAsync();
        await Accessibility.CheckAsync(window, "no subscription");
        await window["feed-save"].PressAsync("Enter");
        await Expect(window["feed-wrong"]).ToContainTextAsync(text["feed.field.name"]);
        await Expect(window["feed-wrong"]).ToContainTextAsync(text["feed.field.url"]);
        await Expect(window["feed-name"]).ToHaveAttributeAsync("aria-invalid", "true");
        await Accessibility.CheckAsync(window, "a form that is wrong");

        // By keyboard alone, from field to field.
        await window["feed-name"].FocusAsync();
        await window.Page.Keyboard.TypeAsync("120");
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.TypeAsync(s_receiver.Urls.Single() + "/take");
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.TypeAsync("aed.cabinet.*， aed.incident.*");
        await window.Page.Keyboard.PressAsync("Tab");
        await window["feed-save"].FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window["feed-secret"]).ToContainTextAsync("whsec_");
        await Expect(window["feed-row"]).ToHaveAttributeAsync("data-state", "active");
        await Expect(window["feed-row"]).ToContainTextAsync("aed.incident.*");
        await Accessibility.CheckAsync(window, "a subscription and its secret");
        IReadOnlyList<string> found = await PageLayout.FindAtAllWidthsAsync(window, "subscriptions");
        Assert.IsEmpty(found, string.Join(System.Environment.NewLine, found));
        string first = (await window["feed-secret"].Locator("code").TextContentAsync())!;
        await window["feed-secret-kept"].ClickAsync();
        await Expect(window["feed-secret"]).ToHaveCountAsync(0);

        await window["feed-pause"].ClickAsync();
        await Expect(window["feed-row"]).ToHaveAttributeAsync("data-state", "paused");
        await window["feed-resume"].ClickAsync();
        await Expect(window["feed-row"]).ToHaveAttributeAsync("data-state", "active");
        await window["feed-renew"].ClickAsync();
        await Expect(window["feed-secret"]).ToContainTextAsync("whsec_");
        Assert.AreNotEqual(first, await window["feed-secret"].Locator("code").TextContentAsync());
        await window.Page.ReloadAsync();
        await Expect(window["feed-row"]).ToHaveCountAsync(1);
        await Expect(window["feed-secret"]).ToHaveCountAsync(0);

        await TryDeadLettersAgainAsync(window);
        await window["feed-remove"].ClickAsync();
        await Expect(window["feed-row"]).ToHaveCountAsync(1);
        await window["feed-remove-not"].ClickAsync();
        await window["feed-remove"].ClickAsync();
        await window["feed-remove-really"].ClickAsync();
        await Expect(window["feed-none"]).ToBeVisibleAsync();
    }

    // Three days go by in no test: what was given up then is put into the database.
    private static async Task TryDeadLettersAgainAsync(PageWindow window)
    {
        string[] ids = StoreStep.Run(s_registry.Store, database =>
        {
            database.Execute("INSERT INTO dead_letters (subscription, event, type, chain, arrival, since, died, tries, why) SELECT s.no, "
                + "c.id || '-' || e.boot || '-' || e.seq, 'aed.cabinet.' || e.event, c.id, e.arrival, 0, 0, 9, 'it answered 500' FROM "
                + "subscriptions s, events e JOIN cabinets c ON c.no = e.cabinet WHERE c.id IN ('FL-0001', 'FL-0002') AND e.seq = 1");
            return new[] { "FL-0001-1-1", "FL-0002-1-1" };
        });
        await Expect(window["feed-dead"]).ToBeVisibleAsync();
        await window["feed-letters"].ClickAsync();
        await Expect(window["feed-retry"]).ToHaveCountAsync(2);
        await Accessibility.CheckAsync(window, "dead letters");
        await window["feed-retry-all"].ClickAsync();
        await Expect(window["feed-dead"]).ToHaveCountAsync(0);
        Assert.IsTrue(ids.All(s_came.Contains), string.Join(' ', s_came));
        s_came.Clear();
    }
}
