using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// The direction in which the files of a project know each other: a folder is a namespace, and a file uses what stands in its own folder
/// or left of it. Composition, which stands in no folder, may see all.
/// </summary>
/// <param name="root">The project's own namespace.</param>
/// <param name="folders">The folders, left to right.</param>
public sealed class FolderOrder(string root, IReadOnlyList<string> folders)
{
    private static readonly CSharpParseOptions DeviceLanguage = new(LanguageVersion.CSharp9, DocumentationMode.Diagnose);

    /// <summary>Checks the source of a whole project.</summary>
    /// <param name="files">Paths from the project's folder, with slashes, and what they hold.</param>
    /// <param name="references">The assemblies it is compiled against.</param>
    /// <returns>Each use of what stands further right, and each file whose namespace is not its folder.</returns>
    public IReadOnlyList<string> Check(IEnumerable<(string Path, string Text)> files, IEnumerable<string> references)
    {
        SyntaxTree[] trees = [.. files.Select(file => CSharpSyntaxTree.ParseText(file.Text, DeviceLanguage, file.Path))];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Source",
            trees,
            references.Select(reference => MetadataReference.CreateFromFile(reference)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return [.. trees.SelectMany(tree => Check(tree, compilation.GetSemanticModel(tree))).Distinct()];
    }

    private IEnumerable<string> Check(SyntaxTree tree, SemanticModel model)
    {
        string folder = Path.GetDirectoryName(tree.FilePath)!;
        string own = folder.Length == 0 ? root : $"{root}.{folder}";
        foreach (BaseNamespaceDeclarationSyntax space in tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
            .Where(space => space.Name.ToString() != own))
        {
            yield return $"{tree.FilePath} is of the namespace {space.Name}; of its folder it would be {own}";
        }

        if (folder.Length == 0)
        {
            yield break;
        }

        // Comments too: what a comment points to is what its reader must know.
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>())
        {
            if (model.GetSymbolInfo(name).Symbol is { } symbol and not INamespaceSymbol && FolderOf(symbol) is { } used
                && PlaceOf(used) > PlaceOf(folder))
            {
                FileLinePositionSpan at = name.GetLocation().GetLineSpan();
                yield return $"{tree.FilePath}:{at.StartLinePosition.Line + 1} uses {symbol.Name} of "
                    + $"{(used.Length == 0 ? "the composition" : used)}, which stands right of {folder}";
            }
        }
    }

    private int PlaceOf(string folder) => folder.Length == 0 ? int.MaxValue : folders.Index().First(each => each.Item == folder).Index;

    private string? FolderOf(ISymbol symbol)
    {
        string space = symbol.ContainingNamespace?.ToDisplayString() ?? string.Empty;
        return !symbol.Locations.Any(location => location.IsInSource) ? null
            : space == root ? string.Empty
            : space.StartsWith(root + ".", StringComparison.Ordinal) ? space[(root.Length + 1)..] : null;
    }
}
