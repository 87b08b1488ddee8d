using System.Text.RegularExpressions;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>The desktop's projects and their folders stand in an order: who reads one need not know who uses it.</summary>
[TestClass]
public sealed class RoomRulesTests
{
    private static readonly SourceTree Tree = SourceTree.Read(RepositoryRoot.Path);

    private static readonly IReadOnlyList<RoomProject> Projects = RoomProject.ReadAll(Tree, RepositoryRoot.Path, "simulator/");

    // The firmware's own folders and the platform's stand-ins follow the platform's names.
    private static IEnumerable<RoomProject> Rooms =>
        Projects.Where(project => !project.Name.StartsWith("nanoFramework.", StringComparison.Ordinal) && !IsFirmware(project.Name));

    [TestMethod]
    public void No_project_uses_one_that_uses_it() => Findings.MustBeNone(RoomProject.ArrowsOf(Projects).Circles());

    [TestMethod]
    public void No_folder_of_a_project_uses_one_that_uses_it() =>
    Findings.MustBeNone(Rooms.SelectMany(project => project.FolderArrows().Circles()));

    [TestMethod]
    public void A_namespace_is_its_folder_s() => Findings.MustBeNone(Rooms.SelectMany(project => project.StrayNamespaces()));

    [TestMethod]
    public void A_project_of_the_registry_refers_to_nothing_of_the_simulator()
    {
        var byName = Projects.ToDictionary(project => project.Name);
        var open = new Queue<string>(["AedCabinet.Registry"]);
        var below = new HashSet<string>();
        while (open.TryDequeue(out var name))
        {
            if (below.Add(name))
            {
                foreach (var reference in byName[name].References)
                {
                    open.Enqueue(reference);
                }
            }
        }

        Assert.IsGreaterThan(5, below.Count);
        Findings.MustBeNone(
            below.Where(
                name => name.StartsWith("AedCabinet.Simulator", StringComparison.Ordinal)
                    || name.StartsWith("nanoFramework.", StringComparison.Ordinal) || IsFirmware(name)));
    }

    [TestMethod]
    public void README_s_map_names_every_folder_of_the_root_and_of_the_simulator()
    {
        string page = File.ReadAllText(RepositoryRoot.At("README.md"));
        string map = page[page.IndexOf("## Where things are", StringComparison.Ordinal)..];
        IEnumerable<string> folders = Tree.Files.Select(file => file.Split('/'))
            .Where(parts => parts.Length > 1 && !parts[0].StartsWith('.'))
            .SelectMany(parts => parts[0] == "simulator" && parts.Length > 2 ? new[] { parts[0], parts[1] } : [parts[0]]);

        Findings.MustBeNone(folders.Distinct().Where(folder => !Regex.IsMatch(map, $"`([a-z]+/)?{Regex.Escape(folder)}[/`]"))
            .Select(folder => $"README's map has no {folder}"));
    }

    [TestMethod]
    public void No_two_folders_differ_only_in_case()
    {
        var folders = Tree.Files.SelectMany(file =>
            file.Split('/').SkipLast(1).Select((_, level) => string.Join('/', file.Split('/').Take(level + 1))))
            .ToHashSet(StringComparer.Ordinal);

        // Many searches treat folders of simulator/ like folders of the root.
        var beside = folders.Select(
            folder => folder.StartsWith("simulator/", StringComparison.Ordinal) && folder.Count(c => c == '/') == 1
                ? folder["simulator/".Length..] : folder);
        Findings.MustBeNone(beside.Distinct().GroupBy(folder => folder, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => string.Join(" and ", group)));
    }

    [TestMethod]
    public void A_turned_reference_is_a_circle()
    {
        var contract = Projects.Single(project => project.Name == "AedCabinet.Contract");
        var turned =
            contract with
            {
                Xml = contract.Xml.Replace("</Project>",
                """<ItemGroup><ProjectReference Include="../Ledger/AedCabinet.Ledger.csproj" /></ItemGroup></Project>""",
                StringComparison.Ordinal)
            };

        var circles = RoomProject.ArrowsOf([.. Projects.Where(project => project != contract), turned]).Circles().ToArray();

        Assert.Contains("AedCabinet.Contract -> AedCabinet.Ledger, by AedCabinet.Contract.csproj", circles);
        Assert.Contains("AedCabinet.Ledger -> AedCabinet.Contract, by AedCabinet.Ledger.csproj", circles);
    }

    [TestMethod]
    [DataRow("using AedCabinet.Page.Registry; namespace AedCabinet.Page.Layout; class Turned;", "a using directive")]
    [DataRow("namespace AedCabinet.Page.Layout; class Turned { PageServer? _server; }", "a type of the folder above")]
    [DataRow("using P = AedCabinet.Page.Registry; namespace AedCabinet.Page.Layout; class Turned { object? _o = typeof(PageServer); }",
        "an expression")]
    public void A_turned_use_of_a_folder_is_a_circle(string source, string by)
    {
        var page = Projects.Single(project => project.Name == "AedCabinet.Page");
        var turned = page with { Files = [.. page.Files, new RoomFile("Layout/Turned.cs", source)] };

        Assert.Contains(
            line => line.StartsWith("AedCabinet.Page/Layout -> ", StringComparison.Ordinal)
                && line.EndsWith("Layout/Turned.cs", StringComparison.Ordinal), turned.FolderArrows().Circles(), by);
    }

    [TestMethod]
    public void A_turned_use_in_a_component_is_a_circle()
    {
        var page = Projects.Single(project => project.Name == "AedCabinet.Page");
        var turned =
            page with { Files = [.. page.Files, new RoomFile("Layout/Turned.razor", "@using AedCabinet.Page.Registry\n<StatusMark />")] };

        Assert.Contains(line => line.StartsWith("AedCabinet.Page/Layout -> AedCabinet.Page/Registry", StringComparison.Ordinal),
            turned.FolderArrows().Circles());
    }

    [TestMethod]
    public void A_namespace_that_is_not_its_folder_s_is_found()
    {
        RoomProject project = new("Room", "<Project />", [new RoomFile("One/Type.cs", "namespace Room.Two; class Type;")]);

        Assert.AreEqual("Room: One/Type.cs has the namespace Room.Two, its folder Room.One", project.StrayNamespaces().Single());
    }

    private static bool IsFirmware(string name) => name is "AedCabinet.Core" or "AedCabinet.Controller";
}
