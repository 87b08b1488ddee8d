using System.Globalization;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>
/// Finds what a netlist lacks that keeps people and logic safe: earth, the heater's cut-offs, a regulator's stability, inputs that float.
/// </summary>
internal static class SafetyRules
{
    private const double LeastEsrOhm = 0.1;
    private const double MostEsrOhm = 2;
    private const double LeastOutputF = 1e-6;
    private const int Studs = 2;

    /// <summary>Checks a netlist.</summary>
    /// <param name="netlist">The netlist.</param>
    /// <returns>What is wrong; nothing when it is right.</returns>
    public static IEnumerable<string> Problems(Netlist netlist) =>
        EarthProblems(netlist).Concat(HeaterProblems(netlist)).Concat(StabilityProblems(netlist)).Concat(FeedbackProblems(netlist))
            .Concat(FloatingProblems(netlist));

    private static IEnumerable<string> EarthProblems(Netlist netlist)
    {
        if (!netlist.Nets.TryGetValue("PE", out List<NetEnd>? earth))
        {
            yield break;
        }

        int bonds = netlist.Parts.Count(
            part => part.Type.Pins.Count == 2 && part.Type.Symbol == "terminal" && IsBetween(netlist, part, "PE", "0V"));
        if (bonds != 1)
        {
            yield return Text($"0 V and PE meet at {bonds} terminals; bond them at exactly one.");
        }

        int studs = earth.Count(end => Part(netlist, end) is { TypeName: "stud" });
        if (studs < Studs)
        {
            yield return Text($"PE reaches {studs} bonding studs; box and door need one each.");
        }
    }

    // Between the fused phase and the heater, one after the other: its own fuse, the relay, the thermostat, the cut-off that opens once.
    private static IEnumerable<string> HeaterProblems(Netlist netlist)
    {
        foreach (NetlistPart heater in netlist.Parts.Where(part => part.TypeName == "heater"))
        {
            List<NetlistPart> chain = Chain(netlist, new NetEnd(heater.Ref, "L"));
            foreach ((string type, string what) in new[] { ("fuse1", "a fuse of its own"), ("ssr", "its relay"),
                ("cutout", "its thermostat"), ("thermalfuse", "a thermal cut-off that opens once") })
            {
                if (!chain.Any(part => part.TypeName == type))
                {
                    yield return Text($"{heater.Ref} has no {type} before it; it needs {what}.");
                }
            }
        }
    }

    private static List<NetlistPart> Chain(Netlist netlist, NetEnd from)
    {
        List<NetlistPart> chain = [];
        NetEnd at = from;
        while (netlist.NetOf(at) is string net && net != "L fused")
        {
            NetlistPart? next = netlist.Nets[net].Select(end => Part(netlist, end)).OfType<NetlistPart>()
                .FirstOrDefault(part => part.Ref != from.Ref && !chain.Contains(part) && part.Type.Symbol is "fuse" or "switch" or "chip");
            if (next is null)
            {
                break;
            }

            chain.Add(next);
            string[] pins = next.Type.Symbol == "chip" ? ["L1", "T1"] : [.. next.Type.Pins];
            at = new NetEnd(next.Ref, pins.First(pin => netlist.NetOf(new NetEnd(next.Ref, pin)) != net));
        }

        return chain;
    }

    // A regulator of the LP2950's kind needs some resistance in series with its output capacitor; a ceramic one has none.
    private static IEnumerable<string> StabilityProblems(Netlist netlist)
    {
        foreach (NetlistPart regulator in netlist.Parts.Where(part => part.Type.Supply?.Pin == "IN" && part.Type.Pins.Contains("OUT")))
        {
            string net = netlist.NetOf(new NetEnd(regulator.Ref, "OUT"))!;
            foreach (NetlistPart capacitor in OutputCapacitors(netlist, net))
            {
                yield return Text(
                    $"{capacitor.Ref} ({capacitor.Type.Value}) hangs right on {regulator.Ref}'s output, which may oscillate; put ",
                        $"{LeastEsrOhm} to {MostEsrOhm} Ω in series.");
            }

            bool isDamped = netlist.Parts.Any(part =>
                part.Type.Symbol == "resistor" && PartValue.In(part.Type.Value, "Ω") is >= LeastEsrOhm and <= MostEsrOhm
                && part.Type.Pins.Any(pin => netlist.NetOf(new NetEnd(part.Ref, pin)) == net)
                && part.Type.Pins.Any(
                    pin => netlist.NetOf(new NetEnd(part.Ref, pin)) is string other && other != net
                        && OutputCapacitors(netlist, other).Any()));
            if (!isDamped)
            {
                yield return Text($"{regulator.Ref} has no output capacitor of 1 µF or more behind {LeastEsrOhm} to {MostEsrOhm} Ω.");
            }
        }
    }

    private static IEnumerable<NetlistPart> OutputCapacitors(Netlist netlist, string net) =>
        netlist.Nets[net].Select(end => Part(netlist, end)).OfType<NetlistPart>()
        .Where(
            part => part.Type.Symbol == "capacitor" && part.Type.Pins.Contains("1") && PartValue.In(part.Type.Value, "F") >= LeastOutputF);

    // A converter of fixed voltage senses its output itself (VOS); its FB belongs to AGND.
    private static IEnumerable<string> FeedbackProblems(Netlist netlist) => netlist.Parts
        .Where(
            part => part.Type.Pins.Contains("VOS") && part.Type.Pins.Contains("FB")
                && netlist.NetOf(new NetEnd(part.Ref, "FB")) != netlist.NetOf(new NetEnd(part.Ref, "AGND")))
        .Select(part => Text($"{part.Ref} ({part.Type.Mpn}) has its FB not on AGND, as its fixed version needs it."));

    // CMOS logic: an input that is left open draws current and oscillates.
    private static IEnumerable<string> FloatingProblems(Netlist netlist) =>
        from part in netlist.Parts
        where part.Type.Supply?.Pin == "VCC"
        from pin in part.Type.Pins
        where char.IsDigit(pin[0]) && pin[^1] is 'A' or 'B' or 'R'
        where netlist.NetOf(new NetEnd(part.Ref, pin)) is null
        select Text($"{part.Ref} ({part.Type.Mpn}): its input {pin} floats; tie it to 0 V or 3V3.");

    private static bool IsBetween(Netlist netlist, NetlistPart part, string one, string other)
    {
        string?[] nets = [.. part.Type.Pins.Select(pin => netlist.NetOf(new NetEnd(part.Ref, pin)))];
        return nets.Contains(one) && nets.Contains(other);
    }

    private static NetlistPart? Part(Netlist netlist, NetEnd end) => netlist.Parts.FirstOrDefault(part => part.Ref == end.Ref);

    private static string Text(params FormattableString[] parts) => string.Concat(parts.Select(FormattableString.Invariant));
}
