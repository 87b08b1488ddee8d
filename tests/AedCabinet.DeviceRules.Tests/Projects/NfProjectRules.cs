using System.Globalization;
using System.Text.RegularExpressions;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>What must be right in a firmware project so that it builds in Visual Studio, where no desktop test goes.</summary>
public static partial class NfProjectRules
{
    /// <summary>The project type of .NET nanoFramework.</summary>
    public const string ProjectType = "{11A8DD76-328B-46DF-9F39-F559912D0360}";

    private const string ProjectSystem = "$(NanoFrameworkProjectSystemPath)";

    /// <summary>The project system's files, in the order in which they must be imported.</summary>
    private static readonly string[] RequiredImports = ["NFProjectSystem.Default.props", "NFProjectSystem.props",
        "NFProjectSystem.CSharp.targets"];

    /// <summary>Every source file of the folder is compiled, every compiled file exists, and each is named, once and for itself.</summary>
    public static IEnumerable<string> Sources(NfProject project, SourceTree tree)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var include in project.Compiled)
        {
            var file = SourcePath.Resolve(project.Folder, include);
            if (include.AsSpan().IndexOfAny("*?;$") >= 0)
            {
                yield return $"{project.Path}: Compile names no single file: {include}";
            }
            else if (!listed.Add(file))
            {
                yield return $"{project.Path}: compiled twice: {include}";
            }
            else if (!tree.Files.Contains(file))
            {
                yield return $"{project.Path}: compiled but missing: {include}";
            }
        }

        foreach (var file in tree.With(".cs", project.Folder).Where(file => !listed.Contains(file)))
        {
            yield return $"{project.Path}: not compiled: {file}";
        }
    }

    /// <summary>Every reference points into a package that <c>packages.config</c> lists, and every listed package is referenced.</summary>
    public static IEnumerable<string> References(NfProject project)
    {
        var up = string.Concat(Enumerable.Repeat(@"..\", project.Depth));
        var used = new HashSet<string>();
        foreach (var reference in project.References)
        {
            var match = Hint().Match(reference.HintPath ?? string.Empty);
            var package = match.Success
                ? project.Packages.FirstOrDefault(package => match.Groups["package"].Value == $"{package.Id}.{package.Version}")
                : null;
            if (!match.Success || match.Groups["up"].Value != up)
            {
                yield return $"{project.Path}: {reference.Name}: HintPath is not {up}packages\\<id>.<version>\\lib\\<file>: "
                    + $"{reference.HintPath ?? "none"}";
            }
            else if (package is null)
            {
                yield return $"{project.Path}: {reference.Name}: packages.config does not list {match.Groups["package"].Value}";
            }
            else if (Path.GetFileNameWithoutExtension(match.Groups["file"].Value) != reference.Name
                || (DevicePackages.All.TryGetValue(package.Id, out var known) && !known.Files.Contains(match.Groups["file"].Value)))
            {
                yield return $"{project.Path}: {reference.Name}: {package.Id} has no such file: {match.Groups["file"].Value}";
            }

            used.Add(package?.Id ?? string.Empty);
        }

        foreach (var package in project.Packages.Where(package => !used.Contains(package.Id)))
        {
            yield return $"{project.Path}: listed in packages.config but not referenced: {package.Id}";
        }
    }

    /// <summary>The packages are those that belong together, each with what it needs.</summary>
    public static IEnumerable<string> Packages(NfProject project)
    {
        foreach (var package in project.Packages)
        {
            if (package.TargetFramework != "netnano1.0")
            {
                yield return $"{project.Path}: {package.Id}: targetFramework is not netnano1.0 but {package.TargetFramework ?? "missing"}";
            }

            if (!DevicePackages.All.TryGetValue(package.Id, out var known))
            {
                yield return $"{project.Path}: {package.Id}: not a package of the table in DevicePackages";
                continue;
            }

            if (!known.Accepts(package.Version))
            {
                yield return $"{project.Path}: {package.Id}: version {package.Version} does not belong with the others, "
                    + $"{known.Version} does";
            }

            foreach (var need in known.Needs.Where(need => project.Packages.All(other => other.Id != need)))
            {
                yield return $"{project.Path}: {package.Id} needs {need}, which is not listed";
            }
        }
    }

    /// <summary>The project system is imported so that whoever lacks it can still open the project.</summary>
    public static IEnumerable<string> Imports(NfProject project)
    {
        var imports = project.Imports.ToArray();
        foreach (var (imported, condition) in imports.Where(import => import.Condition?.Trim() != $"Exists('{import.Project}')"))
        {
            yield return $"{project.Path}: import of {imported} without its Exists() condition: {condition ?? "none"}";
        }

        var order = RequiredImports.Select(required => Array.FindIndex(imports, import => import.Project == ProjectSystem + required))
            .ToArray();
        foreach (var missing in RequiredImports.Where((_, index) => order[index] < 0))
        {
            yield return $"{project.Path}: {ProjectSystem}{missing} is not imported";
        }

        if (order.All(index => index >= 0) && !order.SequenceEqual(order.Order()))
        {
            yield return $"{project.Path}: the project system's imports are out of order";
        }
    }

    /// <summary>It is a nanoFramework project in a language the device's compiler and library can take.</summary>
    public static IEnumerable<string> Settings(NfProject project)
    {
        var types = (project.Property("ProjectTypeGuids") ?? string.Empty).Split(';', StringSplitOptions.TrimEntries);
        if (!types.Contains(ProjectType, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{project.Path}: ProjectTypeGuids lacks {ProjectType}";
        }

        if (!Guid.TryParse(project.Property("ProjectGuid"), out _))
        {
            yield return $"{project.Path}: no ProjectGuid";
        }

        // Left out, the newest version the installed compiler knows would be used.
        var language = project.Property("LangVersion");
        if (!decimal.TryParse(language, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version) || version > 9)
        {
            yield return $"{project.Path}: LangVersion is not 9.0 or below but {language ?? "missing"}";
        }
    }

    /// <summary>Everything the desktop build of the same source uses is referenced.</summary>
    public static IEnumerable<string> UsedAssemblies(NfProject project, DeviceRuleReport desktop)
    {
        var referenced = project.References.Select(reference => reference.Name).ToHashSet();
        foreach (var assembly in desktop.DeviceAssemblies.Select(ReferenceAssemblies.AssemblyOfList)
            .Where(assembly => !referenced.Contains(assembly)))
        {
            yield return $"{project.Path}: the source uses {assembly}, which is not referenced";
        }

        var projects = project.ProjectReferences.Select(
            reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'))).ToHashSet();
        foreach (var assembly in desktop.FirmwareAssemblies.Where(assembly => !projects.Contains(assembly)))
        {
            yield return $"{project.Path}: the source uses {assembly}, which is not a ProjectReference";
        }
    }

    /// <summary>Every referenced project exists.</summary>
    public static IEnumerable<string> ReferencedProjects(NfProject project, SourceTree tree) => project.ProjectReferences
        .Where(reference => !tree.Files.Contains(SourcePath.Resolve(project.Folder, reference)))
        .Select(reference => $"{project.Path}: referenced project is missing: {reference}");

    [GeneratedRegex(@"^(?<up>(\.\.\\)*)packages\\(?<package>[^\\]+)\\lib\\(?<file>[^\\]+\.(dll|exe))$")]
    private static partial Regex Hint();
}
