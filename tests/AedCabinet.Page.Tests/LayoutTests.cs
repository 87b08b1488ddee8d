using AedCabinet.Page.Tests.Environment;

namespace AedCabinet.Page.Tests;

/// <summary>Every tab is readable on a telephone, a tablet and a wide screen.</summary>
[TestClass]
public class LayoutTests
{
    private static PageEnvironment Environment => SharedEnvironment.Current;

    [TestMethod]
    [DataRow("zh-CN")]
    [DataRow("en-GB")]
    public async Task Nothing_scrolls_sideways_and_nothing_is_cut_off(string language)
    {
        List<string> found = [];
        await using PageWindow window = await Environment.OpenAsync("/", language);
        foreach (string path in new[] { "/", "/registry", "/registry/" + PageEnvironment.FirstCabinet, "/wiring" })
        {
            await window.GoAsync(path);
            found.AddRange(await PageLayout.FindAtAllWidthsAsync(window, path));
        }

        Assert.IsEmpty(found, string.Join(System.Environment.NewLine, found));
    }

    [TestMethod]
    [DataRow("width: 3000px", "the page scrolls sideways")]
    [DataRow("position: fixed; right: -50px", "outside: ")]
    [DataRow("width: 20px; overflow: hidden; white-space: nowrap", "cut off: ")]
    public async Task What_does_not_fit_is_found(string style, string expected)
    {
        await using PageWindow window = await Environment.OpenAsync("/wiring");
        await window.Page.EvaluateAsync("style => { const heading = document.querySelector('main h1'); heading.style.cssText = style; }",
            style);

        Assert.Contains(expected, string.Join('\n', await PageLayout.FindAsync(window)));
    }
}
