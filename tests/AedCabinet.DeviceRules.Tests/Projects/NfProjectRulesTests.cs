namespace AedCabinet.DeviceRules.Tests;

[TestClass]
public sealed class NfProjectRulesTests
{
    private const string Path = "firmware/Part/Part.nfproj";

    private const string Imports = """
        <Import Project="$(NanoFrameworkProjectSystemPath)NFProjectSystem.Default.props" Condition="Exists('$(NanoFrameworkProjectSystemPath)NFProjectSystem.Default.props')" />
        <Import Project="$(NanoFrameworkProjectSystemPath)NFProjectSystem.props" Condition="Exists('$(NanoFrameworkProjectSystemPath)NFProjectSystem.props')" />
        <Import Project="$(NanoFrameworkProjectSystemPath)NFProjectSystem.CSharp.targets" Condition="Exists('$(NanoFrameworkProjectSystemPath)NFProjectSystem.CSharp.targets')" />
        """;

    private const string Settings = """
        <ProjectTypeGuids>{11A8DD76-328B-46DF-9F39-F559912D0360};{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}</ProjectTypeGuids>
        <ProjectGuid>{0A5D9A38-63AC-4B1C-8D79-3A1D2E2F5C11}</ProjectGuid>
        <LangVersion>9.0</LangVersion>
        """;

    private const string Compile = @"<Compile Include=""Part.cs"" /><Compile Include=""Inner\Other.cs"" />";
    private const string Mscorlib =
        @"<Reference Include=""mscorlib""><HintPath>..\..\packages\nanoFramework.CoreLibrary.1.17.11\lib\mscorlib.dll</HintPath></Reference>";
    private const string CoreLibrary = @"<package id=""nanoFramework.CoreLibrary"" version=""1.17.11"" targetFramework=""netnano1.0"" />";

    private static readonly SourceTree Tree = new(
        new HashSet<string> { Path, "firmware/Part/Part.cs", "firmware/Part/Inner/Other.cs", "firmware/Shared/Shared.cs" });

    [TestMethod]
    public void A_project_that_is_right_is_accepted() => Findings.MustBeNone(Problems(Project()));

