using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Simulator.Boards.Circuit.Spice;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Boards;

/// <summary>
/// The reference circuit works at −40, 25 and 70 °C as ngspice sees it, and the values that were found wrong once are found again.
/// </summary>
[TestClass]
public class CircuitSimulationTests
{
    private static readonly string s_text = File.ReadAllText(ReferenceCircuit.ShippedFile);

    [TestMethod]
    public void Simulate_tells_each_figure_and_its_limit_in_both_languages_and_none_fails()
    {
        (int exitCode, string said) = BoardsCommandTests.Run("boards", "simulate");

        Assert.AreEqual(0, exitCode, said);
        Assert.Contains(" checks, 0 failed.", said);
        Assert.Contains("控制板没电，门开：门节点", said);
        Assert.Contains("Board dead, door open: the door's node, -40 °C", said);
        Assert.DoesNotContain("FAILED", said);
    }

    [TestMethod]
    [DataRow("\"ref\": \"R{n}5\", \"part\": \"r470\"", "\"ref\": \"R{n}5\", \"part\": \"r1\"", "short-green",
        DisplayName = "1: raw 3V3 on the light's cable")]
    [DataRow("\"ref\": \"R{n}5\", \"part\": \"r470\"", "\"ref\": \"R{n}5\", \"part\": \"r1\"", "short-red",
        DisplayName = "1: raw 3V3 on the other light's cable")]
    [DataRow("\"ref\": \"R403\", \"part\": \"r150\"", "\"ref\": \"R403\", \"part\": \"r1\"", "short-probe",
        DisplayName = "1: raw 3V3 on the probe's cable")]
    [DataRow("\"ref\": \"R{n}3\", \"part\": \"r330k\"", "\"ref\": \"R{n}3\", \"part\": \"r1k\"", "dead-board-door@-40",
        DisplayName = "2: 1 kΩ into a dead board, cold")]
    [DataRow("\"ref\": \"R{n}3\", \"part\": \"r330k\"", "\"ref\": \"R{n}3\", \"part\": \"r1k\"", "dead-board-sounds@25",
        DisplayName = "2: 1 kΩ into a dead board")]
    [DataRow("\"ref\": \"R{n}2\", \"part\": \"r33k\"", "\"ref\": \"R{n}2\", \"part\": \"r10k\"", "contact-margin@-40",
        DisplayName = "10: 10 kΩ behind the opto-coupler")]
    [DataRow("\"ref\": \"R{n}1\", \"part\": \"r10k\"", "\"ref\": \"R{n}1\", \"part\": \"r470k\"", "light-day",
        DisplayName = "6: 470 kΩ behind the photo-transistor")]
    [DataRow("\"ref\": \"D611\", \"part\": \"lowleak\"", "\"ref\": \"D611\", \"part\": \"schottky\"", "monostable@70",
        DisplayName = "11: a Schottky diode over the gate's time")]
    [DataRow("\"8 × 4.7 kΩ\"", "\"8 × 10 kΩ\"", "driver-reset", DisplayName = "13: 10 kΩ at the driver's inputs")]
    [DataRow("\"ref\": \"R1\", \"part\": \"r10charge\"", "\"ref\": \"R1\", \"part\": \"r1\"", "supply-flat",
        DisplayName = "7: a flat battery right on the supply")]
    [DataRow("\"charge\": [\"R1.2\", \"D5.A\"],\n        \"Battery fused\": [\"F2.1\", \"U3.IN\", \"X7.1\", \"D5.K\"]",
        "\"charge\": [\"D5.A\", \"D5.K\"],\n        \"Battery fused\": [\"F2.1\", \"R1.2\", \"U3.IN\"]", "supply-cut",
        DisplayName = "7: a way around the low-voltage disconnect")]
    [DataRow("\"ref\": \"R521\", \"part\": \"r330\"", "\"ref\": \"R521\", \"part\": \"r220\"", "beacon-most",
        DisplayName = "15: 220 Ω in a string of the beacon")]
    [DataRow("\"ref\": \"R{n}5\", \"part\": \"r470\"", "\"ref\": \"R{n}5\", \"part\": \"r1\"", "wire-X20.1-0V",
        DisplayName = "1: raw 3V3 on the light's cable takes the other inputs along")]
    [DataRow("\"ref\": \"R601\", \"part\": \"r47k\"", "\"ref\": \"R601\", \"part\": \"r1k\"", "no-3v3-phantom",
        DisplayName = "1: the dead 3V3 lives on the watchdog's pin")]
    [DataRow("\"ref\": \"R616\", \"part\": \"r1k\"", "\"ref\": \"R616\", \"part\": \"r1m\"", "no-3v3-phantom",
        DisplayName = "1: the dead 3V3 lives on the battery's divider")]
    [DataRow("\"ref\": \"R{n}4\", \"part\": \"r10k\"", "\"ref\": \"R{n}4\", \"part\": \"r1k\"", "dead-board-takes",
        DisplayName = "2: 1 kΩ from the lights into a dead board")]
    [DataRow("\"ref\": \"R3\", \"part\": \"r1k\"", "\"ref\": \"R3\", \"part\": \"r1m\"", "no-field-spread@-40",
        DisplayName = "4: the contacts open one after the other when PS3 dies")]
    [DataRow("\"ref\": \"R303\", \"part\": \"r47k\"", "\"ref\": \"R303\", \"part\": \"r10k\"", "mains-margin@-40",
        DisplayName = "10: 10 kΩ behind the mains' opto-coupler")]
    [DataRow("{\"ref\": \"MAT61\", \"part\": \"coating\"},", "", "watchdog-damp", DisplayName = "11: no coating, 3.2 MΩ across C601")]
    [DataRow("\"ref\": \"R614\", \"part\": \"r100k\"", "\"ref\": \"R614\", \"part\": \"r1\"", "gate-start",
        DisplayName = "11: U61's reset right on 3V3")]
    [DataRow("\"ref\": \"R611\", \"part\": \"r1m\"", "\"ref\": \"R611\", \"part\": \"r470k\"", "monostable-least",
        DisplayName = "11: half the gate's time, and X7R at its least")]
    [DataRow("\"part\": \"sirenkit\"", "\"part\": \"siren\"", "awake-cold-sounding",
        DisplayName = "12: a mains cabinet's sounder on cold lithium cells")]
    [DataRow("\"ref\": \"R401\", \"part\": \"r2k2\"", "\"ref\": \"R401\", \"part\": \"r4k7\"", "one-wire-rise",
        DisplayName = "14: 4.7 kΩ on the probe's bus")]
    [DataRow("\"ref\": \"F51\", \"part\": \"ptc04\"", "\"ref\": \"F51\", \"part\": \"ptc02\"", "carries-F51",
        DisplayName = "15: a fuse that opens under the sounder in the heat")]
    [DataRow("\"0.75 A hold\"", "\"0.9 A hold\"", "trips-X59.1", DisplayName = "1: a fuse that PS1 alone can't trip in the cold")]
    public void What_was_found_wrong_fails_its_limit_and_what_stands_there_now_holds_it(string now, string before, string check)
    {
        Assert.Contains(now, s_text);

        Assert.IsTrue(Simulated(s_text, check).IsRight, Simulated(s_text, check).Told);
        (bool isRight, string told) = Simulated(s_text.Replace(now, before, StringComparison.Ordinal), check);
        Assert.IsFalse(isRight, told);
    }

