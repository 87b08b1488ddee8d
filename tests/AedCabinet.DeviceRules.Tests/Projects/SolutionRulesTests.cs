namespace AedCabinet.DeviceRules.Tests;

[TestClass]
public sealed class SolutionRulesTests
{
    private const string Desktop = "{0A5D9A38-63AC-4B1C-8D79-3A1D2E2F5C11}";
    private const string Firmware = "{0A5D9A38-63AC-4B1C-8D79-3A1D2E2F5C12}";

    private const string Right = $$"""
        Microsoft Visual Studio Solution File, Format Version 12.00
        Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Simulator", "simulator\Simulator.csproj", "{{Desktop}}"
        EndProject
        Project("{11A8DD76-328B-46DF-9F39-F559912D0360}") = "Part", "firmware\Part\Part.nfproj", "{{Firmware}}"
        EndProject
        Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "docs", "docs", "{0A5D9A38-63AC-4B1C-8D79-3A1D2E2F5C13}"
        EndProject
        Global
          GlobalSection(SolutionConfigurationPlatforms) = preSolution
            Debug|Any CPU = Debug|Any CPU
            Release|Any CPU = Release|Any CPU
            Firmware|Any CPU = Firmware|Any CPU
          EndGlobalSection
          GlobalSection(ProjectConfigurationPlatforms) = postSolution
            {{Desktop}}.Debug|Any CPU.ActiveCfg = Debug|Any CPU
            {{Desktop}}.Debug|Any CPU.Build.0 = Debug|Any CPU
            {{Desktop}}.Release|Any CPU.ActiveCfg = Release|Any CPU
            {{Desktop}}.Release|Any CPU.Build.0 = Release|Any CPU
            {{Firmware}}.Debug|Any CPU.ActiveCfg = Debug|Any CPU
            {{Firmware}}.Release|Any CPU.ActiveCfg = Release|Any CPU
            {{Firmware}}.Firmware|Any CPU.ActiveCfg = Release|Any CPU
            {{Firmware}}.Firmware|Any CPU.Build.0 = Release|Any CPU
          EndGlobalSection
        EndGlobal
        """;

    [TestMethod]
    public void A_solution_that_is_right_is_accepted() => Findings.MustBeNone(Problems(Right));

    [TestMethod]
    [DataRow("simulator\\Simulator.csproj", "simulator\\Gone.csproj", "not in the solution: simulator/Simulator.csproj")]
    [DataRow("simulator\\Simulator.csproj", "simulator\\Gone.csproj", "in the solution but missing: simulator/Gone.csproj")]
    [DataRow("firmware\\Part\\Part.nfproj", "firmware\\Part\\Part.csproj", "not in the solution: firmware/Part/Part.nfproj")]
    [DataRow("Firmware|Any CPU = Firmware|Any CPU", "", "the solution has no configuration Firmware|Any CPU")]
    [DataRow(Desktop + ".Release|Any CPU.Build.0 = Release|Any CPU", "", "simulator/Simulator.csproj: no Build.0 for Release|Any CPU")]
    [DataRow(Desktop + ".Debug|Any CPU.ActiveCfg = Debug|Any CPU", "", "simulator/Simulator.csproj: no ActiveCfg for Debug|Any CPU")]
    [DataRow(Firmware + ".Debug|Any CPU.ActiveCfg = Debug|Any CPU", "", "firmware/Part/Part.nfproj: no ActiveCfg for Debug|Any CPU")]
    [DataRow(Firmware + ".Debug|Any CPU.ActiveCfg", Firmware + ".Debug|Any CPU.Build.0",
        "firmware/Part/Part.nfproj: Build.0 for Debug|Any CPU would have the dotnet CLI build it")]
    [DataRow(Firmware + ".Firmware|Any CPU.Build.0 = Release|Any CPU", "", "firmware/Part/Part.nfproj: no Build.0 for Firmware|Any CPU")]
    [DataRow("{11A8DD76-328B-46DF-9F39-F559912D0360}", "{9A19103F-16F7-4668-BE54-9A1E7A4F7556}",
        "firmware/Part/Part.nfproj: project type is not {11A8DD76-328B-46DF-9F39-F559912D0360}")]
    [DataRow(Firmware, "{0A5D9A38-63AC-4B1C-8D79-3A1D2E2F5C19}",
        "firmware/Part/Part.nfproj: the solution calls it {0A5D9A38-63AC-4B1C-8D79-3A1D2E2F5C19}, the project itself "
            + "{0a5d9a38-63ac-4b1c-8d79-3a1d2e2f5c12}")]
    [DataRow(Firmware, Desktop, "one GUID for several projects: " + Desktop)]
    public void A_solution_that_is_wrong_is_told_why(string right, string wrong, string problem)
    {
        var problems = Problems(Right.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(problem, problems, string.Join('\n', problems));
    }

    private static string[] Problems(string text)
    {
        var tree = new SourceTree(new HashSet<string> { "simulator/Simulator.csproj", "firmware/Part/Part.nfproj" });
        var firmware = NfProject.Parse(
            "firmware/Part/Part.nfproj",
            $"<Project><PropertyGroup><ProjectGuid>{Firmware}</ProjectGuid></PropertyGroup></Project>",
            "<packages />");
        return [.. SolutionRules.Check(Solution.Parse(text), tree, [firmware])];
    }
}
