namespace AedCabinet.DeviceRules.Tests;

/// <summary>The tree's own firmware projects and solution, which no desktop build opens.</summary>
[TestClass]
public sealed class NfprojTests
{
    private static readonly SourceTree Tree = SourceTree.Read(RepositoryRoot.Path);

    public static IEnumerable<object[]> Projects => Tree.With(".nfproj").Select(path => new object[] { path });

    [TestMethod]
    public void The_firmware_and_its_tests_have_projects()
    {
        Assert.Contains("firmware/AedCabinet.Core/AedCabinet.Core.nfproj", Tree.Files);
        Assert.Contains("firmware/AedCabinet.Controller/AedCabinet.Controller.nfproj", Tree.Files);
        Assert.Contains(
            path => path.StartsWith("tests/", StringComparison.Ordinal)
                && path.EndsWith("/NFUnitTest.nfproj", StringComparison.Ordinal), Tree.Files);
    }

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void Every_source_file_is_compiled_and_every_compiled_file_exists(string path) =>
    Findings.MustBeNone(NfProjectRules.Sources(Load(path), Tree));

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void Every_reference_and_its_package_are_listed(string path) => Findings.MustBeNone(NfProjectRules.References(Load(path)));

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void The_packages_belong_together(string path) => Findings.MustBeNone(NfProjectRules.Packages(Load(path)));

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void The_project_system_is_imported_only_where_it_exists(string path) => Findings.MustBeNone(NfProjectRules.Imports(Load(path)));

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void The_project_is_a_nanoframework_project_in_c_sharp_9(string path) =>
    Findings.MustBeNone(NfProjectRules.Settings(Load(path)));

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void Every_referenced_project_exists(string path) => Findings.MustBeNone(NfProjectRules.ReferencedProjects(Load(path), Tree));

    [TestMethod]
    public void The_solution_lists_every_project_and_builds_each_in_its_own_world() => Findings.MustBeNone(SolutionRules.Check(
        Solution.Parse(File.ReadAllText(RepositoryRoot.At("nf.proj.sln"))),
        Tree,
        [.. Tree.With(".nfproj").Select(Load)]));

    private static NfProject Load(string path) => NfProject.Load(RepositoryRoot.Path, path);
}
