using System.Text.RegularExpressions;

namespace AedCabinet.Testing;

/// <summary>A Markdown page as far as tests look at it: its headings, and where it links to.</summary>
public sealed partial class MarkdownPage
{
    /// <summary>Takes a page apart.</summary>
    /// <param name="text">The page.</param>
    public MarkdownPage(string text)
    {
        Text = text;
        Lines = text.Split('\n');
        string[] prose = [.. WithoutCode(Lines)];
        Headings = [.. prose.Where(line => line.StartsWith('#'))];
        Targets = [.. LinkTarget().Matches(string.Join('\n', prose)).Select(match => match.Groups[1].Value)];
    }

    /// <summary>Gets the page as it is written.</summary>
    public string Text { get; }

    /// <summary>Gets its lines.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Gets the headings, their number signs included, without what looks like one in a block of code.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>Gets where links and pictures lead, as written.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>The name by which a link finds a heading: lower case, without punctuation, hyphens for spaces.</summary>
    /// <param name="heading">The heading as it is written.</param>
    /// <returns>The name.</returns>
    public static string AnchorOf(string heading) =>
        NoAnchorCharacter().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-');

    private static IEnumerable<string> WithoutCode(IEnumerable<string> lines)
    {
        bool isCode = false;
        foreach (string line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
            }
            else if (!isCode)
            {
                yield return line;
            }
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkTarget();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex NoAnchorCharacter();
}
