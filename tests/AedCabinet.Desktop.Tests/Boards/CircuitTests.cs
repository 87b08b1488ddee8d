using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Supervision;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Boards;

/// <summary>The reference circuit can be built, survives a winter, and its drawings and parts lists are those of its data.</summary>
[TestClass]
public partial class CircuitTests
{
    private static readonly ReferenceCircuit s_circuit = ReferenceCircuit.Load();
    private static readonly IReadOnlyList<BoardFile> s_boards = ShippedBoards.Load();

    public static IEnumerable<object[]> Cabinets =>
        s_boards.SelectMany(board => board.Kinds.Select(kind => new object[] { board.Board, kind }));

    [TestMethod]
    [DynamicData(nameof(Cabinets))]
    public void It_can_be_built_with_every_board_and_kind(string board, string kind)
    {
        IReadOnlyList<string> problems = NetlistCheck.Problems(Build(board, kind));

        Assert.IsEmpty(problems, string.Join("\n", problems));
    }

    [TestMethod]
    public void No_part_needs_it_warmer_than_30_below()
    {
        foreach ((string name, PartType type) in s_circuit.Library)
        {
            Assert.IsLessThanOrEqualTo(NetlistCheck.WarmestLowerLimitC, type.MinC, $"{name} ({type.Mpn})");
        }
    }

    [TestMethod]
    public void The_committed_drawings_and_parts_lists_are_what_the_command_makes()
    {
        IReadOnlyDictionary<string, string> made = CircuitDocuments.Make(s_circuit, s_boards);
        string[] committed =
        [
            .. new[] { "bom", "kicad", "sheets", "wiring" }
                .SelectMany(folder => Directory.GetFiles(RepositoryRoot.At("hardware", folder), "*", SearchOption.AllDirectories))
                .Select(file => Path.GetRelativePath(RepositoryRoot.At("hardware"), file).Replace('\\', '/')),
        ];

        CollectionAssert.AreEquivalent(made.Keys.ToArray(), committed,
            "Run: dotnet run --project simulator -- boards circuit --out hardware");
        foreach ((string name, string text) in made)
        {
            Assert.IsTrue(File.ReadAllText(RepositoryRoot.At(["hardware", .. name.Split('/')])) == text.TrimStart('\uFEFF'),
                $"hardware/{name} is not what boards circuit makes now.");
        }
    }

    [TestMethod]
    public void Until_a_prototype_has_passed_its_tests_everything_that_shows_the_circuit_says_that_it_is_not_built()
    {
        BilingualText notice = s_circuit.Notice!;
        Assert.AreEqual("Not built yet: do not order, do not build", notice.En);
        foreach (string file in new[] { "bom", "sheets", "wiring" }.SelectMany(
            folder => Directory.GetFiles(RepositoryRoot.At("hardware", folder))))
        {
            string text = File.ReadAllText(file);
            Assert.Contains(notice.En, text, file);
            Assert.Contains(notice.Zh, text, file);
        }

        Assert.StartsWith($"\"{notice.Zh} {notice.En}\"\n", File.ReadAllText(RepositoryRoot.At("hardware", "bom", "esp32-s3-aed.csv")));
        foreach (string page in new[] { "README.md", "INSTALL.md", "CARRIER.md", "FLASH.md", "TROUBLESHOOTING.md" })
        {
            Assert.Contains($"> **{notice.En}.**", Head(page), page);
        }

        foreach (string page in new[] { "README.md", "INSTALL.zh.md", "CARRIER.zh.md", "FLASH.zh.md", "TROUBLESHOOTING.zh.md" })
        {
            Assert.Contains($"> **{notice.Zh}。**", Head(page), page);
        }

        Assert.Contains(notice.Zh, File.ReadAllText(RepositoryRoot.At("hardware", "pictures", "box.svg")));
        Assert.Contains(notice.En, File.ReadAllText(RepositoryRoot.At("hardware", "pictures", "box.svg")));
    }

    [TestMethod]
    public void Once_it_is_built_the_notice_is_gone_from_everything_at_once()
    {
        IReadOnlyDictionary<string, string> made = CircuitDocuments.Make(s_circuit with { Notice = null }, s_boards);

        Assert.DoesNotContain(text => text.Contains("Not built", StringComparison.Ordinal), made.Values);
    }

