using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Simulator.Boards.Circuit.Spice;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Boards;

/// <summary>The reference circuit works at −40, 25 and 70 °C as ngspice sees it, and the values that were found wrong once are found again.</summary>
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
    [DataRow("\"ref\": \"R{n}5\", \"part\": \"r470\"", "\"ref\": \"R{n}5\", \"part\": \"r1\"", "short-green", DisplayName = "raw 3V3 on the light's cable")]
    [DataRow("\"ref\": \"R{n}5\", \"part\": \"r470\"", "\"ref\": \"R{n}5\", \"part\": \"r1\"", "short-red", DisplayName = "raw 3V3 on the other light's cable")]
    [DataRow("\"ref\": \"R403\", \"part\": \"r150\"", "\"ref\": \"R403\", \"part\": \"r1\"", "short-probe", DisplayName = "raw 3V3 on the probe's cable")]
    [DataRow("\"ref\": \"R{n}3\", \"part\": \"r330k\"", "\"ref\": \"R{n}3\", \"part\": \"r1k\"", "dead-board-door@-40", DisplayName = "1 kΩ into a dead board, cold")]
    [DataRow("\"ref\": \"R{n}3\", \"part\": \"r330k\"", "\"ref\": \"R{n}3\", \"part\": \"r1k\"", "dead-board-sounds@25", DisplayName = "1 kΩ into a dead board")]
    [DataRow("\"ref\": \"R{n}2\", \"part\": \"r33k\"", "\"ref\": \"R{n}2\", \"part\": \"r10k\"", "contact-margin@-40", DisplayName = "10 kΩ behind the opto-coupler")]
    [DataRow("\"ref\": \"R{n}1\", \"part\": \"r10k\"", "\"ref\": \"R{n}1\", \"part\": \"r470k\"", "light-day", DisplayName = "470 kΩ behind the photo-transistor")]
    [DataRow("\"ref\": \"D611\", \"part\": \"lowleak\"", "\"ref\": \"D611\", \"part\": \"schottky\"", "monostable@70", DisplayName = "a Schottky diode over the gate's time")]
    [DataRow("\"8 × 4.7 kΩ\"", "\"8 × 10 kΩ\"", "driver-reset", DisplayName = "10 kΩ at the driver's inputs")]
    [DataRow("\"ref\": \"R1\", \"part\": \"r10charge\"", "\"ref\": \"R1\", \"part\": \"r1\"", "supply-flat", DisplayName = "a flat battery right on the supply")]
    [DataRow("\"charge\": [\"R1.2\", \"D5.A\"],\n        \"Battery fused\": [\"F2.1\", \"U3.IN\", \"X7.1\", \"D5.K\"]", "\"charge\": [\"D5.A\", \"D5.K\"],\n        \"Battery fused\": [\"F2.1\", \"R1.2\", \"U3.IN\"]", "supply-cut", DisplayName = "a way around the low-voltage disconnect")]
    [DataRow("\"ref\": \"R521\", \"part\": \"r330\"", "\"ref\": \"R521\", \"part\": \"r220\"", "beacon-most", DisplayName = "220 Ω in a string of the beacon")]
    public void What_was_found_wrong_fails_its_limit_and_what_stands_there_now_holds_it(string now, string before, string check)
    {
        Assert.Contains(now, s_text);

        Assert.IsTrue(Simulated(s_text, check).IsRight, Simulated(s_text, check).Told);
        (bool isRight, string told) = Simulated(s_text.Replace(now, before, StringComparison.Ordinal), check);
        Assert.IsFalse(isRight, told);
    }

    [TestMethod]
    [DataRow("\"pin\": \"+VIN\", \"minV\": 9, \"maxV\": 18", "\"pin\": \"+VIN\", \"minV\": 10.8, \"maxV\": 13.2", "station", "PS3 (TMR 1-1212) works at 10.8 to 13.2 V on +VIN, and V+ is 10 to 13.9 V")]
    [DataRow("\"ref\": \"C3\", \"part\": \"c10u50\"", "\"ref\": \"C3\", \"part\": \"c10u\"", "station", "stands 16 V, and V+ reaches 25.2 V behind its suppressor")]
    [DataRow("\"leastContactUa\": 1000", "\"leastContactUa\": 160000", "station", "S11 (D2VW-01L2A-1M) needs 160000 µA to keep its contact clean, and gets 2148.9 µA")]
    [DataRow("[{\"ref\": \"S15\", \"part\": \"reed\"}, {\"ref\": \"M15\", \"part\": \"magnet\"}]", "[{\"ref\": \"S15\", \"part\": \"micro\"}]", "kit", "S15 (D2VW-01L2A-1M) needs 1000 µA to keep its contact clean, and gets 6.8 µA")]
    [DataRow("\"8 × 4.7 kΩ\"", "\"8 × 10 kΩ\"", "kit", "leaves the driver's inputs at 0.83 V")]
    [DataRow("\"peakV\": 1200", "\"peakV\": 600", "station", "K56 (CWD4825) stands 600 V, and RV1 lets 710 V through")]
    [DataRow("\"ref\": \"R{n}2\", \"part\": \"r33k\"", "\"ref\": \"R{n}2\", \"part\": \"r1m\"", "station", "R102 (1 MΩ) lifts \"aedDoor:open\" to 2.20 V only when 1.1 µA leak at 70 °C")]
    public void What_a_part_would_not_stand_or_not_work_with_is_told(string now, string before, string kind, string expected)
    {
        Assert.Contains(now, s_text);
        BoardFile board = Board();

        Assert.IsEmpty(NetlistCheck.Problems(new Netlist(ReferenceCircuit.Parse(s_text), board, kind)));
        string told = string.Join("\n", NetlistCheck.Problems(new Netlist(ReferenceCircuit.Parse(s_text.Replace(now, before, StringComparison.Ordinal)), board, kind)));

        Assert.Contains(expected, told);
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
        (SimulatedCheck done, double figure, string said) = CircuitSimulation.Run(ReferenceCircuit.Parse(text), Board(), CircuitChecks.All.Where(one => one.Id == check)).Single();
        return (done.IsRight(figure), $"{check}: {figure} {done.Unit}\n{said}");
    }
}
