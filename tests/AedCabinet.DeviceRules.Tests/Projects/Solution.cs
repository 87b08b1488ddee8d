using System.Text.RegularExpressions;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>A Visual Studio solution file: its projects and what each configuration builds.</summary>
public sealed partial class Solution
{
    private readonly HashSet<string> _configurationLines;

    private Solution(IReadOnlyList<SolutionProject> projects, HashSet<string> configurationLines)
    {
        Projects = projects;
        _configurationLines = configurationLines;
    }

    /// <summary>The projects, without solution folders.</summary>
    public IReadOnlyList<SolutionProject> Projects { get; }

    /// <summary>Reads a solution from text.</summary>
    public static Solution Parse(string text)
    {
        var projects = Project().Matches(text)
            .Select(match => new SolutionProject(
                match.Groups["type"].Value,
                match.Groups["path"].Value.Replace('\\', '/'),
                match.Groups["id"].Value))
            .Where(project => project.Path.EndsWith("proj", StringComparison.Ordinal));
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Contains('='));
        return new Solution([.. projects], lines.Select(WithoutSpaces).ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>True when the solution has a configuration, e.g. <c>Debug|Any CPU</c>.</summary>
    public bool Has(string configuration) => _configurationLines.Contains(WithoutSpaces($"{configuration} = {configuration}"));

    /// <summary>True when a configuration of the solution has this key for a project: <c>ActiveCfg</c> or <c>Build.0</c>.</summary>
    public bool Has(SolutionProject project, string configuration, string key)
    {
        var start = WithoutSpaces($"{project.Id}.{configuration}.{key} =");
        return _configurationLines.Any(line => line.StartsWith(start, StringComparison.OrdinalIgnoreCase));
    }

    private static string WithoutSpaces(string line) => line.Replace(" ", string.Empty, StringComparison.Ordinal);

    [GeneratedRegex("""Project\("(?<type>[^"]+)"\)\s*=\s*"[^"]*",\s*"(?<path>[^"]+)",\s*"(?<id>[^"]+)" """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Project();
}

/// <summary>A project of a solution.</summary>
/// <param name="Type">The GUID of its type.</param>
/// <param name="Path">Its file from the solution's folder, with slashes.</param>
/// <param name="Id">The GUID of the project.</param>
public sealed record SolutionProject(string Type, string Path, string Id)
{
    /// <summary>True for a nanoFramework project.</summary>
    public bool IsFirmware => Path.EndsWith(".nfproj", StringComparison.Ordinal);
}
