using AedCabinet.Page.Tests.Environment;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>axe finds nothing on any tab that would keep a person with a disability from using it.</summary>
[TestClass]
public class AccessibilityTests
{
    private static PageEnvironment Environment => SharedEnvironment.Current;

    [TestMethod]
    [DataRow("zh-CN")]
    [DataRow("en-GB")]
    public async Task Nothing_serious_on_a_quiet_page(string language)
    {
        await using PageWindow window = await Environment.OpenAsync("/", language);
        await Accessibility.CheckAsync(window, "/");
        foreach (string path in new[] { "/registry", "/registry/" + PageEnvironment.FirstCabinet, "/wiring" })
        {
            await window.GoAsync(path);
            await Accessibility.CheckAsync(window, path);
        }
    }

    [TestMethod]
    public async Task Nothing_serious_while_an_AED_is_away()
    {
        await Environment.ResetAsync();
        await Environment.MoveAsync("door", "open");
        await Environment.MoveAsync("aed", "absent");
        await Environment.AwaitStateAsync(state => state["open"]!.AsArray().Count == 1, "an open removal");
        await using PageWindow window = await Environment.OpenAsync();
        await Expect(window["reason"].First).ToBeVisibleAsync();
        await Accessibility.CheckAsync(window, "the cabinet's tab");
        await window["tab-registry"].ClickAsync();
        await Expect(window["emergency-" + PageEnvironment.FirstCabinet]).ToBeVisibleAsync();
        await Accessibility.CheckAsync(window, "the registry's tab");
        await Environment.ResetAsync();
    }

    [TestMethod]
    public async Task A_button_without_a_name_is_found()
    {
        await using PageWindow window = await Environment.OpenAsync("/wiring");
        await window.Page.EvaluateAsync("() => document.querySelector('main').append(document.createElement('button'))");

        AssertFailedException failure = await Assert.ThrowsExactlyAsync<AssertFailedException>(
            () => Accessibility.CheckAsync(window, "/wiring"));
        Assert.Contains("button-name", failure.Message);
    }
}
