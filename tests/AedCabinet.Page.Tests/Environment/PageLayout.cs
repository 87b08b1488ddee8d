namespace AedCabinet.Page.Tests.Environment;

/// <summary>What does not fit on a page.</summary>
internal static class PageLayout
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

    private const string SettlesAt = """
        width => new Promise(resolve => {
          const look = () => innerWidth === width && matchMedia(`(width: ${width}px)`).matches ? requestAnimationFrame(() => requestAnimationFrame(resolve)) : requestAnimationFrame(look);
          look();
        })
        """;

    /// <summary>Looks at the page as wide as it is.</summary>
    /// <param name="window">The window.</param>
    /// <returns>What does not fit.</returns>
    public static Task<string[]> FindAsync(PageWindow window) => window.Page.EvaluateAsync<string[]>(FindsClipped);

    /// <summary>Looks at the page on a small telephone, a tablet and a wide screen.</summary>
    /// <param name="window">The window.</param>
    /// <param name="where">What is open in it.</param>
    /// <returns>What does not fit, and where.</returns>
    public static async Task<IReadOnlyList<string>> FindAtAllWidthsAsync(PageWindow window, string where)
    {
        List<string> found = [];
        foreach (int width in s_widths)
        {
            await window.Page.SetViewportSizeAsync(width, 900);

            // The browser takes the new width first and the rules for it with a frame after that: between the two nothing fits.
            await window.Page.EvaluateAsync(SettlesAt, width);
            found.AddRange((await FindAsync(window)).Select(what => $"{where} {width} px: {what}"));
        }

        return found;
    }
}
