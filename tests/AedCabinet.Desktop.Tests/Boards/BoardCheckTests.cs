using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Boards;

/// <summary>A board's file with a mistake is refused, in words that lead to the right one.</summary>
[TestClass]
public class BoardCheckTests
{
    private static readonly IReadOnlyDictionary<string, CircuitSignal> s_signals = ReferenceCircuit.Load().Signals;

    public static IEnumerable<object[]> Mistakes => BoardMistake.All.Select(mistake => new object[] { mistake.ToString() });

    public static IEnumerable<object[]> Boards => Files().Select(file => new object[] { Path.GetFileNameWithoutExtension(file) });

    [TestMethod]
    [DynamicData(nameof(Boards))]
    public void A_shipped_board_has_no_mistake(string board)
    {
        IReadOnlyList<BoardProblem> problems = new BoardCheck(s_signals).CheckText(board + ".json", Text(board));

        Assert.IsEmpty(problems, string.Join("\n", problems));
    }

    [TestMethod]
    [DynamicData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_place_the_reason_and_the_way_out(string name)
    {
        BoardMistake mistake = BoardMistake.All.Single(one => one.ToString() == name);
        JsonObject board = JsonNode.Parse(Text(mistake.Board))!.AsObject();
        mistake.Spoil(board);

        string[] told = [.. new BoardCheck(s_signals).CheckText(mistake.Board + ".json", board.ToJsonString())
            .Select(problem => problem.ToString())];

        Assert.Contains(
            line => line.StartsWith($"{mistake.Board}.json: {mistake.Expected[0]}: ", StringComparison.Ordinal)
                && HasInOrder(line, mistake.Expected),
            told,
            $"Expected {string.Join(" … ", mistake.Expected)}, but was told:\n{string.Join("\n", told)}");
    }

    [TestMethod]
    public void The_list_of_mistakes_is_long_and_each_is_another()
    {
        Assert.IsGreaterThanOrEqualTo(25, BoardMistake.All.Count);
        Assert.HasCount(BoardMistake.All.Count, BoardMistake.All.Select(mistake => mistake.ToString()).Distinct());
    }

    [TestMethod]
    public void An_input_without_an_external_pull_up_may_not_be_on_34_to_39()
    {
        Dictionary<string, CircuitSignal> bare = s_signals.ToDictionary(
            signal => signal.Key,
            signal => signal.Key == "mains" ? signal.Value with { PullUp = CircuitSignal.InternalPullUp } : signal.Value);

        string told = string.Join("\n", new BoardCheck(bare).CheckText("esp32-devkitc.json", Text("esp32-devkitc")));

        Assert.Contains("mains on GPIO 36: the signal relies on the internal pull-up, and the pin has none; ", told);
    }

    [TestMethod]
    [DataRow("{ \"board\": ", "line 1")]
    [DataRow("{\n  \"board\": \"x\",\n  \"board\": \"y\"\n}", "board")]
    [DataRow("[1, 2]", "no JSON object")]
    [DataRow("", "not valid JSON")]
    public void A_file_that_is_no_JSON_object_is_told_with_its_line(string text, string expected)
    {
        IReadOnlyList<BoardProblem> problems = new BoardCheck(s_signals).CheckText("x.json", text);

        Assert.HasCount(1, problems);
        Assert.Contains(expected, problems[0].ToString());
    }

    [TestMethod]
    public void A_file_that_is_not_there_is_named()
    {
        string file = RepositoryRoot.At("hardware", "boards", "no-such-board.json");

        BoardProblem problem = new BoardCheck(s_signals).CheckFile(file, "boards/no-such-board.json").Single();

        Assert.AreEqual("boards/no-such-board.json", problem.File);
        Assert.Contains("can't be read", problem.Why);
    }

    [TestMethod]
    public void What_is_suggested_instead_is_right()
    {
        string spoiled = Text("esp32-devkitc").Replace("\"fan\": 15", "\"fan\": 34", StringComparison.Ordinal);
        string told = string.Join("\n", new BoardCheck(s_signals).CheckText("esp32-devkitc.json", spoiled));
        Assert.Contains("use GPIO 15 or 12, which is free", told);

        foreach (int gpio in new[] { 12, 15 })
        {
            string mended = Text("esp32-devkitc").Replace("\"fan\": 15", $"\"fan\": {gpio}", StringComparison.Ordinal);
            Assert.IsEmpty(new BoardCheck(s_signals).CheckText("esp32-devkitc.json", mended));
        }
    }

    [TestMethod]
    public void The_circuit_knows_exactly_the_signals_of_the_firmware()
    {
        CollectionAssert.AreEquivalent(BoardCheck.FirmwareSignals.ToArray(), s_signals.Keys.ToArray());
    }

    [TestMethod]
    public void The_schema_names_the_same_members_targets_signals_and_limits()
    {
        JsonNode schema = JsonNode.Parse(File.ReadAllText(RepositoryRoot.At("hardware", "board.schema.json")))!;
        JsonNode members = schema["properties"]!;
        string[] limits = [.. Enum.GetNames<PinLimit>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName)];

        CollectionAssert.AreEquivalent(BoardCheck.FirmwareSignals.ToArray(), Names(schema["$defs"]!["signal"]!["enum"]));
        CollectionAssert.AreEquivalent(NanoTarget.All.Select(target => target.Name).ToArray(), Names(members["target"]!["enum"]));
        CollectionAssert.AreEquivalent(ChipFacts.Chips.ToArray(), Names(members["chip"]!["enum"]));
        CollectionAssert.AreEquivalent(limits, Names(
            members["gpio"]!["additionalProperties"]!["properties"]!["limits"]!["propertyNames"]!["enum"]));
        CollectionAssert.AreEquivalent(members.AsObject().Select(member => member.Key).Except(["$schema"]).ToArray(),
            Names(schema["required"]));
    }