    [TestMethod]
    [DynamicData(nameof(Cabinets))]
    public void Every_part_is_in_the_parts_list_and_in_the_drawing(string board, string kind)
    {
        Netlist netlist = Build(board, kind);
        IReadOnlyList<BomLine> lines = BillOfMaterials.Lines(netlist);
        string drawing = string.Concat(Directory.GetFiles(RepositoryRoot.At("hardware", "wiring"), $"{board}-{kind}-*.svg")
            .Select(File.ReadAllText));

        Assert.AreEqual(netlist.Parts.Count, lines.Sum(line => line.Quantity));
        CollectionAssert.AreEquivalent(netlist.Parts.Select(part => part.Ref).ToArray(),
            lines.SelectMany(line => line.References.Split(' ')).ToArray());
        foreach (NetlistPart part in netlist.Parts)
        {
            // Blocks that are used several times are drawn once, with n for the number.
            string generic = part.Use.Instance.N.Length == 0 ? part.Ref
                : part.Ref.Replace(part.Use.Instance.N, "n", StringComparison.Ordinal);
            Assert.IsTrue(Names(drawing, part.Ref) || Names(drawing, generic), $"{part.Ref} is not in the drawing of {board}, {kind}.");
        }

        foreach ((string signal, int gpio) in netlist.Board.Pins.Where(pin => netlist.IsUsed(pin.Key)))
        {
            Assert.Contains($">IO{gpio}<", drawing, signal);
            Assert.IsTrue(Names(drawing, signal), $"{signal} is not in the drawing of {board}, {kind}.");
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void While_the_watchdog_is_fed_only_the_firmware_sounds_and_its_inhibit_holds(bool doorOpen)
    {
        SounderGate gate = new(Build("esp32-devkitc", "aed"));

        Assert.IsFalse(gate.Sounds(sounder: false, inhibit: false, doorOpen, alive: true));
        Assert.IsTrue(gate.Sounds(sounder: true, inhibit: false, doorOpen, alive: true));
        Assert.IsFalse(gate.Sounds(sounder: true, inhibit: true, doorOpen, alive: true));
        Assert.IsFalse(gate.Sounds(sounder: false, inhibit: true, doorOpen, alive: true));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Once_the_watchdog_stops_an_open_door_sounds_whatever_the_firmware_last_inhibited(bool inhibit)
    {
        SounderGate gate = new(Build("wt32-eth01", "aed"));

        Assert.IsTrue(gate.Sounds(sounder: false, inhibit, doorOpen: true, alive: false));
        Assert.IsTrue(gate.Sounds(sounder: true, inhibit, doorOpen: true, alive: false));
        Assert.IsTrue(gate.Sounds(sounder: true, inhibit, doorOpen: false, alive: false));
        Assert.IsFalse(gate.Sounds(sounder: false, inhibit, doorOpen: false, alive: false));
    }

    [TestMethod]
    public void The_gate_and_the_watchdog_have_power_without_the_board()
    {
        Netlist netlist = Build("esp32-devkitc", "station");

        foreach (NetEnd supply in new NetEnd[] { new("U60", "VDD"), new("U61", "VCC"), new("U62", "VCC"), new("U63", "VCC") })
        {
            Assert.AreEqual(netlist.NetOf(new NetEnd("U1", "OUT")), netlist.NetOf(supply), supply.ToString());
        }

        Assert.DoesNotContain(end => end.Ref == NetEnd.Controller, netlist.Nets["3V3"]);
    }

    [TestMethod]
    public void The_watchdog_bites_after_one_to_two_minutes_in_the_cold_too()
    {
        // TPS3431 with 1 µF: 70.1 to 84.8 s (data sheet, table 8-3). WIMA MKS2: ± 10 %, and 4 % less at −40 °C.
        const double LeastS = 70.1 * 0.9 * 0.96;
        const double MostS = 84.8 * 1.1;
        Netlist netlist = Build("esp32-devkitc", "aed");

        Assert.AreEqual("TPS3431SDRBR", netlist.Parts.Single(part => part.Ref == "U60").Type.Mpn);
        Assert.AreEqual("MKS2C041001F00KSSD", netlist.Parts.Single(part => part.Ref == "C601").Type.Mpn);
        Assert.AreEqual(netlist.NetOf(new NetEnd("U60", "CWD")), netlist.NetOf(new NetEnd("C601", "1")));
        Assert.IsGreaterThan(60, LeastS);
        Assert.IsLessThan(120, MostS);
        Assert.IsGreaterThan(SupervisionTimeouts.PeriodMs * 2 / 1000.0, LeastS);
    }

    [TestMethod]
    [DynamicData(nameof(Cabinets))]
    public void What_a_signal_is_said_to_have_at_reset_the_circuit_gives_it(string board, string kind)
    {
        Netlist netlist = Build(board, kind);
        foreach (string signal in netlist.Board.Pins.Keys.Where(netlist.IsUsed))
        {
            CircuitSignal said = s_circuit.Signals[signal];
            string[] reached = Reached(netlist, signal);
            if (said.IsOutput && said.AtReset == "low")
            {
                Assert.Contains("0V", reached, $"{signal} has no pull-down.");
            }

            if (said.Direction == CircuitSignal.Input && said.PullUp == "external")
            {
                bool isDriven = reached.SelectMany(net => netlist.Nets[net]).Any(end => end.Pin == "OUT" && end.Ref.StartsWith('U'));
                Assert.IsTrue(isDriven || reached.Contains("3V3"), $"{signal} has no pull-up.");
            }
        }
    }

    [TestMethod]
    [DataRow("\"minC\": -40, \"maxC\": 55, \"pins\": [\"+\", \"-\"]", "\"minC\": -20, \"maxC\": 55, \"pins\": [\"+\", \"-\"]",
        "B51 (PATROL PA 1, 12 V DC) works from -20 °C only")]
    [DataRow("\"mpn\": \"PATROL PA 1, 12 V DC\"", "\"mpn\": \"\"", "B51 can't be ordered")]
    [DataRow("\"F2.2\", \"BT1.+\"", "\"F2.2\"", "net \"Battery+\" ends nowhere")]
    [DataRow("\"U60.WDO\", \"A1.reset\"", "\"U60.RESET\", \"A1.reset\"", "has no pin RESET")]
    [DataRow("\"U60.WDO\", \"A1.reset\"", "\"U99.WDO\", \"A1.reset\"", "there is no part U99")]
    [DataRow("\"U60.WDO\", \"A1.reset\"", "\"U60.WDO\", \"U60.WDI\", \"A1.reset\"", "a pin is on one net, once")]
    [DataRow("\"A1.mains\"", "\"A1.ground\"", "signal mains is on GPIO 36, and nothing")]
    [DataRow("\"R304.2\", \"A1.mains\"", "\"OC30.C\", \"A1.mains\"", "R304: nothing is connected to pin 2")]
    [DataRow("{\"ref\": \"R304\", ", "{\"ref\": \"R303\", ", "R303 names 2 parts")]
    public void A_circuit_that_can_t_be_built_is_refused(string from, string to, string expected)
    {
        string text = File.ReadAllText(ReferenceCircuit.ShippedFile);
        Assert.Contains(from, text);
        ReferenceCircuit spoiled = ReferenceCircuit.Parse(text.Replace(from, to, StringComparison.Ordinal));

        string told = string.Join("\n", NetlistCheck.Problems(new Netlist(spoiled, Board("esp32-devkitc"), "station")));

        Assert.Contains("esp32-devkitc, station: ", told);
        Assert.Contains(expected, told);
    }

    [TestMethod]
    public void A_misspelt_member_of_the_circuit_is_refused()
    {
        JsonNode circuit = JsonNode.Parse(File.ReadAllText(ReferenceCircuit.ShippedFile))!;
        circuit["blocks"]![0]!["net"] = new JsonObject();

        Assert.ThrowsExactly<JsonException>(() => ReferenceCircuit.Parse(circuit.ToJsonString()));
    }

    private static string Head(string page) => string.Join('\n', File.ReadLines(RepositoryRoot.At("hardware", page)).Take(8));

    private static BoardFile Board(string name) => s_boards.Single(board => board.Board == name);

    private static Netlist Build(string board, string kind) => new(s_circuit, Board(board), kind);

    private static bool Names(string drawing, string word) =>
        Regex.IsMatch(drawing, $@"(?<![A-Za-z0-9]){Regex.Escape(word)}(?![A-Za-z0-9])")
            || Range().Matches(drawing).Any(range => InRange(range, word));

    // Neighbours that are the same are drawn as "H521–H528".
    private static bool InRange(Match range, string word) =>
        word.StartsWith(range.Groups[1].Value, StringComparison.Ordinal)
        && int.TryParse(word[range.Groups[1].Length..], out int number)
        && number >= int.Parse(range.Groups[2].Value)
        && number <= int.Parse(range.Groups[3].Value);

    // The nets that resistors connect with a signal's own, the signal's included; supplies end the search.
    private static string[] Reached(Netlist netlist, string signal)
    {
        HashSet<string> reached = [netlist.NetOf(new NetEnd(NetEnd.Controller, signal))!];
        Queue<string> open = new(reached);
        while (open.TryDequeue(out string? net))
        {
            foreach (NetlistPart part in netlist.Nets[net].Select(end => netlist.Parts.First(part => part.Ref == end.Ref))
                .Where(part => part.Type.Symbol is "resistor" or "array"))
            {
                foreach (string pin in part.Type.Symbol == "array" ? ["C"] : part.Type.Pins)
                {
                    string next = netlist.NetOf(new NetEnd(part.Ref, pin))!;
                    if (reached.Add(next) && next is not ("0V" or "3V3" or "V+"))
                    {
                        open.Enqueue(next);
                    }
                }
            }
        }

        return [.. reached];
    }

    [GeneratedRegex("([A-Z]+)([0-9]+)–[A-Z]+([0-9]+)")]
    private static partial Regex Range();
}
