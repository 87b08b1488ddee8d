using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Boards;

/// <summary>A person who lays the wires of the sheets, one after the other, has connected what the circuit connects.</summary>
[TestClass]
public class WireListTests
{
    private static readonly ReferenceCircuit s_circuit = ReferenceCircuit.Load();
    private static readonly BoardFile[] s_boards = [.. ShippedBoards.Load().Where(board => !board.Memory.IsBenchOnly)];

    public static IEnumerable<object[]> Cabinets =>
        s_boards.SelectMany(board => board.Kinds.Select(kind => new object[] { board.Board, kind }));

    [TestMethod]
    [DynamicData(nameof(Cabinets))]
    public void Each_wire_joins_two_ends_of_one_net_and_each_end_outside_the_carrier_has_one(string board, string kind)
    {
        Netlist netlist = Build(board, kind);
        IReadOnlyList<Wire> wires = WireList.Of(netlist);

        foreach (Wire wire in wires)
        {
            Assert.AreEqual(wire.Net, netlist.NetOf(wire.From), wire.ToString());
            Assert.IsTrue(wire.To is null || netlist.NetOf(wire.To) == wire.Net, wire.ToString());
        }

        HashSet<NetEnd> laid = [.. wires.SelectMany(wire => new[] { wire.From, wire.To }).OfType<NetEnd>()];
        string assembled = string.Join(' ', s_circuit.Wires.Select(wire => wire.To?.En));
        foreach (NetlistPart part in netlist.Parts.Where(WireList.IsWired))
        {
            foreach (NetEnd end in part.Type.Pins.Select(pin => new NetEnd(part.Ref, pin))
                .Where(end => netlist.NetOf(end) is not null && !laid.Contains(end)))
            {
                Assert.IsTrue(assembled.Contains(part.Ref, StringComparison.Ordinal) || part.Use.Block.Block == "beacon",
                    $"{end} has no wire.");
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cabinets))]
    public void What_runs_outside_the_carrier_is_joined_by_the_wires_and_the_carrier(string board, string kind)
    {
        Netlist netlist = Build(board, kind);
        ILookup<string, Wire> wires = WireList.Of(netlist).ToLookup(wire => wire.Net);
        foreach ((string net, List<NetEnd> ends) in netlist.Nets)
        {
            // The carrier's copper joins all of its own ends.
            Dictionary<string, NetlistPart> parts = netlist.Parts.ToDictionary(part => part.Ref);
            NetEnd[] outside = [.. ends.Where(end =>
                WireList.IsWired(parts[end.Ref]) && !IsOnCarrier(parts[end.Ref]) && parts[end.Ref].Use.Block.Block != "beacon")];
            HashSet<NetEnd> reached = [.. ends.Except(outside)];
            reached = reached.Count > 0 ? reached : [.. outside.Take(1)];
            for (int before = -1; before < reached.Count;)
            {
                before = reached.Count;
                foreach (Wire wire in wires[net]
                    .Where(wire => wire.To is not null && (reached.Contains(wire.From) || reached.Contains(wire.To))))
                {
                    reached.Add(wire.From);
                    reached.Add(wire.To!);
                }
            }

            Assert.IsEmpty(outside.Where(end => !reached.Contains(end) && end.Ref != "X8"),
                $"{net}: {string.Join(' ', outside.Where(end => !reached.Contains(end)))}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cabinets))]
    public void Each_pole_on_the_carrier_takes_one_wire(string board, string kind)
    {
        Netlist netlist = Build(board, kind);
        IReadOnlyList<Wire> wires = WireList.Of(netlist);

        foreach (IGrouping<NetEnd, NetEnd> end in wires.SelectMany(wire => new[] { wire.From, wire.To }).OfType<NetEnd>()
            .GroupBy(end => end))
        {
            Assert.IsTrue(end.Count() == 1 || !IsOnCarrier(netlist.Parts.Single(part => part.Ref == end.Key.Ref)),
                $"{end.Key}: {end.Count()} wires");
        }
    }

    [TestMethod]
    [DataRow("aed")]
    [DataRow("station")]
    public void Mains_and_supply_have_a_sheet_of_their_own_and_nothing_of_them_is_on_the_other(string kind)
    {
        string mains = Sheets("esp32-s3", kind, "mains");
        string other = Sheets("esp32-s3", kind, "wires");

        foreach (string reference in new[] { "PS1", "F1", "F2", "BT1", "X1", "X2", "X3", "X4", "X5", "X56", "X57", "X58", "K56", "U3" })
        {
            Assert.MatchesRegex($@">{reference}\.", mains);
            Assert.DoesNotMatchRegex($@">{reference}\.", other);
        }

        Assert.Contains("仅限持证电工", mains);
        Assert.Contains("licensed electricians only", mains);
        Assert.Contains("黄绿 green-yellow", mains);
    }

    [TestMethod]
    [DynamicData(nameof(Cabinets))]
    public void Each_line_has_cross_section_colour_and_length_and_a_torque_where_there_is_a_screw(string board, string kind)
    {
        foreach (Wire wire in WireList.Of(Build(board, kind)))
        {
            Assert.IsGreaterThanOrEqualTo(wire.Class.Mains && wire.Net is "L" or "N" or "PE" ? 1.5 : 0.5, wire.Class.Mm2, wire.ToString());
            Assert.IsInRange(0.1, 5, wire.Class.MaxM);
            Assert.IsFalse(string.IsNullOrWhiteSpace(wire.Colour.Zh) || string.IsNullOrWhiteSpace(wire.Colour.En), wire.ToString());
        }

        foreach (NetlistPart terminal in Build(board, kind).Parts.Where(part => WireList.IsTerminal(part) && part.TypeName != "stud"))
        {
            Assert.IsNotNull(terminal.Type.StripMm, terminal.Ref);
        }
    }

    [TestMethod]
    public void A_terminal_whose_wires_nobody_described_is_told()
    {
        ReferenceCircuit spoiled = s_circuit with { Wires = [.. s_circuit.Wires.Where(wire => !wire.Terminals.Contains("X40"))] };

        Terminal.UserErrorException told = Assert.ThrowsExactly<Terminal.UserErrorException>(
            () => WireList.Of(new Netlist(spoiled, s_boards[0], "aed")));

        Assert.Contains("X40", told.Message);
    }

    private static bool IsOnCarrier(NetlistPart part) => Simulator.Boards.Circuit.KicadData.IsOnCarrier(part);

    private static string Sheets(string board, string kind, string name) =>
        string.Concat(Directory.GetFiles(RepositoryRoot.At("hardware", "sheets"), $"{board}-{kind}-{name}-*.svg").Select(File.ReadAllText));

    private static Netlist Build(string board, string kind) => new(s_circuit, s_boards.Single(known => known.Board == board), kind);
}
