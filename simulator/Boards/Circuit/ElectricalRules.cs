using System.Globalization;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>Finds parts that are connected correctly but overloaded, or supplied outside their range.</summary>
internal static class ElectricalRules
{
    private const double LogicV = 3.3;
    private const double LeastHighShare = 0.75;
    private const double DiodesV = 1.3;
    private const double SurgeOfMainsShare = 1.1;
    private const double DriverOffV = 0.6;
    private const double PinPullUpOhm = 30e3;

    /// <summary>Checks a netlist.</summary>
    /// <param name="netlist">The netlist.</param>
    /// <returns>What is wrong; nothing when it is right.</returns>
    public static IEnumerable<string> Problems(Netlist netlist) =>
        SupplyProblems(netlist).Concat(CapacitorProblems(netlist)).Concat(ContactProblems(netlist)).Concat(DriverProblems(netlist))
            .Concat(LeakageProblems(netlist)).Concat(MainsProblems(netlist));

    private static IEnumerable<string> SupplyProblems(Netlist netlist)
    {
        foreach (NetlistPart part in netlist.Parts.Where(part => part.Type.Supply is not null))
        {
            SupplyRange needed = part.Type.Supply!;
            if (RailOn(netlist, new NetEnd(part.Ref, needed.Pin)) is SupplyRail rail
                && (rail.MinV < needed.MinV || rail.MaxV > needed.MaxV))
            {
                yield return Text(
                    $"{part.Ref} ({part.Type.Mpn}) works at {needed.MinV} to {needed.MaxV} V on {needed.Pin}, and {rail.Net} is ",
                        $"{rail.MinV} to {rail.MaxV} V; take one with a wider range.");
            }
        }
    }

    private static IEnumerable<string> CapacitorProblems(Netlist netlist)
    {
        foreach (NetlistPart part in netlist.Parts.Where(part => part.Type.Symbol == "capacitor"))
        {
            SupplyRail? rail = part.Type.Pins.Select(pin => RailOn(netlist, new NetEnd(part.Ref, pin)))
                .FirstOrDefault(rail => rail is not null);
            double? rated = PartValue.In(part.Type.Value, "V");
            if (rail is not null && (rated ?? 0) < rail.SurgeV)
            {
                yield return Text(
                    $"{part.Ref} ({part.Type.Mpn}) stands {rated ?? 0} V, and {rail.Net} reaches {rail.SurgeV} V behind its suppressor; ",
                        $"take one for more.");
            }
        }
    }

    private static IEnumerable<string> ContactProblems(Netlist netlist)
    {
        foreach (NetlistPart contact in netlist.Parts.Where(part => part.Type.LeastContactUa is not null))
        {
            double most = contact.Type.Pins.Max(pin => CurrentUa(netlist, new NetEnd(contact.Ref, pin)));
            if (most < contact.Type.LeastContactUa)
            {
                yield return Text(
                    $"{contact.Ref} ({contact.Type.Mpn}) needs {contact.Type.LeastContactUa} µA to keep its contact clean, and gets ",
                        $"{most:0.#} µA; take a contact for less, or a smaller resistor.");
            }
        }
    }

    // From the contact's net through an opto-coupler's diode, if there is one, and a resistor to a supply.
    private static double CurrentUa(Netlist netlist, NetEnd end)
    {
        if (netlist.NetOf(end) is not string net || net is "0V" or "F-")
        {
            return 0;
        }

        double direct = ThroughResistor(netlist, net, 0);
        IEnumerable<NetEnd> diodes = netlist.Nets[net].Where(at => at.Pin == "K" && Part(netlist, at)?.Type.Symbol == "chip");
        return Math.Max(direct, diodes.Select(at => netlist.NetOf(at with { Pin = "A" })).OfType<string>()
            .Select(anode => ThroughResistor(netlist, anode, DiodesV)).DefaultIfEmpty(0).Max());
    }

    private static double ThroughResistor(Netlist netlist, string net, double dropV) => Resistors(netlist, net)
        .Select(at => (RailOn(netlist, Other(at.Part, at.End)), Ohm: PartValue.In(at.Part.Type.Value, "Ω")))
        .Where(at => at.Item1 is not null && at.Ohm is not null)
        .Select(at => (at.Item1!.MinV - dropV) / at.Ohm!.Value * 1e6)
        .DefaultIfEmpty(0)
        .Max();

