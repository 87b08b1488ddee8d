using System.Collections.Concurrent;
using System.Text;
using AedCabinet.Simulator.ScenarioRunner;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Scenarios;

/// <summary>The scenarios that ship, and what is written about them.</summary>
[TestClass]
public class ScenarioFilesTests
{
    private const string DemoTopic = "aed/v1/1501/150102/culture-tourism/NM-0471-0001/";

    // A day of single scans takes seconds; what differs between the two ways shows within hours.
    private const long ShortMs = 3 * 3_600_000;

    private static readonly ConcurrentDictionary<string, ScenarioResult> s_quick = new();

    private static readonly string s_folder = Path.Combine(RepositoryRoot.Path, "simulator", "scenarios");

    public static IEnumerable<object[]> Files =>
        Directory.GetFiles(s_folder, "*.yaml").Order(StringComparer.Ordinal).Select(file => new object[] { Path.GetFileName(file) });

    public static IEnumerable<object[]> ShortFiles => Files.Where(file => Read((string)file[0]).LengthMs <= ShortMs);

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void A_scenario_that_ships_passes_and_every_message_in_it_keeps_the_contract(string file)
    {
        ScenarioResult result = Quick(file);

        Assert.IsTrue(result.HasPassed, Describe(result));
        foreach (TimelineEntry entry in result.Timeline.Where(entry => entry.Kind == TimelineKind.Received))
        {
            int space = entry.Text.IndexOf(' ');
            ContractValidator.Shared.Check(DemoTopic + entry.Text[..space], Encoding.UTF8.GetBytes(entry.Text[(space + 1)..]));
        }
    }

    [TestMethod]
    [DynamicData(nameof(ShortFiles))]
    public void With_every_scan_it_passes_too(string file)
    {
        ScenarioResult quick = Quick(file);

        ScenarioResult exact = ScenarioRun.Run(Read(file), isExact: true);

        Assert.IsTrue(exact.HasPassed, Describe(exact));
        Assert.IsGreaterThanOrEqualTo(quick.Scans, exact.Scans);
        CollectionAssert.AreEqual(EventsOf(quick), EventsOf(exact), $"{Describe(quick)}\n\nwith every scan:\n{Describe(exact)}");
    }

    [TestMethod]
    public void There_are_at_least_twenty() => Assert.IsGreaterThanOrEqualTo(20, Files.Count());

    [TestMethod]
    public void The_handbook_s_tables_and_the_schema_are_those_of_the_program()
    {
        string handbook = File.ReadAllText(Path.Combine(s_folder, "README.md"));

        Assert.Contains(ScenarioHandbook.Text(), handbook, "print it anew with: scenario phrases");
        Assert.AreEqual(ScenarioSchema.Text(), File.ReadAllText(Path.Combine(s_folder, "scenario.schema.json")),
            "print it anew with: scenario schema");
    }

    [TestMethod]
    public void The_handbook_s_first_scenario_passes()
    {
        string handbook = File.ReadAllText(Path.Combine(s_folder, "README.md"));
        int start = handbook.IndexOf("```yaml\n# yaml-language-server", StringComparison.Ordinal) + "```yaml\n".Length;
        string text = handbook[start..handbook.IndexOf("```", start, StringComparison.Ordinal)];

        ScenarioResult result = ScenarioText.Run(text);

        Assert.IsTrue(result.HasPassed, Describe(result));
    }

    // Two tests look at it.
    private static ScenarioResult Quick(string file) => s_quick.GetOrAdd(file, _ => ScenarioRun.Run(Read(file)));

    private static Scenario Read(string file)
    {
        List<ScenarioProblem> problems = [];
        Scenario? scenario = ScenarioReader.Read(Path.Combine(s_folder, file), problems);
        Assert.IsNotNull(scenario, string.Join('\n', problems));
        return scenario;
    }

    private static string[] EventsOf(ScenarioResult result) =>
        [.. result.Timeline.Where(entry => entry.Kind == TimelineKind.Event).Select(entry => entry.Text)];

    private static string Describe(ScenarioResult result) =>
        string.Join('\n', result.Timeline.Where(entry => entry.Kind != TimelineKind.Received)
        .Select(entry => $"{TimelinePrinter.Format(entry.AtMs)} {entry.Kind} {entry.Text} {entry.Seen}"));
}
