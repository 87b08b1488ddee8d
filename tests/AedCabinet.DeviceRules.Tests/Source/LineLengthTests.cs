using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>A line is read without scrolling.</summary>
[TestClass]
public sealed class LineLengthTests
{
    private const int MostCharacters = 140;

    [TestMethod]
    public void A_line_of_the_source_has_at_most_140_characters()
    {
        SourceTree tree = SourceTree.Read(RepositoryRoot.Path);
        string[] files = [.. tree.With(".cs")];

        Assert.IsGreaterThan(1_000, files.Length);
        Findings.MustBeNone(files.SelectMany(file => TooLong(File.ReadAllText(RepositoryRoot.At(file))).Select(line => $"{file}:{line}")));
    }

    [TestMethod]
    public void A_longer_line_is_found_unless_data_makes_it_so()
    {
        string text = new('x', MostCharacters);
        string source =
            $"// {text}\nclass A\n{{\n    string _a = \"{text}\";\n    string _b = @\"{text}\";\n    string _c = "
                + $"\"\"\"\n{text}1\n\"\"\";\n}}\n";

        CollectionAssert.AreEqual(new[] { 1, 4 }, TooLong(source).ToArray());
        Assert.IsEmpty(TooLong(text));
    }

    private static IEnumerable<int> TooLong(string text)
    {
        if (!text.Split('\n').Any(line => line.Length > MostCharacters))
        {
            return [];
        }

        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        return [.. root.GetText().Lines.Where(line => line.Span.Length > MostCharacters && !IsData(root, line))
            .Select(line => line.LineNumber + 1)];
    }

    // A text that is written as it is: breaking its line would change it.
    private static bool IsData(SyntaxNode root, TextLine line) => root.DescendantTokens(line.Span)
        .Any(token => token.Text.StartsWith('@') || token.Text.Contains("\"\"\"", StringComparison.Ordinal) || IsOverLines(token));

    private static bool IsOverLines(SyntaxToken token) => token.Text.Contains('\n', StringComparison.Ordinal);
}
