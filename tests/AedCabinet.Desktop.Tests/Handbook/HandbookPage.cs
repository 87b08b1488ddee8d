using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Handbook;

/// <summary>One Markdown page for people in the field, as far as the tests look at it: headings, tables, tick boxes, links.</summary>
internal sealed class HandbookPage
{
    /// <summary>The pages, by their English names.</summary>
    public static readonly string[] Names = ["INSTALL", "CARRIER", "FLASH", "TROUBLESHOOTING"];

    private readonly MarkdownPage _page;

    private HandbookPage(string file)
    {
        File = file;
        _page = new MarkdownPage(System.IO.File.ReadAllText(file));
    }

    public string File { get; }

    public string Text => _page.Text;

    public IReadOnlyList<string> Headings => _page.Headings;

    public int TickBoxes => _page.Lines.Count(line => line.StartsWith("- [ ] ", StringComparison.Ordinal));

    /// <summary>Gets where links and pictures lead.</summary>
    public IReadOnlyList<string> Targets => _page.Targets;

    /// <summary>Gets the tables in the page's order, each a list of rows without heading and rule.</summary>
    public IReadOnlyList<HandbookTable> Tables
    {
        get
        {
            List<HandbookTable> tables = [];
            List<string[]> rows = [];
            foreach (string line in _page.Lines.Append(string.Empty))
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

    public static HandbookPage Read(string name, string language) =>
        new(RepositoryRoot.At("hardware", language == "zh" ? $"{name}.zh.md" : $"{name}.md"));

    /// <summary>Every Markdown page of the folder.</summary>
    public static IEnumerable<HandbookPage> All() =>
        Directory.GetFiles(RepositoryRoot.At("hardware"), "*.md").Select(file => new HandbookPage(file));

    /// <summary>The one row whose first cell is a name in code quotes, in whichever table has it first.</summary>
    public string[] RowOf(string name)
    {
        string[]? row = Tables.SelectMany(table => table.Rows).FirstOrDefault(row => row[0] == $"`{name}`");
        Assert.IsNotNull(row, $"{Path.GetFileName(File)} has no row for {name}.");
        return row;
    }
}
