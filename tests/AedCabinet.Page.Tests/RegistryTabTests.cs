using AedCabinet.Page.Tests.Environment;
using AedCabinet.Page.Words;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>What the centre sees on the page, and sends from it.</summary>
[TestClass]
public class RegistryTabTests
{
    private static PageEnvironment Environment => SharedEnvironment.Current;

    [TestInitialize]
    public Task ResetAsync() => Environment.ResetAsync();

    [TestMethod]
    public async Task A_signed_locate_is_answered_and_the_cabinet_sounds()
    {
        await using PageWindow window = await Environment.OpenAsync("/registry");
        await window["cabinet-row-" + PageEnvironment.FirstCabinet].ClickAsync();
        await window["command-locate"].ClickAsync();

        await Expect(window.Page.Locator("[data-testid=command-reply][data-command=locate][data-stage=done]").First).ToBeVisibleAsync();
        await window.Page.WaitForFunctionAsync("() => document.querySelector('[data-testid=sound]').dataset.sounding === 'true'");
        await window["command-silence"].ClickAsync();
        await Expect(window.Page.Locator("[data-testid=command-reply][data-command=silence][data-stage=done]").First).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task A_forged_command_is_refused_and_nothing_sounds()
    {
        await using PageWindow window = await Environment.OpenAsync("/registry/" + PageEnvironment.FirstCabinet, "en-GB");
        await window["command-forged"].ClickAsync();

        await Expect(window["command-reply"].First).ToHaveAttributeAsync("data-stage", "refused");
        await Expect(window["command-reply"].First).ToContainTextAsync("wrong-mac");
        await Expect(window["sound"]).ToHaveAttributeAsync("data-sounding", "false");
    }

    [TestMethod]
    public async Task A_drill_is_begun_and_ended_by_signed_commands()
    {
        await using PageWindow window = await Environment.OpenAsync("/registry/" + PageEnvironment.FirstCabinet);
        await window["command-drill"].FocusAsync();
        foreach (string key in new[] { "Enter", "Enter", "Enter" })
        {
            await window.Page.Keyboard.PressAsync(key);
        }

        await Expect(window["check-drill"]).ToContainTextAsync(PageEnvironment.FirstCabinet);
        await window["confirm-drill"].ClickAsync();
        await Expect(window["wrong-drill"]).ToContainTextAsync(PageText.Chinese["registry.confirm.wrong"]);
        await Expect(window.Page.Locator("[data-testid=command-reply][data-command=drill]")).ToHaveCountAsync(0);
        await window["checked-drill"].CheckAsync();
        await window["confirm-drill"].ClickAsync();
        await Environment.AwaitStateAsync(state => state["mode"]!.GetValue<string>() == "drill", "a drill");
        await window["command-drill-end"].ClickAsync();
        await Environment.AwaitStateAsync(state => state["mode"]!.GetValue<string>() == "normal", "the end of the drill");
    }

    [TestMethod]
    public async Task A_number_that_a_cabinet_would_refuse_is_not_sent()
    {
        await using PageWindow window = await Environment.OpenAsync("/registry/" + PageEnvironment.FirstCabinet);
        ILocator replies = window["command-reply"];
        int before = await replies.CountAsync();
        await window.Page.Locator("#number-locate").FillAsync("0");
        await window["command-locate"].ClickAsync();

        await Expect(window["wrong-locate"]).Not.ToBeEmptyAsync();
        Assert.AreEqual(before, await replies.CountAsync());
    }
}
