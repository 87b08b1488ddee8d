using AedCabinet.Page.Tests.Environment;

namespace AedCabinet.Page.Tests;

/// <summary>Every tab is readable on a telephone, a tablet and a wide screen.</summary>
[TestClass]
public class LayoutTests
{
    // Pixels of a small telephone, a tablet and a wide screen.
    private static readonly int[] s_widths = [320, 768, 1920];

    // What sticks out of the window although nothing scrolls sideways, and words that are cut off in controls and headings. Lists
    // and tables that scroll by themselves may; so may what is there for screen readers alone.
    private const string FindsClipped = """
        () => {
          const width = document.documentElement.clientWidth;
          const scrolls = element => {
            for (let e = element; e && e !== document.body; e = e.parentElement) {
              if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(e).overflowX) && e !== element) return true;
            }
            return false;
          };
          const name = element => `${element.tagName.toLowerCase()}${element.id ? '#' + element.id : ''}.${element.className} "${element.textContent.trim().slice(0, 40)}"`;
          const seen = element => element.checkVisibility() && !element.closest('.unseen, .skip, svg') && element.getBoundingClientRect().width > 1;
          const found = [];
          if (document.documentElement.scrollWidth > width) found.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} > ${width}`);
          for (const element of document.querySelectorAll('main *, header *')) {
            if (!seen(element)) continue;
            const box = element.getBoundingClientRect();
            if ((box.right > width + 1 || box.left < -1) && !scrolls(element)) found.push('outside: ' + name(element));
          }
          for (const element of document.querySelectorAll('button:not(.message), h1, h2, h3, label, a, th, dt, dd')) {
            if (!seen(element) || element.closest('.leaf, .front-aed')) continue;
            const style = getComputedStyle(element);
            if (style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) found.push('cut off: ' + name(element));
          }
          return found;
        }
        """;

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
            foreach (int width in s_widths)
            {
                await window.Page.SetViewportSizeAsync(width, 900);
                found.AddRange((await window.Page.EvaluateAsync<string[]>(FindsClipped)).Select(what => $"{path} {width} px: {what}"));
            }
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
        await window.Page.EvaluateAsync("style => { const heading = document.querySelector('main h1'); heading.style.cssText = style; }", style);

        Assert.Contains(expected, string.Join('\n', await window.Page.EvaluateAsync<string[]>(FindsClipped)));
    }
}
