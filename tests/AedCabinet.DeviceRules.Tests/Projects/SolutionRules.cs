namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// What makes one solution serve both worlds: the dotnet CLI builds and tests the desktop projects and must not try the
/// firmware's; Visual Studio builds those in a configuration of their own.
/// </summary>
public static class SolutionRules
{
    private const string FirmwareConfiguration = "Firmware|Any CPU";

    private static readonly string[] DesktopConfigurations = ["Debug|Any CPU", "Release|Any CPU"];

    /// <summary>Compares a solution with the projects of its tree.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="tree">The names of all files below it.</param>
    /// <param name="firmware">The firmware projects of the tree, for their GUIDs.</param>
    public static IEnumerable<string> Check(Solution solution, SourceTree tree, IReadOnlyCollection<NfProject> firmware)
    {
        var listed = solution.Projects.Select(project => project.Path).ToHashSet();
        return DesktopConfigurations.Append(FirmwareConfiguration)
            .Where(configuration => !solution.Has(configuration))
            .Select(configuration => $"the solution has no configuration {configuration}")
            .Concat(tree.With(".csproj").Concat(tree.With(".nfproj")).Where(path => !listed.Contains(path))
                .Select(path => $"not in the solution: {path}"))
            .Concat(listed.Where(path => !tree.Files.Contains(path)).Select(path => $"in the solution but missing: {path}"))
            .Concat(solution.Projects.GroupBy(project => project.Id.ToUpperInvariant()).Where(same => same.Count() > 1)
                .Select(same => $"one GUID for several projects: {same.Key}"))
            .Concat(solution.Projects.SelectMany(project => project.IsFirmware
                ? FirmwareProject(solution, project, firmware.FirstOrDefault(candidate => candidate.Path == project.Path))
                : DesktopProject(solution, project)));
    }

    private static IEnumerable<string> FirmwareProject(Solution solution, SolutionProject project, NfProject? file)
    {
        if (!string.Equals(project.Type, NfProjectRules.ProjectType, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{project.Path}: project type is not {NfProjectRules.ProjectType}";
        }

        if (Guid.TryParse(file?.Property("ProjectGuid"), out var own) && (!Guid.TryParse(project.Id, out var id) || id != own))
        {
            yield return $"{project.Path}: the solution calls it {project.Id}, the project itself {own:B}";
        }

        foreach (var configuration in DesktopConfigurations)
        {
            if (!solution.Has(project, configuration, "ActiveCfg"))
            {
                yield return $"{project.Path}: no ActiveCfg for {configuration}";
            }

            if (solution.Has(project, configuration, "Build.0"))
            {
                yield return $"{project.Path}: Build.0 for {configuration} would have the dotnet CLI build it";
            }
        }

        foreach (var key in new[] { "ActiveCfg", "Build.0" }.Where(key => !solution.Has(project, FirmwareConfiguration, key)))
        {
            yield return $"{project.Path}: no {key} for {FirmwareConfiguration}";
        }
    }

    private static IEnumerable<string> DesktopProject(Solution solution, SolutionProject project) =>
        from configuration in DesktopConfigurations
        from key in new[] { "ActiveCfg", "Build.0" }
        where !solution.Has(project, configuration, key)
        select $"{project.Path}: no {key} for {configuration}";
}
