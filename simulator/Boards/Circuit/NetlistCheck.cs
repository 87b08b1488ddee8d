using AedCabinet.Simulator.Boards.Checking;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>Finds what can't be built, or would not survive a winter, in a netlist.</summary>
public static class NetlistCheck
{
    /// <summary>No part may need it warmer than this, in °C.</summary>
    public const int WarmestLowerLimitC = -30;

    /// <summary>Checks a netlist.</summary>
    /// <param name="netlist">The netlist.</param>
    /// <returns>What is wrong; nothing when it is right.</returns>
    public static IReadOnlyList<string> Problems(Netlist netlist)
    {
        string prefix = $"{netlist.Board.Board}, {netlist.Kind}: ";
        IEnumerable<string> problems = PartProblems(netlist).Concat(NetProblems(netlist)).Concat(SignalProblems(netlist))
            .Concat(ElectricalRules.Problems(netlist)).Concat(SafetyRules.Problems(netlist));
        return [.. problems.Select(problem => prefix + problem)];
    }

    private static IEnumerable<string> PartProblems(Netlist netlist)
    {
        foreach (IGrouping<string, NetlistPart> same in netlist.Parts.GroupBy(part => part.Ref).Where(same => same.Count() > 1))
        {
            yield return $"{same.Key} names {same.Count()} parts; give each its own designator.";
        }

        foreach (NetlistPart part in netlist.Parts)
        {
            if (part.Type.MinC > WarmestLowerLimitC)
            {
                yield return $"{part.Ref} ({part.Type.Mpn}) works from {part.Type.MinC} °C only; take one that works at "
                    + $"{WarmestLowerLimitC} °C or colder.";
            }

            if (string.IsNullOrWhiteSpace(part.Type.Mpn) || string.IsNullOrWhiteSpace(part.Type.Maker))
            {
                yield return $"{part.Ref} can't be ordered: it has no part number or no maker.";
            }

            // A chip's pin may stay open on purpose; a resistor's may not.
            foreach (string pin in part.Type.Pins.Where(
                pin => part.Type.Symbol is not ("chip" or "array") && netlist.NetOf(new NetEnd(part.Ref, pin)) is null))
            {
                yield return $"{part.Ref}: nothing is connected to pin {pin}.";
            }
        }
    }

    private static IEnumerable<string> NetProblems(Netlist netlist)
    {
        Dictionary<string, NetlistPart> parts = netlist.Parts.GroupBy(part => part.Ref)
            .ToDictionary(same => same.Key, same => same.First());
        foreach ((string net, List<NetEnd> ends) in netlist.Nets)
        {
            if (ends.Count < 2)
            {
                yield return $"net \"{net}\" ends nowhere: only {string.Join(", ", ends)} is on it.";
            }

            foreach (NetEnd end in ends)
            {
                if (!parts.TryGetValue(end.Ref, out NetlistPart? part))
                {
                    yield return $"net \"{net}\" goes to {end}, and there is no part {end.Ref}.";
                }
                else if (!HasPin(netlist, part, end.Pin))
                {
                    yield return $"net \"{net}\" goes to {end}, and {end.Ref} ({part.Type.Mpn}) has no pin {end.Pin}.";
                }
            }
        }

        foreach (IGrouping<NetEnd, string> pin in netlist.Nets.SelectMany(net => net.Value.Select(end => (net.Key, end)))
            .GroupBy(pair => pair.end, pair => pair.Key).Where(pin => pin.Count() > 1))
        {
            yield return $"{pin.Key} is on {string.Join(" and ", pin.Select(net => $"\"{net}\""))}; a pin is on one net, once.";
        }
    }

    private static IEnumerable<string> SignalProblems(Netlist netlist) => netlist.Board.Pins.Keys
        .Where(netlist.IsUsed)
        .Where(signal => netlist.NetOf(new NetEnd(NetEnd.Controller, signal)) is null)
        .Select(signal => $"signal {signal} is on GPIO {netlist.Board.Pins[signal]}, and nothing of the circuit is connected to it.");

    private static bool HasPin(Netlist netlist, NetlistPart part, string pin) => part.Ref == NetEnd.Controller
        ? netlist.IsUsed(pin) || BoardFile.PowerRoles.Contains(pin) || netlist.Board.Ports.ContainsKey(pin)
        : part.Type.Pins.Contains(pin);
}
