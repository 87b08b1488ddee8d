namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>What a schematic connects: read from its files by KiCad's own rules, or from a netlist that KiCad exported.</summary>
public sealed partial class KicadNetlist
{
    private readonly List<(string? Name, HashSet<(string Ref, string Pin)> Pins)> _nets = [];

    private KicadNetlist()
    {
    }

    /// <summary>Gets the parts.</summary>
    public Dictionary<string, (string Value, string Footprint)> Parts { get; } = [];

    /// <summary>Reads a netlist that KiCad exported (<c>.net</c>, KiCad's own format).</summary>
    /// <param name="text">Its text.</param>
    /// <returns>The netlist.</returns>
    /// <exception cref="FormatException">The text is none.</exception>
    public static KicadNetlist OfExport(string text)
    {
        KicadNetlist netlist = new();
        Expression export = Expression.Parse(text);
        foreach (Expression part in export.One("components").All("comp"))
        {
            netlist.Parts[part.One("ref").Words[0]] = (part.One("value").Words[0],
                part.All("footprint").Select(footprint => footprint.Words[0]).FirstOrDefault(string.Empty));
        }

        foreach (Expression net in export.One("nets").All("net"))
        {
            netlist._nets.Add((net.One("name").Words[0],
                [.. net.All("node").Select(node => (node.One("ref").Words[0], node.One("pin").Words[0]))]));
        }

        return netlist;
    }

    /// <summary>Reads a schematic.</summary>
    /// <param name="root">The name of the file with the sheets.</param>
    /// <param name="read">Reads a file by its name.</param>
    /// <returns>The netlist.</returns>
    /// <exception cref="FormatException">A file is none, or draws what this reader would misread: then nothing may be concluded from
    /// it.</exception>
    public static KicadNetlist OfSchematic(string root, Func<string, string> read)
    {
        KicadNetlist netlist = new();
        Expression top = Expression.Parse(read(root));
        Dictionary<string, (string Ref, string Value, string Footprint)> instances = top.One("symbol_instances").All("path")
            .ToDictionary(path => path.Words[0],
                path => (path.One("reference").Words[0], path.One("value").Words[0], path.One("footprint").Words[0]));
        Dictionary<string, int> global = [];
        foreach (Expression sheet in top.All("sheet"))
        {
            string file = sheet.All("property").Single(property => property.Words[0] == "Sheet file").Words[1];
            new SheetReader(netlist, global, sheet.One("uuid").Words[0], instances).Read(Expression.Parse(read(file)));
        }

        return netlist;
    }

    /// <summary>Compares with the circuit.</summary>
    /// <param name="netlist">The circuit.</param>
    /// <param name="data">The pads.</param>
    /// <returns>What differs; nothing when both connect the same.</returns>
    public IReadOnlyList<string> Differences(Netlist netlist, KicadData data)
    {
        Dictionary<(string Ref, string Pin), string?> ends = netlist.Parts.SelectMany(
            part => data.PinsOf(netlist, part).Select(pin => ((part.Ref, pin.Number), pin.End))).ToDictionary();
        List<string> differences = [];
        differences.AddRange(netlist.Parts.Where(part => !Parts.ContainsKey(part.Ref))
            .Select(part => $"{part.Ref} is missing in the schematic."));
        differences.AddRange(Parts.Keys.Except(netlist.Parts.Select(part => part.Ref)).Select(part => $"{part} is in the schematic only."));
        differences.AddRange(netlist.Parts.Where(
            part => Parts.TryGetValue(part.Ref, out (string Value, string Footprint) drawn)
                && drawn != (part.Type.Value, data.FootprintOf(part)))
            .Select(
                part =>
                    $"{part.Ref} has the value \"{Parts[part.Ref].Value}\" and the footprint \"{Parts[part.Ref].Footprint}\" in the "
                        + $"schematic, \"{part.Type.Value}\" and \"{data.FootprintOf(part)}\" in the circuit."));
        Dictionary<string, string> drawnNets = [];
        foreach ((string? name, HashSet<(string Ref, string Pin)> pins) in _nets)
        {
            NetEnd[] known = [.. pins.Where(
                pin => ends.GetValueOrDefault(pin) is string end && netlist.NetOf(new NetEnd(pin.Ref, end)) is not null)
                .Select(pin => new NetEnd(pin.Ref, ends[pin]!)).Distinct()];
            differences.AddRange(pins.Where(pin => !ends.ContainsKey(pin))
                .Select(pin => $"{pin.Ref} has a pin {pin.Pin} in the schematic only."));
            if (known.Length > 0 || pins.Count > 1)
            {
                string net = name is null ? $"unnamed at {pins.First().Ref}.{pins.First().Pin}" : name[(name.LastIndexOf('/') + 1)..];
                differences.AddRange(
                    pins.Where(
                        pin => known.Length != 0 && ends.ContainsKey(pin)
                            && !known.Contains(new NetEnd(pin.Ref, ends[pin] ?? string.Empty)))
                            .Select(pin => $"{pin.Ref}.{pin.Pin} is open in the circuit, and on \"{net}\" in the schematic."));
                if (!drawnNets.TryAdd(net, Sorted(known)))
                {
                    differences.Add($"\"{net}\" is several nets in the schematic.");
                }
            }
        }

        // Where several pads are one pin of the circuit, as a module's grounds, each must be drawn.
        HashSet<(string Ref, string Pin)> drawnPins = [.. _nets.SelectMany(net => net.Pins)];
        differences.AddRange(
            ends.Where(
                end => end.Value is string pin && netlist.NetOf(new NetEnd(end.Key.Ref, pin)) is not null && !drawnPins.Contains(end.Key))
                .Select(end => $"{end.Key.Ref}.{end.Key.Pin} is open in the schematic."));
        Dictionary<string, string> wanted = netlist.Nets.ToDictionary(net => net.Key, net => Sorted(net.Value));
        differences.AddRange(wanted.Where(net => drawnNets.GetValueOrDefault(net.Key) != net.Value)
            .Select(net => $"\"{net.Key}\" connects {net.Value}; in the schematic {drawnNets.GetValueOrDefault(net.Key, "nothing")}."));
        differences.AddRange(drawnNets.Keys.Except(wanted.Keys).Select(net => $"\"{net}\" is in the schematic only: {drawnNets[net]}."));
        return differences;
    }

    private static string Sorted(IEnumerable<NetEnd> ends) =>
        string.Join(' ', ends.Select(end => end.ToString()).Distinct().Order(StringComparer.Ordinal));
}
