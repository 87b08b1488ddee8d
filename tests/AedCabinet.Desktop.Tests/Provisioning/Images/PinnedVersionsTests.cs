using System.Text.RegularExpressions;
using System.Xml.Linq;
using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Provisioning.Images;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Provisioning.Images;

/// <summary>What is built, what is flashed and what is checked have one list of versions: <c>firmware/versions.json</c>.</summary>
[TestClass]
public class PinnedVersionsTests
{
    private static readonly PinnedVersions s_pins = PinnedVersions.Shipped;

    [TestMethod]
    public void The_firmware_is_built_with_exactly_the_packages_that_are_pinned()
    {
        CollectionAssert.AreEquivalent(Pairs(s_pins.Packages.Select(package => (package.Key, package.Value.Version))),
            Packages("firmware", "AedCabinet.Controller"));
    }

    [TestMethod]
    [DataRow("firmware", "AedCabinet.Core")]
    [DataRow("tests", "AedCabinet.Device.Tests")]
    [DataRow("tests", "AedCabinet.DeviceParts.Tests")]
    public void What_is_built_with_it_has_no_other_versions(string folder, string project)
    {
        string[] pinned = [.. Pairs(s_pins.Packages.Select(package => (package.Key, package.Value.Version))),
            .. Pairs(s_pins.TestPackages.Select(package => (package.Key, package.Value)))];

        string[] used = Packages(folder, project);

        Assert.IsNotEmpty(used);
        Assert.IsEmpty(used.Except(pinned), string.Join(", ", used.Except(pinned)));
    }

    [TestMethod]
    [DataRow("firmware", "AedCabinet.Controller")]
    [DataRow("firmware", "AedCabinet.Core")]
    [DataRow("tests", "AedCabinet.Device.Tests")]
    [DataRow("tests", "AedCabinet.DeviceParts.Tests")]
    public void Projects_refer_to_the_packages_they_restore_and_to_the_assemblies_that_are_pinned(string folder, string project)
    {
        string file = Directory.GetFiles(RepositoryRoot.At(folder, project), "*.nfproj").Single();
        MatchCollection hints = Regex.Matches(File.ReadAllText(file),
            @"packages\\(?<id>[A-Za-z0-9.]+?)\.(?<version>\d+\.\d+\.\d+)\\lib\\(?<assembly>[A-Za-z0-9.]+)\.dll");
        string[] packages = Packages(folder, project);

        Assert.IsNotEmpty(hints);
        foreach (Match hint in hints)
        {
            string id = hint.Groups["id"].Value;
            Assert.Contains($"{id} {hint.Groups["version"].Value}", packages, file);
            if (s_pins.Packages.TryGetValue(id, out PinnedPackage? package))
            {
                Assert.AreEqual(package.Assembly, hint.Groups["assembly"].Value);
            }
        }
    }

    [TestMethod]
    public void Every_board_s_runtime_has_its_line_and_a_version_is_four_numbers()
    {
        CollectionAssert.AreEquivalent(ShippedBoards.Load().Select(board => board.Target).Distinct().ToArray(),
            s_pins.Runtime.Keys.ToArray());
        foreach (string version in s_pins.Runtime.Values.OfType<string>())
        {
            Assert.MatchesRegex(@"^\d+\.\d+\.\d+\.\d+$", version);
        }

        Assert.MatchesRegex(@"^\d+\.\d+\.\d+$", s_pins.FlashTool);
    }

    [TestMethod]
    public void One_place_sets_the_firmware_s_version()
    {
        foreach (string project in new[] { DeploymentAssembly.Controller, DeploymentAssembly.Core })
        {
            string text = File.ReadAllText(RepositoryRoot.At("firmware", project, "Properties", "AssemblyInfo.cs"));
            Assert.Contains("[assembly: AssemblyVersion(FirmwareVersion.Text + \".0\")]", text);
        }
    }

    private static string[] Packages(string folder, string project) =>
        Pairs(XDocument.Load(RepositoryRoot.At(folder, project, "packages.config")).Root!.Elements("package")
            .Select(package => (package.Attribute("id")!.Value, package.Attribute("version")!.Value)));

    private static string[] Pairs(IEnumerable<(string Id, string Version)> packages) =>
        [.. packages.Select(package => $"{package.Id} {package.Version}")];
}
