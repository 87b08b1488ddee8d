using AedCabinet.Desktop.Tests.Environment;

namespace AedCabinet.Desktop.Tests.Scenarios;

/// <summary><c>scenario</c> at the terminal: exit codes, reports, and errors on the error stream.</summary>
[TestClass]
public class ScenarioCommandTests
{
    private const string Passing = "name: passes\nsteps:\n  - at: 1m\n    expect: state ready true\n";
    private const string Failing = "name: fails\nsteps:\n  - at: 1m\n    expect: lamp red\n";

    private static DirectoryInfo s_folder = null!;

    [ClassInitialize]
    public static void Create(TestContext context)
    {
        _ = context;
        s_folder = Directory.CreateTempSubdirectory("aed-scenarios-");
    }

    [ClassCleanup]
    public static void Delete() => s_folder.Delete(recursive: true);

    [TestMethod]
    public void All_passed_is_0_and_the_timeline_shows_expected_beside_seen()
    {
        (int exitCode, string output) = Run(Write("pass.yaml", Passing));

        Assert.AreEqual(0, exitCode, output);
        Assert.Contains("expected: state ready true   seen: ready", output);
        Assert.Contains("1 passed, 0 failed", output);
    }

    [TestMethod]
    public void Some_failed_is_1_with_both_reports_and_the_command_that_repeats_it()
    {
        string junit = Path.Combine(s_folder.FullName, "out.xml");
        string timeline = Path.Combine(s_folder.FullName, "out.json");

        (int exitCode, string output) = Run(Write("fail.yaml", Failing), Write("pass.yaml", Passing), "--junit", junit, "--timeline",
            timeline, "--seed", "9");

        Assert.AreEqual(1, exitCode, output);
        Assert.Contains("expected: lamp red   seen: lamp green   (line 4)", output);
        Assert.Contains("--seed 9", output);
        Assert.Contains("1 passed, 1 failed", output);
        Assert.Contains("<failure", File.ReadAllText(junit));
        Assert.Contains("\"missed\"", File.ReadAllText(timeline));
    }

    [TestMethod]
    public void A_wrong_file_is_2_and_nothing_is_run()
    {
        (int exitCode, string output) = Run(Write("pass.yaml", Passing),
            Write("wrong.yaml", Failing.Replace("red", "rde", StringComparison.Ordinal)));

        Assert.AreEqual(2, exitCode);
        Assert.Contains("wrong.yaml:4:18: \"rde\" is not understood after \"lamp\"; did you mean \"red\"?", output);
        Assert.DoesNotContain("passed", output);
    }

    [TestMethod]
    public void A_missing_file_and_an_empty_folder_are_told()
    {
        (int exitCode, string output) = Run("none.yaml");
        Assert.AreEqual(2, exitCode);
        Assert.Contains("none.yaml", output);

        string empty = Directory.CreateDirectory(Path.Combine(s_folder.FullName, "empty")).FullName;
        (exitCode, output) = Run(empty);
        Assert.AreEqual(2, exitCode);
        Assert.Contains("holds no scenario (*.yaml)", output);
    }

    [TestMethod]
    public void A_report_that_can_t_be_written_is_told()
    {
        (int exitCode, string output) = Run(Write("pass.yaml", Passing), "--junit", Path.Combine(s_folder.FullName, "no", "out.xml"));

        Assert.AreEqual(2, exitCode);
        Assert.Contains("--junit", output);
    }

    private static string Write(string name, string text)
    {
        string file = Path.Combine(s_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }

    private static (int ExitCode, string Output) Run(params string[] arguments)
    {
        using SimulatorProcess simulator = new(["scenario", .. arguments]);
        int exitCode = simulator.AwaitExit();
        return (exitCode, simulator.Output);
    }
}
