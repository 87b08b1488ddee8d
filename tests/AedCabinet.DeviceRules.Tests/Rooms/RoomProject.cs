using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>A desktop project: which projects it refers to, and which of its folders uses which.</summary>
/// <param name="Name">Its name, without the extension.</param>
/// <param name="Xml">The project file's text.</param>
/// <param name="Files">Its source, C# and components.</param>
public sealed partial record RoomProject(string Name, string Xml, IReadOnlyList<RoomFile> Files)
{
    private string RootNamespace => XDocument.Parse(Xml).Descendants("RootNamespace").FirstOrDefault()?.Value ?? Name;

    /// <summary>The projects that it refers to, by name.</summary>
    public IEnumerable<string> References =>
        XDocument.Parse(Xml).Descendants("ProjectReference")
            .Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')));

    /// <summary>Reads a tree's projects in a folder, each with the source that no project below it has.</summary>
    public static IReadOnlyList<RoomProject> ReadAll(SourceTree tree, string root, string folder)
    {
        var projects = tree.With(".csproj", folder).ToArray();
        var folders = projects.Select(FolderOf).ToArray();
        return
        [
            .. projects.Select(project =>
            {
                var own = FolderOf(project);
                var files = tree.With(".cs", own).Concat(tree.With(".razor", own))
                    .Where(file => !folders.Any(other => other.Length > own.Length && file.StartsWith(other, StringComparison.Ordinal)))
                    .Select(file => new RoomFile(file[own.Length..], File.ReadAllText(Path.Combine(root, file))));
                return new RoomProject(Path.GetFileNameWithoutExtension(project),
                    File.ReadAllText(Path.Combine(root, project)), [.. files]);
            }),
        ];
    }

    /// <summary>Who of the projects refers to whom.</summary>
    public static Arrows ArrowsOf(IEnumerable<RoomProject> projects)
    {
        var arrows = new Arrows();
        foreach (var project in projects)
        {
            foreach (var reference in project.References)
            {
                arrows.Add(project.Name, reference, $"{project.Name}.csproj");
            }
        }

        return arrows;
    }

    /// <summary>The files whose namespace is not that of their folder.</summary>
    public IEnumerable<string> StrayNamespaces() =>
        from file in Files
        where !file.IsMarkup
        from space in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
        where space.Name.ToString() != NamespaceOf(file.Folder)
        select $"{Name}: {file.Path} has the namespace {space.Name}, its folder {NamespaceOf(file.Folder)}";

    /// <summary>Which folder uses which: by a using directive, or by a type's name where the type can be seen.</summary>
    public Arrows FolderArrows()
    {
        var sources = Files.Select(file => new Source(file, NamespaceOf(file.Folder))).ToArray();
        var types = sources.SelectMany(source => source.Declared.Select(type => (Type: type, source.File.Folder)))
            .ToLookup(pair => pair.Type, pair => pair.Folder);
        var folders = sources.Select(source => source.File.Folder).Distinct().ToDictionary(NamespaceOf);
        var imported = sources.Where(source => source.File.Name == "_Imports").SelectMany(source => source.Usings).ToArray();
        var arrows = new Arrows();
        foreach (var source in sources.Where(source => source.File.Name != "_Imports"))
        {
            foreach (var space in source.Usings.Where(folders.ContainsKey))
            {
                arrows.Add(Shown(source.File.Folder), Shown(folders[space]), source.File.Path);
            }

            var seen = source.Usings.Concat(source.File.IsMarkup ? imported : []).Append(source.Namespace)
                .ToHashSet(StringComparer.Ordinal);
            foreach (var folder in source.Used.Distinct().SelectMany(name => types[name]).Distinct())
            {
                var space = NamespaceOf(folder);
                if (seen.Contains(space) || source.Namespace.StartsWith(space + ".", StringComparison.Ordinal))
                {
                    arrows.Add(Shown(source.File.Folder), Shown(folder), source.File.Path);
                }
            }
        }

        return arrows;

        string Shown(string folder) => folder.Length == 0 ? Name : $"{Name}/{folder}";
    }

    private static string FolderOf(string file) => file[..(file.LastIndexOf('/') + 1)];

    private string NamespaceOf(string folder) => folder.Length == 0 ? RootNamespace : $"{RootNamespace}.{folder.Replace('/', '.')}";

    private sealed partial class Source
    {
        public Source(RoomFile file, string space)
        {
            File = file;
            Namespace = space;
            if (file.IsMarkup)
            {
                Declared = file.Name == "_Imports" ? [] : [file.Name];
                Usings = [.. MarkupUsing().Matches(file.Text).Select(match => match.Groups[1].Value)];
                Used = [.. Word().Matches(Comment().Replace(file.Text, string.Empty)).Select(match => match.Value)];
                return;
            }

            var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(file.Text).GetRoot();
            Declared = [.. root.DescendantNodes().Where(node => node.Parent is BaseNamespaceDeclarationSyntax)
                .Select(
                    node => node is BaseTypeDeclarationSyntax type ? type.Identifier.Text
                        : (node as DelegateDeclarationSyntax)?.Identifier.Text ?? string.Empty)
                .Where(name => name.Length > 0)];
            Usings = [.. root.DescendantNodes().OfType<UsingDirectiveSyntax>().Where(item => item.Name is not null)
                .Select(item => item.Name!.ToString())];

            // A name behind a dot is a member, found through the name before the dot.
            Used = [.. root.DescendantNodes(node => node is not UsingDirectiveSyntax).OfType<SimpleNameSyntax>()
                .Where(name => name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name)
                .Select(name => name.Identifier.Text)];
        }

        public RoomFile File { get; }

        public string Namespace { get; }

        public IReadOnlyList<string> Declared { get; }

        public IReadOnlyList<string> Usings { get; }

        public IReadOnlyList<string> Used { get; }

        [GeneratedRegex(@"^@using\s+([A-Za-z0-9_.]+)\s*$", RegexOptions.Multiline)]
        private static partial Regex MarkupUsing();

        [GeneratedRegex(@"//.*$|@\*(.|\n)*?\*@", RegexOptions.Multiline)]
        private static partial Regex Comment();

        // A type or a component, not a member behind a dot.
        [GeneratedRegex(@"(?<![.\w])[A-Z]\w+")]
        private static partial Regex Word();
    }
}
