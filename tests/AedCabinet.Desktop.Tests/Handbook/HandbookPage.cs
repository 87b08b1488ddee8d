using System.Text.RegularExpressions;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Handbook;

/// <summary>One Markdown page for people in the field, as far as the tests look at it: headings, tables, tick boxes, links.</summary>
internal sealed partial class HandbookPage
{
    /// <summary>The pages, by their English names.</summary>
    public static readonly string[] Names = ["INSTALL", "FLASH", "TROUBLESHOOTING"];

    private HandbookPage(string file)
    {
        File = file;
        Text = System.IO.File.ReadAllText(file);
        Lines = Text.Split('\n');
    }

    public string File { get; }

    public string Text { get; }

    public string[] Lines { get; }

    /// <summary>Gets the headings, their number signs included, without what looks like one in a block of code.</summary>
    public string[] Headings => [.. WithoutCode().Where(line => line.StartsWith('#'))];

    public int TickBoxes => Lines.Count(line => line.StartsWith("- [ ] ", StringComparison.Ordinal));

    /// <summary>Gets where links and pictures lead.</summary>
    public IEnumerable<string> Targets => LinkTarget().Matches(string.Join('\n', WithoutCode())).Select(match => match.Groups[1].Value);

    /// <summary>Gets the tables in the page's order, each a list of rows without heading and rule.</summary>
    public IReadOnlyList<HandbookTable> Tables
    {
        get
        {
            List<HandbookTable> tables = [];
            List<string[]> rows = [];
            foreach (string line in Lines.Append(string.Empty))
            {
                if (line.StartsWith('|'))
                {
                    rows.Add([.. line.Trim('|').Split('|').Select(cell => cell.Trim())]);
                }
                else if (rows.Count > 0)
                {
                    tables.Add(new HandbookTable(rows[0], [.. rows.Skip(2)]));
                    rows.Clear();
                }
            }

            return tables;
        }
    }

    public static HandbookPage Read(string name, string language) => new(RepositoryRoot.At("hardware", language == "zh" ? $"{name}.zh.md" : $"{name}.md"));

    /// <summary>Every Markdown page of the folder.</summary>
    public static IEnumerable<HandbookPage> All() => Directory.GetFiles(RepositoryRoot.At("hardware"), "*.md").Select(file => new HandbookPage(file));

    /// <summary>The name by which a link finds a heading: lower case, without punctuation, hyphens for spaces.</summary>
    /// <param name="heading">The heading as it is written.</param>
    public static string AnchorOf(string heading) => NoAnchorCharacter().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-');

    /// <summary>The one row whose first cell is a name in code quotes, in whichever table has it first.</summary>
    public string[] RowOf(string name)
    {
        string[]? row = Tables.SelectMany(table => table.Rows).FirstOrDefault(row => row[0] == $"`{name}`");
        Assert.IsNotNull(row, $"{Path.GetFileName(File)} has no row for {name}.");
        return row;
    }

    private IEnumerable<string> WithoutCode()
    {
        bool isCode = false;
        foreach (string line in Lines)
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
