using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace AedCabinet.Page.Tests.Environment;

/// <summary>What axe finds on a page.</summary>
internal static class Accessibility
{
    private static readonly string[] s_bad = ["serious", "critical"];

    // What passes is counted and not described: that takes longer than finding out.
    private static readonly AxeRunOptions s_options = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>Fails when axe finds anything serious.</summary>
    /// <param name="window">The window.</param>
    /// <param name="where">What is open in it, for the message.</param>
    /// <returns>When it was looked at.</returns>
    public static async Task CheckAsync(PageWindow window, string where)
    {
        AxeResult result = await window.Page.RunAxe(s_options);
        string[] found =
        [
            .. from item in result.Violations
               where s_bad.Contains(item.Impact)
               from node in item.Nodes
               select $"{where}: {item.Impact} {item.Id}: {item.Help}: {node.Html}",
        ];
        Assert.IsEmpty(found, string.Join(System.Environment.NewLine, found));
    }
}
