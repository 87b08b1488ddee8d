using System.Text.RegularExpressions;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>The house: where a file stands says what it may know.</summary>
[TestClass]
public sealed partial class FolderOrderTests
{
    private const string Core = "firmware/AedCabinet.Core/";

    private static readonly SourceTree Tree = SourceTree.Read(RepositoryRoot.Path);

    [TestMethod]
    public void A_file_of_the_core_uses_what_stands_in_its_own_folder_or_left_of_it()
    {
        // Only the files of the board: the desktop's additions may use anything.
        NfProject project = NfProject.Load(RepositoryRoot.Path, Core + "AedCabinet.Core.nfproj");
        (string Path, string Text)[] files =
        [
            .. project.Compiled.Select(file => file.Replace('\\', '/'))
                .Where(file => !file.StartsWith("Properties/", StringComparison.Ordinal))
                .Select(file => (file, File.ReadAllText(RepositoryRoot.At(Core + file)))),
        ];

        Findings.MustBeNone(new FolderOrder("AedCabinet", OrderInReadme())
            .Check(files, [.. SourceRuleChecker.Framework(), .. Assemblies.ReferencedBy("AedCabinet.Core")]));
    }

    [TestMethod]
    public void The_README_s_map_names_every_folder_of_the_core_and_no_other()
    {
        string[] folders = [.. Tree.With(".cs", Core).Select(file => file[Core.Length..].Split('/'))
            .Where(parts => parts.Length > 1 && parts[0] != "Properties").Select(parts => parts[0]).Distinct()];

        CollectionAssert.AreEquivalent(folders, OrderInReadme());
    }

    [TestMethod]
    [DataRow("Left/Early.cs", "namespace Made.Left { class Early { const int Late = Made.Right.Last.Value; } }",
        "Left/Early.cs:1 uses Value of Right, which stands right of Left")]
    [DataRow("Left/Early.cs", "using Made.Right; namespace Made.Left { class Early { Last _last; } }",
        "Left/Early.cs:1 uses Last of Right, which stands right of Left")]
    [DataRow("Left/Early.cs", "namespace Made.Left { class Early { Whole _whole; } }",
        "Left/Early.cs:1 uses Whole of the composition, which stands right of Left")]
    [DataRow("Left/Early.cs", "namespace Made.Left { /// <summary>As <see cref=\"Made.Right.Last\"/>.</summary>\n class Early { } }",
        "Left/Early.cs:1 uses Last of Right, which stands right of Left")]
    [DataRow("Left/Early.cs", "namespace Made { class Early { } }",
        "Left/Early.cs is of the namespace Made; of its folder it would be Made.Left")]
    public void An_arrow_that_is_turned_round_is_found(string path, string text, string finding) =>
    Assert.Contains(finding, Check(path, text));

    [TestMethod]
    public void An_arrow_to_the_left_is_none()
    {
        Assert.IsEmpty(Check("Right/Later.cs", "namespace Made.Right { class Later { Made.Left.First _first; Last _last; } }"));
        Assert.IsEmpty(Check("Composed.cs", "namespace Made { class Composed { Made.Left.First _first; Made.Right.Last _last; } }"));
    }

    private static IReadOnlyList<string> Check(string path, string text) => new FolderOrder("Made", ["Left", "Right"]).Check(
        [
            ("Left/First.cs", "namespace Made.Left { public class First { } }"),
            ("Right/Last.cs", "namespace Made.Right { public class Last { public const int Value = 1; } }"),
            ("Whole.cs", "namespace Made { public class Whole { } }"),
            (path, text),
        ],
        SourceRuleChecker.Framework());

    /// <summary>The folders as README's row of the core names them, left to right.</summary>
    private static string[] OrderInReadme()
    {
        string row = File.ReadLines(RepositoryRoot.At("README.md"))
            .Single(line => line.StartsWith("| `firmware/AedCabinet.Core` |", StringComparison.Ordinal));
        return [.. FolderName().Matches(row).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex(@"`([A-Z]\w*)`")]
    private static partial Regex FolderName();
}