    [TestMethod]
    [DataRow("\"pin\": \"+VIN\", \"minV\": 9, \"maxV\": 18", "\"pin\": \"+VIN\", \"minV\": 10.8, \"maxV\": 13.2", "station",
        "PS3 (TMR 1-1212) works at 10.8 to 13.2 V on +VIN, and V+ is 10 to 13.9 V")]
    [DataRow("\"ref\": \"C3\", \"part\": \"c10u50\"", "\"ref\": \"C3\", \"part\": \"c10u\"", "station",
        "stands 16 V, and V+ reaches 25.2 V behind its suppressor")]
    [DataRow("\"leastContactUa\": 1000", "\"leastContactUa\": 160000", "station",
        "S11 (D2VW-01L2A-1M) needs 160000 µA to keep its contact clean, and gets 2148.9 µA")]
    [DataRow("[{\"ref\": \"S15\", \"part\": \"reed\"}, {\"ref\": \"M15\", \"part\": \"magnet\"}]",
        "[{\"ref\": \"S15\", \"part\": \"micro\"}]", "kit", "S15 (D2VW-01L2A-1M) needs 1000 µA to keep its contact clean, and gets 6.8 µA")]
    [DataRow("\"8 × 4.7 kΩ\"", "\"8 × 10 kΩ\"", "kit", "leaves the driver's inputs at 0.83 V")]
    [DataRow("\"peakV\": 1200", "\"peakV\": 600", "station", "K56 (CWD4825) stands 600 V, and RV1 lets 710 V through")]
    [DataRow("\"ref\": \"R{n}2\", \"part\": \"r33k\"", "\"ref\": \"R{n}2\", \"part\": \"r1m\"", "station",
        "R102 (1 MΩ) lifts \"aedDoor:open\" to 2.20 V only when 1.1 µA leak at 70 °C")]
    [DataRow("\"PE\": [\"X3.1\", \"X4.1\", \"X5.1\", \"X8.1\"]", "\"PE\": [\"X3.1\", \"X4.1\", \"X5.1\"]", "station",
        "0 V and PE meet at 0 terminals; bond them at exactly one.")]
    [DataRow("\"PE\": [\"X3.1\", \"X4.1\", \"X5.1\", \"X8.1\"]", "\"PE\": [\"X3.1\", \"X8.1\"]", "station",
        "PE reaches 0 bonding studs; box and door need one each.")]
    [DataRow("\"3V3\": [\"U1.OUT\", \"R4.1\"],\n        \"1:esr\": [\"R4.2\", \"C4.1\"]",
        "\"3V3\": [\"U1.OUT\", \"R4.1\", \"C4.1\"],\n        \"1:esr\": [\"R4.2\"]", "station",
        "C4 (10 µF 16 V) hangs right on U1's output, which may oscillate")]
    [DataRow("\"56:c\": [\"ST56.2\", \"F57.1\"],\n        \"56:b\": [\"F57.2\", \"X56.1\", \"E56.L\"]",
        "\"56:c\": [\"F57.1\", \"F57.2\"],\n        \"56:b\": [\"ST56.2\", \"X56.1\", \"E56.L\"]", "station",
        "E56 has no thermalfuse before it; it needs a thermal cut-off that opens once.")]
    [DataRow("\"56:f\": [\"F56.2\", \"K56.L1\"]", "\"56:f\": [\"F56.2\"]", "station",
        "E56 has no fuse1 before it; it needs a fuse of its own.")]
    [DataRow("\"U70.AGND\", \"U70.FB\"", "\"U70.AGND\"", "kit", "U70 (TPS62177DQCR) has its FB not on AGND")]
    [DataRow("\"U61.2A\", \"U61.2nR\"", "\"U61.2nR\"", "station", "U61 (CD74HC4538E): its input 2A floats")]
    public void What_a_part_would_not_stand_or_not_work_with_is_told(string now, string before, string kind, string expected)
    {
        Assert.Contains(now, s_text);
        BoardFile board = Board();

        Assert.IsEmpty(NetlistCheck.Problems(new Netlist(ReferenceCircuit.Parse(s_text), board, kind)));
        string told = string.Join("\n", NetlistCheck.Problems(
            new Netlist(ReferenceCircuit.Parse(s_text.Replace(now, before, StringComparison.Ordinal)), board, kind)));

        Assert.Contains(expected, told);
    }

