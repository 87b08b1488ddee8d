using AedCabinet.Page.Tests.Environment;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>The page when the simulator goes and comes back: nobody has to do anything.</summary>
[TestClass]
public class ReconnectTests
{
    [TestMethod]
    public async Task The_page_says_that_it_is_alone_and_is_back_by_itself()
    {
        PageEnvironment environment = SharedEnvironment.Current;
        await environment.ResetAsync();
        await using PageWindow window = await environment.OpenAsync();
        string boot = await window["boot"].InnerTextAsync();
        window.ExpectSimulatorAway(true);
        environment.Kill();
        await Expect(window.Page.Locator("#connection")).ToBeVisibleAsync();

        environment.StartAgain();
        await Expect(window.Page.Locator("#connection")).ToBeHiddenAsync();
        await window.AwaitAliveAsync();
        window.ExpectSimulatorAway(false);
        await Expect(window["boot"]).Not.ToHaveTextAsync(boot);
        await window["door"].ClickAsync();
        await environment.AwaitStateAsync(state => state["doors"]!["aed"]!.GetValue<string>() == "open", "an open door");
    }
}