    [TestMethod]
    public void Boards_with_the_same_chip_say_the_same_of_it()
    {
        PinLimit[] ofTheChip = [PinLimit.Flash, PinLimit.InputOnly, PinLimit.NoPullUp, PinLimit.StrapLow, PinLimit.StrapHigh,
            PinLimit.StrapAny, PinLimit.Adc2, PinLimit.Glitch, PinLimit.NoWake, PinLimit.Jtag];
        foreach (IGrouping<string, BoardFile> chip in ShippedBoards.Load().GroupBy(board => board.Chip))
        {
            string[] told =
            [
                .. chip.Select(board => string.Join(
                    "\n",
                    board.Gpio.Values.Select(
                        gpio =>
                            $"{gpio.Number}: {string.Join("; ", gpio.Limits.Where(limit => ofTheChip.Contains(limit.Key))
                                .Select(limit => $"{limit.Key} {limit.Value}"))}"))),
            ];
            Assert.HasCount(1, told.Distinct(), chip.Key);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Boards))]
    public void The_firmware_accepts_the_pins_for_every_kind_of_cabinet_the_board_is_for(string name)
    {
        BoardFile board = ShippedBoards.Load().Single(one => one.Board == name);
        foreach (string kind in board.Kinds)
        {
            JsonObject configuration = JsonNode.Parse(File.ReadAllText(RepositoryRoot.At("firmware", "cabinet.template.json")))!.AsObject();
            configuration["kind"] = kind;
            configuration["network"] = board.Network;
            configuration["pins"] = Simulator.Boards.BoardDefinition.Load(name).ToPinsSection();
            ConfigurationProblems problems = new();

            ConfigurationFile.Parse(Encoding.UTF8.GetBytes(configuration.ToJsonString()), problems);

            Assert.DoesNotContain(line => line.StartsWith("pins", StringComparison.Ordinal), problems.ToLines(),
                $"{name}, {kind}: {string.Join("; ", problems.ToLines())}");
        }
    }

    [TestMethod]
    public void The_firmware_accepts_the_power_settings_that_the_page_gives_for_a_battery_kit()
    {
        string page = File.ReadAllText(RepositoryRoot.At("hardware", "README.md"));
        string settings = page.Split("```json")[1].Split("```")[0];
        JsonObject configuration = JsonNode.Parse(File.ReadAllText(RepositoryRoot.At("firmware", "cabinet.template.json")))!.AsObject();
        configuration["kind"] = "kit";
        configuration["pins"] = Simulator.Boards.BoardDefinition.Load("esp32-devkitc").ToPinsSection();
        configuration["power"] = JsonNode.Parse(settings);
        ConfigurationProblems problems = new();

        CabinetConfiguration read = ConfigurationFile.Parse(Encoding.UTF8.GetBytes(configuration.ToJsonString()), problems);

        Assert.DoesNotContain(
            line => line.StartsWith("power", StringComparison.Ordinal) || line.StartsWith("pins", StringComparison.Ordinal),
            problems.ToLines(), string.Join("; ", problems.ToLines()));
        Assert.IsTrue(read.Power.DeepSleep);
    }

    private static string[] Names(JsonNode? list) => [.. list!.AsArray().Select(name => name!.GetValue<string>())];

    private static IEnumerable<string> Files() =>
        Directory.GetFiles(RepositoryRoot.At("hardware", "boards"), "*.json").Order(StringComparer.Ordinal);

    private static string Text(string board) => File.ReadAllText(RepositoryRoot.At("hardware", "boards", board + ".json"));

    private static bool HasInOrder(string line, IEnumerable<string> parts)
    {
        int at = 0;
        foreach (string part in parts)
        {
            int found = line.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return true;
    }
}
