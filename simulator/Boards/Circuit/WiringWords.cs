using AedCabinet.Simulator.Boards.Checking;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>What stands on the first page of a wiring diagram, in words.</summary>
/// <param name="netlist">The circuit.</param>
internal sealed class WiringWords(Netlist netlist)
{
    private const int PartsInWords = 9;

    /// <summary>What is written beside a pin that is not used.</summary>
    /// <param name="pin">The pin's name in the header.</param>
    /// <returns>The words.</returns>
    public string NoteOn(string pin)
    {
        if (BoardHeader.Gpio(pin) is not int gpio)
        {
            return "不接 not connected";
        }

        string[] ports = [.. netlist.Board.Ports.Where(port => port.Value == gpio).Select(port => port.Key)];
        if (ports.Length > 0 && netlist.NetOf(new NetEnd(NetEnd.Controller, ports[0])) is string net)
        {
            return $"{net} → {string.Join(' ', netlist.Nets[net].Where(end => end.Ref != NetEnd.Controller))}";
        }

        GpioFacts facts = netlist.Board.Gpio[gpio];
        string? taken = facts.Taken switch
        {
            PinLimit.Flash => "闪存 flash",
            PinLimit.Psram => "PSRAM",
            PinLimit.Ethernet => "以太网 Ethernet",
            PinLimit.Usb => "USB",
            PinLimit.Console => "串口日志 serial log",
            PinLimit.Led => "板上灯 board's light",
            _ => null,
        };
        if (taken is not null)
        {
            return $"{taken}：不接 not connected";
        }

        return facts.Has(PinLimit.StrapLow) || facts.Has(PinLimit.StrapHigh) ? "启动引脚：悬空 boot pin: leave it open" : "空 free";
    }

    /// <summary>What is written beside the line of a pin.</summary>
    /// <param name="signal">The signal, or the role of a supply pin.</param>
    /// <returns>The words.</returns>
    public (string Zh, string En, string Code) NamesOf(string signal)
    {
        if (netlist.Circuit.Signals.TryGetValue(signal, out CircuitSignal? known))
        {
            return (known.Zh, known.En, signal + (known.IsOutput ? " ▸" : string.Empty));
        }

        string net = netlist.NetOf(new NetEnd(NetEnd.Controller, signal))!;
        return signal switch
        {
            "reset" => ("复位", "Reset", net),
            "ground" => ("地", "Ground", net),
            _ => ("供电", "Supply", net),
        };
    }

    /// <summary>The blocks that work for a pin: those that its own net reaches first, then the others.</summary>
    /// <param name="signal">The signal, or the role of a supply pin.</param>
    /// <returns>The blocks.</returns>
    public List<BlockUse> UsesOf(string signal)
    {
        NetEnd end = new(NetEnd.Controller, signal);
        List<BlockUse> direct = [.. netlist.Uses.Where(
            use => use.Block.Nets.Values.Any(ends => ends.Any(text => NetEnd.Parse(use.Fill(text)) == end)))];
        return [.. direct, .. netlist.Uses.Where(use => use.Instance.Signals.Contains(signal) && !direct.Contains(use))];
    }

    /// <summary>The parts that are drawn in a pin's row; those that two pins share are drawn once.</summary>
    /// <param name="uses">The blocks of the row.</param>
    /// <param name="signal">The signal, or the role of a supply pin.</param>
    /// <returns>The parts.</returns>
    public IEnumerable<NetlistPart> PartsOf(IEnumerable<BlockUse> uses, string signal) =>
        uses.Where(use => use.Instance.Signals.Count == 0 || use.Instance.Signals[0] == signal || signal is "ground" or "logic")
            .SelectMany(use => netlist.Parts.Where(part => part.Use == use));

