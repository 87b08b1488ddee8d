using System.Text.RegularExpressions;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>Whoever follows a citation or a link in the repository arrives.</summary>
[TestClass]
public sealed partial class DocumentTests
{
    private const string Specification = "firmware/SPEC.md";
    private const int Sections = 22;

    private static readonly string[] s_written = [".cs", ".md", ".yaml", ".yml", ".json", ".razor", ".sh", ".ps1", ".mjs",
        ".props", ".csproj"];

    private static readonly SourceTree s_tree = SourceTree.Read(RepositoryRoot.Path);

    private static readonly MarkdownPage s_specification = new(Read(Specification));

    [TestMethod]
    public void The_specification_has_its_sections_in_order()
    {
        int[] numbers = [.. s_specification.Headings.Select(heading => SectionHeading().Match(heading)).Where(match => match.Success)
            .Select(Number)];

        CollectionAssert.AreEqual(Enumerable.Range(1, Sections).ToArray(), numbers);
    }

    [TestMethod]
    public void Every_section_that_is_cited_is_a_heading_of_the_specification() => Findings.MustBeNone(
        from file in Written()
        from Match match in Citation().Matches(Read(file))
        where Number(match) is < 1 or > Sections
        select $"{file}: {match.Value} is no section of {Specification}");

    [TestMethod]
    public void Every_fact_of_the_field_that_is_cited_is_a_heading_of_the_specification() => Findings.MustBeNone(
        from file in Written()
        from Match match in FactCitation().Matches(Read(file))
        where !s_specification.Headings.Contains("### " + match.Groups[1].Value)
        select $"{file}: {match.Value} is no heading of {Specification}");

    [TestMethod]
    public void Every_link_of_a_page_leads_to_a_file_and_to_a_heading_that_are_there() =>
    Findings.MustBeNone(s_tree.With(".md").SelectMany(DeadLinks));

    [TestMethod]
    [DataRow("[a](MISSING.md)", "MISSING.md is not there")]
    [DataRow("[a](SPEC.md#23-nothing)", "SPEC.md has no heading #23-nothing")]
    [DataRow("[a](#nothing)", "the page has no heading #nothing")]
    [DataRow("[a](SPEC.md#4-inputs) [b](contract/) [c](https://example.org/x.md)\n```\n[d](MISSING.md)\n```", null)]
    public void A_dead_link_is_found(string page, string? finding) =>
        CollectionAssert.AreEqual(finding is null ? [] : new[] { finding }, DeadLinks("firmware", new MarkdownPage(page)).ToArray());

    private static IEnumerable<string> DeadLinks(string path) =>
        DeadLinks(Path.GetDirectoryName(path)!, new MarkdownPage(Read(path))).Select(finding => $"{path}: {finding}");

    private static IEnumerable<string> DeadLinks(string folder, MarkdownPage page)
    {
        foreach (string target in page.Targets.Where(target => !target.Contains("://", StringComparison.Ordinal)))
        {
            string[] parts = target.Split('#');
            string file = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, folder, parts[0]));
            if (parts[0].Length > 0 && !File.Exists(file) && !Directory.Exists(file))
            {
                yield return $"{target} is not there";
            }
            else if (parts.Length > 1)
            {
                MarkdownPage to = parts[0].Length == 0 ? page : new MarkdownPage(File.ReadAllText(file));
                if (!to.Headings.Select(MarkdownPage.AnchorOf).Contains(parts[1]))
                {
                    yield return $"{(parts[0].Length == 0 ? "the page" : parts[0])} has no heading #{parts[1]}";
                }
            }
        }
    }

    private static IEnumerable<string> Written() => s_tree.Files.Where(file => s_written.Contains(Path.GetExtension(file)));

    private static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, path));

    private static int Number(Match match) => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^## §([0-9]+) ")]
    private static partial Regex SectionHeading();

    [GeneratedRegex(@"§ ?([0-9]+)")]
    private static partial Regex Citation();

    [GeneratedRegex("DOMAIN \"([^\"]+)\"")]
    private static partial Regex FactCitation();
}
