using System.Text;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.ScenarioRunner.Recording;
using AedCabinet.Simulator.ScenarioRunner;

namespace AedCabinet.Desktop.Tests.Scenarios;

/// <summary>What is done on the page becomes a scenario that passes.</summary>
[TestClass]
[TestCategory("RealTime")]
public class RecordingTests
{
    private const string Id = "NM-0471-0001";

    public static IEnumerable<object[]> Movements => CabinetInputs.Positions
        .Where(input => input.Key != "weather")
        .SelectMany(input => input.Value.Select(position => new object[] { input.Key, position }));

    [TestMethod]
    [DynamicData(nameof(Movements))]
    public void Every_movement_has_a_phrase_that_moves_the_same(string input, string position)
    {
        List<ScenarioProblem> problems = [];
        Scenario scenario = ScenarioReader.Parse("test.yaml", "name: x\nsteps:\n  - at: 1s\n    expect: lamp none\n", problems)!;
        ScenarioWorld world = new(scenario.Setup);
        world.Panel.Move(input, CabinetInputs.Positions[input].First(other => other != position));

        ActionBook.Book.Read(ActionPhrases.Of(input, position)!)(world);

        if (position != "chattering")
        {
            Assert.AreEqual(position, world.Panel[input]);
        }
    }

    [TestMethod]
    public void What_arrives_after_the_next_movement_is_expected_of_the_one_before()
    {
        RecordedSteps steps = new();
        steps.Add(new RecordedStep(1000, "open door aed"));
        steps.Add(new RecordedStep(1200, "take aed"));

        steps.Expect(happenedMs: 1150, arrivedMs: 1300, "event door.opened");
        steps.ExpectReadiness(happenedMs: 1250, arrivedMs: 1400, "state ready false because [aed-missing]");
        steps.Expect(happenedMs: 900, arrivedMs: 950, "event mains.lost");

        Assert.AreSequenceEqual(["event door.opened within 3s"], steps.All[0].Expected);
        Assert.AreSequenceEqual(["state ready false because [aed-missing] within 3s"], steps.All[1].Expected);
    }

    [TestMethod]
    public async Task What_was_done_to_a_running_cabinet_is_a_scenario_that_passes_and_holds_no_key()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-record-");
        string file = Path.Combine(folder.FullName, "recorded.yaml");
        using (SimulatorProcess simulator = new("--mqtt-port", Ports.Free().ToString(), "--web-port", "0", "--cabinets", "1", "--speed",
            "10", "--flash", Path.Combine(folder.FullName, "flash")))
        {
            simulator.AwaitOutput("\"event\":\"aed.ready\"");
            string address = simulator.Output.Split('\n').First(line => line.Contains("page ", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1].Trim();
            using SimulatorProcess recorder = new("scenario", "record", file, "--web-port", new Uri(address).Port.ToString());
            recorder.AwaitOutput("recording " + Id);
            using HttpClient http = new() { BaseAddress = new Uri(address) };
            await MoveAsync(http, "door", "open");
            simulator.AwaitOutput("\"event\":\"door.opened\"");
            await MoveAsync(http, "aed", "absent");
            simulator.AwaitOutput("\"event\":\"aed.removed\"");
            await MoveAsync(http, "mains", "lost");
            simulator.AwaitOutput("\"event\":\"mains.lost\"");
            recorder.AwaitOutput("cut mains");
            recorder.Interrupt();
            Assert.AreEqual(0, recorder.AwaitExit(), recorder.Output);
            Assert.Contains("do: open door aed", recorder.Output);
        }

        string text = await File.ReadAllTextAsync(file);
        Assert.DoesNotContain("000102030405", text);
        List<ScenarioProblem> problems = [];
        Scenario? scenario = ScenarioReader.Read(file, problems);
        Assert.IsNotNull(scenario, string.Join('\n', problems) + text);
        ScenarioResult result = ScenarioRun.Run(scenario);
        Assert.IsTrue(result.HasPassed, text + string.Join('\n', result.Missed));
        foreach (string expected in new[] { "event door.opened", "event aed.removed", "event mains.lost",
            "state ready false because [aed-missing, needs-inspection]" })
        {
            Assert.IsTrue(
                result.Timeline.Any(entry => entry.Kind == TimelineKind.Met && entry.Text.StartsWith(expected, StringComparison.Ordinal)),
                $"{expected} in {text}");
        }

        folder.Delete(recursive: true);
    }

    [TestMethod]
    public void Nothing_to_record_from_is_told_with_what_to_do()
    {
        using SimulatorProcess recorder = new("scenario", "record", "x.yaml", "--web-port", Ports.Free().ToString());

        Assert.AreEqual(1, recorder.AwaitExit());
        Assert.Contains("Start one with: dotnet run --project simulator", recorder.Output);
    }

    private static async Task MoveAsync(HttpClient http, string input, string position)
    {
        using StringContent body = new($"\"{position}\"", Encoding.UTF8, "application/json");
        (await http.PutAsync($"/api/cabinets/{Id}/inputs/{input}", body)).EnsureSuccessStatusCode();
    }
}