    private static IEnumerable<string> DriverProblems(Netlist netlist)
    {
        foreach (NetlistPart array in netlist.Parts.Where(
            part => part.Type.Symbol == "array" && netlist.NetOf(new NetEnd(part.Ref, "C")) == "0V"))
        {
            double ohm = PartValue.In(array.Type.Value, "Ω") ?? double.PositiveInfinity;
            double atReset = double.IsInfinity(ohm) ? LogicV : LogicV * ohm / (ohm + PinPullUpOhm);
            if (atReset > DriverOffV)
            {
                yield return Text(
                    $"{array.Ref} ({array.Type.Mpn}) leaves the driver's inputs at {atReset:0.00} V while a pin pulls up by ",
                        $"{PinPullUpOhm / 1000:0} kΩ at reset, and they are off below {DriverOffV} V; take a smaller one.");
            }
        }
    }

    private static IEnumerable<string> LeakageProblems(Netlist netlist)
    {
        foreach ((string net, List<NetEnd> ends) in netlist.Nets.Where(
            net => net.Key is not "0V" && !netlist.Circuit.Rails.Any(rail => rail.Net == net.Key)))
        {
            double leakage = ends.Select(end => Part(netlist, end)).OfType<NetlistPart>()
                .Where(part => part.Type.Symbol is not "diode" || netlist.NetOf(new NetEnd(part.Ref, part.Type.Pins[0])) == net)
                .Sum(part => part.Type.LeakageUa);
            foreach ((NetEnd end, NetlistPart part) in Resistors(netlist, net)
                .Where(at => leakage > 0 && netlist.NetOf(Other(at.Part, at.End)) == "3V3"))
            {
                double level = LogicV - ((PartValue.In(part.Type.Value, "Ω") ?? 0) * leakage * 1e-6);
                if (level < LogicV * LeastHighShare)
                {
                    yield return Text(
                        $"{end.Ref} ({part.Type.Value}) lifts \"{net}\" to {level:0.00} V only when {leakage:0.##} µA leak at 70 °C, and ",
                            $"{LogicV * LeastHighShare:0.00} V are needed; take a smaller one, or parts that leak less.");
                }
            }
        }
    }

    private static IEnumerable<string> MainsProblems(Netlist netlist)
    {
        NetlistPart? varistor = netlist.Parts.FirstOrDefault(part => part.Ref == "RV1");
        foreach (NetlistPart relay in netlist.Parts.Where(part => part.Type.Pins.Contains("T1") && varistor?.Type.PeakV is not null))
        {
            if ((relay.Type.PeakV ?? 0) < varistor!.Type.PeakV * SurgeOfMainsShare)
            {
                yield return Text(
                    $"{relay.Ref} ({relay.Type.Mpn}) stands {relay.Type.PeakV ?? 0} V, and {varistor.Ref} lets {varistor.Type.PeakV} V ",
                        $"through; take one for {varistor.Type.PeakV * SurgeOfMainsShare:0} V or more.");
            }
        }
    }

    private static IEnumerable<(NetEnd End, NetlistPart Part)> Resistors(Netlist netlist, string net) =>
        netlist.Nets[net].Select(end => (End: end, Part: Part(netlist, end)))
            .Where(at => at.Part?.Type is { Symbol: "resistor", Pins.Count: 2 }).Select(at => (at.End, at.Part!));

    private static NetEnd Other(NetlistPart part, NetEnd end) =>
        end with { Pin = part.Type.Pins[0] == end.Pin ? part.Type.Pins[1] : part.Type.Pins[0] };

    private static NetlistPart? Part(Netlist netlist, NetEnd end) => netlist.Parts.FirstOrDefault(part => part.Ref == end.Ref);

    private static SupplyRail? RailOn(Netlist netlist, NetEnd end) =>
        netlist.NetOf(end) is string net ? netlist.Circuit.Rails.FirstOrDefault(
            rail => rail.Net == net && rail.Kinds.Contains(netlist.Kind)) : null;

    private static string Text(params FormattableString[] parts) => string.Concat(parts.Select(FormattableString.Invariant));
}