    [TestMethod]
    public void Every_pin_of_every_cable_of_the_inputs_is_opened_and_shorted()
    {
        Netlist netlist = new(ReferenceCircuit.Parse(s_text), Board(), "station");
        string[] done = [.. CircuitChecks.Of(netlist).Select(check => check.Id)];

        foreach (NetlistPart terminal in netlist.Parts.Where(
            part => part.Type.Symbol == "terminal" && part.Use.Block.Block is "contact" or "light" or "one-wire"
                && part.Ref.StartsWith('X')))
        {
            foreach (string pin in terminal.Type.Pins)
            {
                Assert.Contains($"wire-{terminal.Ref}.{pin}-open", done);
                Assert.IsTrue(netlist.NetOf(new NetEnd(terminal.Ref, pin)) == "0V" || done.Contains($"wire-{terminal.Ref}.{pin}-0V"),
                    $"{terminal.Ref}.{pin}");
            }
        }

        Assert.Contains("wire-X20.2-X21.1", done);
        Assert.AreEqual(done.Length, done.Distinct().Count());
    }

    [TestMethod]
    public void Without_ngspice_a_person_is_told_what_to_install()
    {
        UserErrorException error = Assert.ThrowsExactly<UserErrorException>(() => Ngspice.Run("x\n.end\n", "no-such-ngspice"));

        Assert.Contains("apt-get install ngspice", error.Message);
        Assert.Contains("没有ngspice", error.Message);
    }

    [TestMethod]
    public void A_deck_that_comes_to_no_result_fails_its_limit()
    {
        (double figure, _) = Ngspice.Run("x\nV1 a 0 1\n.control\nop\nprint v(a)\nquit\n.endc\n.end\n");

        Assert.IsTrue(double.IsNaN(figure));
        Assert.IsFalse(CircuitChecks.All[0].IsRight(figure));
    }

    private static BoardFile Board() => ShippedBoards.Load().Single(board => board.Board == CircuitSimulation.Board);

    private static (bool IsRight, string Told) Simulated(string text, string check)
    {
        ReferenceCircuit circuit = ReferenceCircuit.Parse(text);
        (SimulatedCheck done, double figure, string said) = CircuitSimulation.Run(circuit, Board(),
            CircuitChecks.Of(new Netlist(circuit, Board(), "station")).Where(one => one.Id == check)).Single();
        return (done.IsRight(figure), $"{check}: {figure} {done.Unit}\n{said}");
    }
}