    /// <summary>The designators on the carrier.</summary>
    /// <param name="signal">The signal, or the role of a supply pin.</param>
    /// <param name="uses">The blocks of the row.</param>
    /// <returns>The words.</returns>
    public string PartsInShort(string signal, List<BlockUse> uses)
    {
        NetlistPart[] parts = [.. uses.SelectMany(use => netlist.Parts.Where(part => part.Use == use))
            .Where(part => !part.Type.Field && part.Type.Symbol is not ("terminal" or "board"))];
        IEnumerable<string> told = parts.Where(part => parts.Length <= PartsInWords || part.Type.Symbol == "chip").Select(part => part.Ref);

        // A driver shared by several outputs belongs to none of their blocks; its pins are on the signal's own nets.
        IEnumerable<string> shared = netlist.Nets
            .Where(net => net.Key == signal || net.Key.StartsWith(signal + ":", StringComparison.Ordinal))
            .SelectMany(net => net.Value)
            .Where(
                end => netlist.Parts.First(part => part.Ref == end.Ref) is { Type.Symbol: "chip", Use: BlockUse use }
                    && !uses.Contains(use))
            .Select(end => end.ToString());
        return string.Join(' ', shared.Concat(told)) + (parts.Length <= PartsInWords ? string.Empty : " …");
    }

    /// <summary>What is wired to the terminal.</summary>
    /// <param name="signal">The signal, or the role of a supply pin.</param>
    /// <param name="uses">The blocks of the row.</param>
    /// <returns>The lines.</returns>
    public string[] ThingsInWords(string signal, IEnumerable<BlockUse> uses)
    {
        IGrouping<string, NetlistPart>[] things = [.. PartsOf(uses, signal).Where(part => part.Type.Field).GroupBy(part => part.TypeName)];
        if (things.Length == 0)
        {
            BilingualText? note = uses.Select(use => use.Block.Note).FirstOrDefault(note => note is not null);
            return note is null ? ["–"] : [note.Zh, note.En];
        }

        string names = string.Join(" + ", things.Select(
            same => $"{(same.Count() == 1 ? same.First().Ref : $"{same.First().Ref}–{same.Last().Ref}")} {same.First().Type.Zh}"));
        return [names, string.Join(" + ", things.Select(same => same.First().Type.En)),
            string.Join(" + ", things.Select(same => same.First().Type.Mpn))];
    }

    /// <summary>What the contacts return to: a battery kit's to 0 V, all others to the isolated F−.</summary>
    /// <returns>The words.</returns>
    public string Contacts() => netlist.Kind == "kit"
        ? "触点对地，断线等于“开”。 Contacts go to ground: a broken wire reads as open."
        : "触点回到隔离的F−，断线等于“开”；不得把触点接到X9。 Contacts return to the isolated F−; never join them to X9. Broken = open.  220 V市电，仅限持证电工接线。 220 "
            + "V: licensed electricians only.";

    /// <summary>What must be said besides: terminals that no pin leads to, and what the board can't carry.</summary>
    /// <returns>The lines.</returns>
    public IReadOnlyList<string> Remarks()
    {
        IEnumerable<string> missing = netlist.Board.Lacks.Keys.Select(name => netlist.Circuit.Signals[name])
            .Where(signal => signal.Kinds.Contains(netlist.Kind)).Select(signal => $"{signal.Zh} {signal.En}");
        string lacks = string.Join("、", missing);
        IEnumerable<string> others = netlist.Uses
            .Where(
                use =>
                    use.Instance.Signals.Count == 0 && !use.Block.Nets.Values.Any(
                        ends => ends.Any(end => NetEnd.Parse(end).Ref == NetEnd.Controller)))
            .SelectMany(use => netlist.Parts.Where(part => part.Use == use && part.Type.Symbol == "terminal"))
            .GroupBy(part => part.Use, part => part.Ref)
            .Select(terminals => $"{string.Join(' ', terminals)} {terminals.Key.Block.Zh} {terminals.Key.Block.En}");
        return [.. others.Select(other => $"另有端子 Also: {other}"),
            .. lacks.Length > 0 ? [$"本板没有 This board lacks: {lacks}"] : Array.Empty<string>()];
    }
}