    [TestMethod]
    [DataRow(Compile, @"<Compile Include=""Part.cs"" />", "not compiled: firmware/Part/Inner/Other.cs")]
    [DataRow("Part.cs", "Gone.cs", "compiled but missing: Gone.cs")]
    [DataRow(Compile, @"<Compile Include=""**\*.cs"" />", @"Compile names no single file: **\*.cs")]
    [DataRow("</ItemGroup>", @"<Compile Include=""Part.cs"" /></ItemGroup>", "compiled twice: Part.cs")]
    [DataRow(@"<HintPath>..\..\packages", @"<HintPath>..\packages",
        @"mscorlib: HintPath is not ..\..\packages\<id>.<version>\lib\<file>: ..\packages\nanoFramework.CoreLibrary.1.17.11\lib\mscorlib.dll")]
    [DataRow(Mscorlib, @"<Reference Include=""mscorlib"" />", @"mscorlib: HintPath is not ..\..\packages\<id>.<version>\lib\<file>: none")]
    [DataRow("CoreLibrary.1.17.11", "CoreLibrary.1.17.10", "mscorlib: packages.config does not list nanoFramework.CoreLibrary.1.17.10")]
    [DataRow(@"lib\mscorlib.dll", @"lib\System.dll", "mscorlib: nanoFramework.CoreLibrary has no such file: System.dll")]
    [DataRow(Mscorlib, "", "listed in packages.config but not referenced: nanoFramework.CoreLibrary")]
    [DataRow(@"version=""1.17.11""", @"version=""1.16.0""",
        "nanoFramework.CoreLibrary: version 1.16.0 does not belong with the others, 1.17.11 does")]
    [DataRow(@" targetFramework=""netnano1.0""", "", "nanoFramework.CoreLibrary: targetFramework is not netnano1.0 but missing")]
    [DataRow(CoreLibrary, CoreLibrary + @"<package id=""Newtonsoft.Json"" version=""1"" targetFramework=""netnano1.0"" />",
        "Newtonsoft.Json: not a package of the table in DevicePackages")]
    [DataRow(CoreLibrary,
        CoreLibrary + @"<package id=""nanoFramework.System.Device.Gpio"" version=""1.1.62"" targetFramework=""netnano1.0"" />",
        "nanoFramework.System.Device.Gpio needs nanoFramework.Runtime.Events, which is not listed")]
    [DataRow(" Condition=\"Exists('$(NanoFrameworkProjectSystemPath)NFProjectSystem.props')\"", "",
        "import of $(NanoFrameworkProjectSystemPath)NFProjectSystem.props without its Exists() condition: none")]
    [DataRow("Exists('$(NanoFrameworkProjectSystemPath)NFProjectSystem.CSharp.targets')", "Exists('x')",
        "import of $(NanoFrameworkProjectSystemPath)NFProjectSystem.CSharp.targets without its Exists() condition: Exists('x')")]
    [DataRow("NFProjectSystem.Default.props", "Other.props",
        "$(NanoFrameworkProjectSystemPath)NFProjectSystem.Default.props is not imported")]
    [DataRow("{11A8DD76-328B-46DF-9F39-F559912D0360};", "", "ProjectTypeGuids lacks {11A8DD76-328B-46DF-9F39-F559912D0360}")]
    [DataRow("<ProjectGuid>{0A5D9A38-63AC-4B1C-8D79-3A1D2E2F5C11}</ProjectGuid>", "", "no ProjectGuid")]
    [DataRow("9.0", "10.0", "LangVersion is not 9.0 or below but 10.0")]
    [DataRow("9.0", "latest", "LangVersion is not 9.0 or below but latest")]
    [DataRow("<LangVersion>9.0</LangVersion>", "", "LangVersion is not 9.0 or below but missing")]
    [DataRow("</ItemGroup>", @"<ProjectReference Include=""..\Gone\Gone.nfproj"" /></ItemGroup>",
        @"referenced project is missing: ..\Gone\Gone.nfproj")]
    public void A_project_that_is_wrong_is_told_why(string right, string wrong, string problem)
    {
        var problems = Problems(Project(text => text.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Contains($"{Path}: {problem}", problems, string.Join('\n', problems));
    }

    [TestMethod]
    public void Imports_out_of_order_are_found()
    {
        var reversed = string.Join('\n', Imports.Split('\n').Reverse());

        Assert.Contains($"{Path}: the project system's imports are out of order",
            Problems(Project(text => text.Replace(Imports, reversed, StringComparison.Ordinal))));
    }

    [TestMethod]
    public void A_file_of_another_folder_may_be_compiled() =>
        Assert.IsEmpty(
            Problems(
                Project(
                    text => text.Replace(Compile, Compile + @"<Compile Include=""..\Shared\Shared.cs"" />", StringComparison.Ordinal))));

    [TestMethod]
    public void An_assembly_the_desktop_build_uses_must_be_referenced()
    {
        var used = new DeviceRuleReport([], new HashSet<string> { "mscorlib", "System.Math", "System.Security.Cryptography" },
            new HashSet<string> { "AedCabinet.Core" });

        Assert.AreEqual(
            $"{Path}: the source uses System.Math, which is not referenced|" +
            $"{Path}: the source uses nanoFramework.System.Security.Cryptography, which is not referenced|" +
            $"{Path}: the source uses AedCabinet.Core, which is not a ProjectReference",
            string.Join('|', NfProjectRules.UsedAssemblies(Project(), used)));
    }

    [TestMethod]
    public void The_package_table_needs_only_packages_of_its_own()
    {
        foreach (var package in DevicePackages.All.Values)
        {
            Assert.IsTrue(package.Needs.All(DevicePackages.All.ContainsKey), package.Id);
        }
    }

    [TestMethod]
    public void Every_api_list_describes_a_file_of_the_package_table()
    {
        var files = DevicePackages.All.Values.SelectMany(package => package.Files).ToHashSet();

        foreach (var list in Directory.EnumerateFiles(RepositoryRoot.At("tests", "nanoframework-api"), "*.txt"))
        {
            Assert.Contains(ReferenceAssemblies.AssemblyOfList(System.IO.Path.GetFileNameWithoutExtension(list)) + ".dll", files);
        }
    }

    private static NfProject Project(Func<string, string>? change = null)
    {
        change ??= text => text;
        return NfProject.Parse(
            Path,
            change($"<Project><PropertyGroup>{Settings}</PropertyGroup>{Imports}<ItemGroup>{Compile}{Mscorlib}</ItemGroup></Project>"),
            change($"<packages>{CoreLibrary}</packages>"));
    }

    private static string[] Problems(NfProject project) =>
    [
        .. NfProjectRules.Sources(project, Tree),
        .. NfProjectRules.References(project),
        .. NfProjectRules.Packages(project),
        .. NfProjectRules.Imports(project),
        .. NfProjectRules.Settings(project),
        .. NfProjectRules.ReferencedProjects(project, Tree),
    ];
}
