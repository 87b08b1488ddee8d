using AedCabinet.Testing;

namespace AedCabinet.Contract.Tests;

[TestClass]
public sealed class ToolsTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-contract-");

    [TestCleanup]
    public void Clean() => _folder.Delete(recursive: true);

    [TestMethod]
    public void Without_Node_it_says_what_to_install()
    {
        ContractTools? tools = ContractTools.Find(_folder.FullName, _folder.FullName, out string? whyNot);

        Assert.IsNull(tools);
        Assert.Contains("Node.js is missing", whyNot!);
    }

    [TestMethod]
    public void Without_the_packages_it_says_what_to_run()
    {
        AddNode();

        ContractTools? tools = ContractTools.Find(_folder.FullName, _folder.FullName, out string? whyNot);

        Assert.IsNull(tools);
        Assert.Contains("npm ci", whyNot!);
    }

    [TestMethod]
    public void With_both_nothing_is_missing_and_the_first_Node_of_the_path_is_taken()
    {
        string node = AddNode();
        _folder.CreateSubdirectory("node_modules").CreateSubdirectory("ajv");
        string searchPath = string.Join(Path.PathSeparator, _folder.CreateSubdirectory("empty").FullName, _folder.FullName);

        ContractTools? tools = ContractTools.Find(searchPath, _folder.FullName, out string? whyNot);

        Assert.IsNull(whyNot);
        Assert.AreEqual(node, tools!.Node);
        Assert.AreEqual(Path.Combine(_folder.FullName, "validate.mjs"), tools.Script);
    }

    [TestMethod]
    public void The_repository_s_root_holds_the_contract() =>
        Assert.IsTrue(File.Exists(RepositoryRoot.At("firmware", "contract", "asyncapi.yaml")));

    [TestMethod]
    public void Outside_the_repository_there_is_no_root() =>
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => RepositoryRoot.Above(_folder.FullName));

    private string AddNode()
    {
        string node = Path.Combine(_folder.FullName, OperatingSystem.IsWindows() ? "node.exe" : "node");
        File.WriteAllText(node, string.Empty);
        return node;
    }
}
