using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>
/// The wires of a cabinet: between terminals and what is mounted in the cabinet. What is soldered to the carrier has none.
/// </summary>
public sealed class WireList
{
    private readonly Netlist _netlist;
    private readonly Dictionary<string, NetlistPart> _parts;
    private readonly List<Wire> _wires = [];

    private WireList(Netlist netlist)
    {
        _netlist = netlist;
        _parts = netlist.Parts.ToDictionary(part => part.Ref);
        foreach ((string net, List<NetEnd> all) in netlist.Nets)
        {
            NetEnd[] ends = [.. all.Where(end => IsWired(_parts[end.Ref]))];
            if (netlist.Circuit.Wires.FirstOrDefault(wire => wire.Nets.Contains(net)) is WireClass known)
            {
                AddRun(net, ends, known, alongCarrier: true);
                continue;
            }

            // A net that many blocks share runs on the carrier; the wires of each block go their own way.
            foreach (IGrouping<BlockUse, NetEnd> own in ends.GroupBy(end => _parts[end.Ref].Use))
            {
                AddOwn(net, [.. own]);
            }
        }
    }

    /// <summary>Lists the wires of a netlist, in the order of their terminals.</summary>
    /// <param name="netlist">The netlist.</param>
    /// <returns>The wires.</returns>
    /// <exception cref="UserErrorException">The circuit does not say what a wire must be.</exception>
    public static IReadOnlyList<Wire> Of(Netlist netlist) =>
        [.. new WireList(netlist)._wires.OrderBy(wire => Kind(wire.From), StringComparer.Ordinal).ThenBy(wire => Number(wire.From))
            .ThenBy(wire => wire.From.Pin, StringComparer.Ordinal)];

    /// <summary>Whether wires are laid to a part.</summary>
    /// <param name="part">The part.</param>
    /// <returns><c>true</c> for a terminal that is screwed, and for what is mounted in the cabinet or on its rail.</returns>
    public static bool IsWired(NetlistPart part) => part.Type.Field || part.Type.Wired || IsTerminal(part);

    /// <summary>Whether a part is a terminal for wires: a header for plugs is none.</summary>
    /// <param name="part">The part.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsTerminal(NetlistPart part) => part.Type is { Symbol: "terminal", TorqueNm: not null };

    private static string Kind(NetEnd end) => end.Ref.StartsWith('X') ? string.Empty : end.Ref.TrimEnd("0123456789".ToCharArray());

    private static int Number(NetEnd end) =>
        int.Parse(end.Ref.AsSpan(end.Ref.TrimEnd("0123456789".ToCharArray()).Length), System.Globalization.CultureInfo.InvariantCulture);

    private void AddOwn(string net, NetEnd[] ends)
    {
        NetEnd[] terminals = [.. ends.Where(end => IsTerminal(_parts[end.Ref]))];
        if (terminals.Length == 0)
        {
            return;
        }

        WireClass wire = _netlist.Circuit.Wires.FirstOrDefault(wire => wire.Terminals.Contains(terminals[0].Ref))
            ?? throw new UserErrorException(
                $"hardware/circuit/reference.json: wires: nothing says what the wires on {terminals[0].Ref} must be.",
                UserErrorException.WrongInput);
        if (wire.To is not null)
        {
            _wires.AddRange(terminals.Select(terminal => Make(net, terminal, null, wire)));
        }
        else if (terminals.Length == 1)
        {
            _wires.AddRange(ends.Except(terminals).Select(thing => Make(net, terminals[0], thing, wire)));
        }
        else
        {
            AddRun(net, ends, wire, alongCarrier: false);
        }
    }

    private void AddRun(string net, NetEnd[] ends, WireClass wire, bool alongCarrier)
    {
        // The carrier comes last: its terminals have room for one wire. What is in the cabinet hangs on the terminal of its own block.
        NetEnd[] run = [.. ends.OrderBy(end => alongCarrier && KicadData.IsOnCarrier(_parts[end.Ref]))];
        NetEnd trunk = run[0];
        foreach (NetEnd to in run.Skip(1))
        {
            NetEnd? own = alongCarrier && _parts[to.Ref].Type.Field && !IsTerminal(_parts[to.Ref])
                ? ends.TakeWhile(end => end != to).FirstOrDefault(
                    end => IsTerminal(_parts[end.Ref]) && _parts[end.Ref].Use == _parts[to.Ref].Use)
                : null;
            NetEnd from = own ?? trunk;
            trunk = wire.Star || own is not null ? trunk : to;

            // Two terminals of the carrier are joined on it.
            if (alongCarrier || !IsTerminal(_parts[from.Ref]) || !IsTerminal(_parts[to.Ref]))
            {
                _wires.Add(IsTerminal(_parts[to.Ref]) && !IsTerminal(_parts[from.Ref]) ? Make(net, to, from, wire)
                    : Make(net, from, to, wire));
            }
        }
    }

    private Wire Make(string net, NetEnd from, NetEnd? to, WireClass wire)
    {
        int pole = wire.Colours.Count == 1 ? 0 : Math.Max(0, _parts[from.Ref].Type.Pins.ToList().IndexOf(from.Pin));
        return new Wire(net, from, to, wire, wire.Colours[Math.Min(pole, wire.Colours.Count - 1)]);
    }
}
