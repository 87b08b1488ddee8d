using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Boards;

/// <summary>The KiCad schematic of the reference board connects what the reference circuit connects, and nothing else.</summary>
[TestClass]
public class KicadTests
{
    private static readonly ReferenceCircuit s_circuit = ReferenceCircuit.Load();
    private static readonly KicadData s_data = KicadData.Load();

    [TestMethod]
    [DataRow("aed")]
    [DataRow("kit")]
    [DataRow("station")]
    public void The_committed_schematic_connects_what_the_circuit_connects(string kind)
    {
        IReadOnlyList<string> differences = Read(kind, Committed).Differences(Build(kind), s_data);

        Assert.IsEmpty(differences, string.Join("\n", differences));
    }

    [TestMethod]
    [DataRow("sensors", "(label \"40:bus\"", "(label \"40:bsu\"", "\"40:bsu\" is in the schematic only")]
    [DataRow("power", "(global_label \"V+\"", "(global_label \"3V3\"", "\"V+\" connects")]
    [DataRow("watchdog", "(number \"11\"", "(number \"99\"", "U61 has a pin 99 in the schematic only")]
    public void A_schematic_that_was_changed_by_hand_is_told(string sheet, string from, string to, string expected)
    {
        IReadOnlyList<string> differences = Read("station",
            name => name == $"station/{sheet}.kicad_sch" ? ReplaceFirst(Committed(name), from, to) : Committed(name))
            .Differences(Build("station"), s_data);

        Assert.Contains(difference => difference.Contains(expected, StringComparison.Ordinal), differences, string.Join("\n", differences));
    }

    [TestMethod]
    public void A_wire_that_is_taken_away_leaves_its_pin_open()
    {
        string text = Committed("station/heater.kicad_sch");
        int at = text.IndexOf("(wire", StringComparison.Ordinal);
        string cut = text[..at] + text[text.IndexOf("\n  (", at, StringComparison.Ordinal)..].TrimStart();

        IReadOnlyList<string> differences = Read("station", name => name == "station/heater.kicad_sch" ? cut : Committed(name))
            .Differences(Build("station"), s_data);

        Assert.IsNotEmpty(differences);
    }

    [TestMethod]
    [DataRow("(label \"40:bus\"", "(bus \"40:bus\"")]
    [DataRow("(no_connect", "(junction")]
    public void What_the_reader_does_not_know_is_not_taken_for_nothing(string from, string to) =>
        Assert.ThrowsExactly<FormatException>(() =>
            Read("station",
                name => name.EndsWith("sensors.kicad_sch", StringComparison.Ordinal)
                    || name.EndsWith("controller.kicad_sch", StringComparison.Ordinal)
            ? Committed(name).Replace(from, to, StringComparison.Ordinal) : Committed(name)));

    [TestMethod]
    public void An_exported_netlist_is_compared_in_the_same_way()
    {
        const string Export = """
            (export (version "E") (components (comp (ref "R1") (value "10 Ω") (footprint "Resistor_THT:R"))) (nets
              (net (code "1") (name "/power: 供电/charge") (node (ref "R1") (pin "2")))))
            """;

        KicadNetlist read = KicadNetlist.OfExport(Export);
        IReadOnlyList<string> differences = read.Differences(Build("aed"), s_data);

        Assert.AreEqual("10 Ω", read.Parts["R1"].Value);
        Assert.Contains("PS1 is missing in the schematic.", differences);
        Assert.Contains("\"charge\" connects D5.A R1.2; in the schematic R1.2.", differences);
    }

    [TestMethod]
    public void Every_block_has_a_sheet_every_part_on_the_carrier_its_pads_and_every_page_says_that_nothing_is_built()
    {
        CollectionAssert.AreEquivalent(s_circuit.Blocks.Select(block => block.Block).ToArray(),
            s_data.Sheets.SelectMany(sheet => sheet.Blocks).ToArray());
        foreach ((string name, KicadPart part) in s_data.Parts)
        {
            Assert.IsTrue(s_circuit.Library.TryGetValue(name, out PartType? type), name);
            string[] pads = [.. type.Pins.Select(pin => part.Pads?.GetValueOrDefault(pin) ?? pin)];
            CollectionAssert.AllItemsAreUnique(pads, name);
            Assert.IsTrue(part.Pads is null || part.Pads.Keys.All(type.Pins.Contains), name);
        }

        foreach (string file in Directory.GetFiles(RepositoryRoot.At("hardware", "kicad"), "*.kicad_sch", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            Assert.Contains(s_circuit.Notice!.En, text, file);
            Assert.Contains(s_circuit.Notice.Zh, text, file);
        }
    }

    private static string Committed(string name) => File.ReadAllText(RepositoryRoot.At(["hardware", "kicad", .. name.Split('/')]));

    private static KicadNetlist Read(string kind, Func<string, string> read) =>
        KicadNetlist.OfSchematic($"{kind}.kicad_sch", name => read($"{kind}/{name}"));

    private static Netlist Build(string kind) =>
        new(s_circuit, ShippedBoards.Load().Single(board => board.Board == SimulatedBoard.Reference), kind);

    private static string ReplaceFirst(string text, string from, string to)
    {
        int at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, at, from);
        return string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
    }
}
