using System.Xml.Linq;

namespace AedCabinet.DeviceBuild;

/// <summary>
/// A <c>.nfproj</c> with the <c>packages.config</c> beside it, as text says it: MSBuild can't evaluate it without Visual Studio.
/// </summary>
public sealed class NfProject
{
    private readonly XElement _project;

    private NfProject(string path, XElement project, IReadOnlyList<NfPackage> packages)
    {
        Path = path;
        _project = project;
        Packages = packages;
    }

    /// <summary>The project file from the root of the tree, with slashes.</summary>
    public string Path { get; }

    /// <summary>The project's folder with a closing slash, empty for the root.</summary>
    public string Folder => Path[..(Path.LastIndexOf('/') + 1)];

    /// <summary>How many folders below the root the project lies.</summary>
    public int Depth => Folder.Count(character => character == '/');

    /// <summary>What <c>packages.config</c> lists.</summary>
    public IReadOnlyList<NfPackage> Packages { get; }

    /// <summary>The <c>Include</c> of every <c>Compile</c> item.</summary>
    public IEnumerable<string> Compiled => Items("Compile").Select(Include);

    /// <summary>The <c>Include</c> of every <c>ProjectReference</c> item.</summary>
    public IEnumerable<string> ProjectReferences => Items("ProjectReference").Select(Include);

    /// <summary>The compiled files from the root of the tree, with slashes.</summary>
    public IEnumerable<string> SourceFiles => Compiled.Select(Resolve);

    /// <summary>The referenced projects from the root of the tree, with slashes.</summary>
    public IEnumerable<string> ReferencedProjects => ProjectReferences.Select(Resolve);

    /// <summary>Every <c>Reference</c> item.</summary>
    public IEnumerable<NfReference> References => Items("Reference")
        .Select(item => new NfReference(Include(item).Split(',')[0].Trim(), Child(item, "HintPath")));

    /// <summary>Every <c>Import</c> with its condition, in order.</summary>
    public IEnumerable<(string Project, string? Condition)> Imports => _project.Elements()
        .Where(element => element.Name.LocalName == "Import")
        .Select(element => ((string?)element.Attribute("Project") ?? string.Empty, (string?)element.Attribute("Condition")));

    /// <summary>Reads a project of a tree.</summary>
    public static NfProject Load(string root, string path)
    {
        var file = System.IO.Path.Combine(root, path);
        var packages = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!, "packages.config");
        return Parse(path, File.ReadAllText(file), File.Exists(packages) ? File.ReadAllText(packages) : "<packages />");
    }

    /// <summary>Reads a project from text.</summary>
    public static NfProject Parse(string path, string project, string packages) => new(
        path,
        XElement.Parse(project),
        [
            .. XElement.Parse(packages).Elements("package").Select(package => new NfPackage(
                (string?)package.Attribute("id") ?? string.Empty,
                (string?)package.Attribute("version") ?? string.Empty,
                (string?)package.Attribute("targetFramework"))),
        ]);

    /// <summary>The last value of a property, or null.</summary>
    public string? Property(string name) => _project.Elements()
        .Where(element => element.Name.LocalName == "PropertyGroup")
        .Elements()
        .LastOrDefault(element => element.Name.LocalName == name)?.Value.Trim();

    private string Resolve(string path) => SourcePath.Resolve(Folder, path);

    private IEnumerable<XElement> Items(string name) => _project.Elements()
        .Where(element => element.Name.LocalName == "ItemGroup")
        .Elements()
        .Where(element => element.Name.LocalName == name);

    private static string Include(XElement item) => (string?)item.Attribute("Include") ?? string.Empty;

    private static string? Child(XElement item, string name) =>
        item.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();
}

/// <summary>A reference to an assembly.</summary>
/// <param name="Name">The assembly's simple name.</param>
/// <param name="HintPath">Where the file is to be found, or null.</param>
public sealed record NfReference(string Name, string? HintPath);

/// <summary>A line of <c>packages.config</c>.</summary>
/// <param name="Id">The package's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="TargetFramework">Its target framework, or null.</param>
public sealed record NfPackage(string Id, string Version, string? TargetFramework);
