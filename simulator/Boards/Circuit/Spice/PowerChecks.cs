using static AedCabinet.Simulator.Boards.Circuit.Spice.SpiceDeck;

namespace AedCabinet.Simulator.Boards.Circuit.Spice;

/// <summary>V+ without a battery, and what the resettable fuses of the outputs carry and cut.</summary>
internal static class PowerChecks
{
    private const string Cabinet = "station";

    // Bourns MF-R (data sheet): trips at twice the current that it holds; greatest resistance after a trip, and 0.5 W while tripped. By
    // temperature 0.55 of it at 70 °C and 1.55 times at −40 °C (from memory of its derating chart, to be confirmed).
    private const double HotShare = 0.55;
    private const double ColdShare = 1.55;
    private const double TripTimes = 2;
    private const double TrippedW = 0.5;

    private static readonly Dictionary<double, double> s_fuseOhm = new() { [0.2] = 4.4, [0.4] = 1.29, [0.75] = 0.6, [0.9] = 0.47 };

    /// <summary>Gets the checks that do not depend on the circuit's terminals.</summary>
    public static IReadOnlyList<SimulatedCheck> All { get; } = [WithoutBattery(), .. Carries()];

    /// <summary>The checks of every output's cable: shorted, its fuse trips even in the cold, and V+ stands again.</summary>
    /// <param name="netlist">The circuit of the cabinet whose terminals are gone through.</param>
    /// <returns>The checks.</returns>
    public static IEnumerable<SimulatedCheck> Wires(Netlist netlist)
    {
        foreach (NetEnd pin in FieldChecks.Pins(netlist, "sounder", "beacon", "fan", "lock", "lamp-green", "lamp-amber", "lamp-red")
            .Where(pin => pin.Pin == "1"))
        {
            NetlistPart? fuse = netlist.Parts.FirstOrDefault(
                part => part.Type.Symbol == "fuse" && netlist.NetOf(new NetEnd(part.Ref, "2")) == netlist.NetOf(pin));
            if (fuse is not null)
            {
                yield return new SimulatedCheck(
                    $"trips-{pin}",
                    new BilingualText($"{pin}对0 V短路，−40 °C，没有蓄电池：电流为{fuse.Ref}动作电流的倍数",
                        $"{pin} shorted to 0 V, −40 °C, no battery: current against what trips {fuse.Ref}"),
                    Cabinet,
                    (circuit, models) =>
                        Settling(new SpiceDeck(circuit, models, 25, "supply")
                            .Line($"Rshort {Node("V+")} 0 {Number(s_fuseOhm[AmpereOf(circuit, fuse.Ref)])}"))
                        .With(
                            $"tran 20u 200m uic\nmeas tran least min v({Node("V+")}) from=150m to=200m\nlet result = "
                                + $"least/{Number(s_fuseOhm[AmpereOf(circuit, fuse.Ref)])}/{Number(
                                    AmpereOf(circuit, fuse.Ref) * TripTimes * ColdShare)}\nprint result"),
                    1,
                    null,
                    "×");
            }

            double ohm = fuse is null ? 0 : 13 * 13 / TrippedW;
            yield return new SimulatedCheck(
                $"wire-{pin}-0V",
                new BilingualText($"{pin}对0 V短路{(fuse is null ? string.Empty : "，保险动作后")}：V+",
                    $"{pin} shorted to 0 V{(fuse is null ? string.Empty : ", fuse tripped")}: V+"),
                Cabinet,
                (circuit, models) => SupplyDeck(circuit, models, "lamp-green", "lamp-amber", "lamp-red").Drive("Battery+", 11.0, 0.05)
                    .Line(fuse is null ? $"Rshort {Node(circuit.NetOf(pin)!)} 0 0.1" : $"Rshort {Node("V+")} 0 {Number(ohm)}")
                    .With($"op\nlet result = v({Node("V+")})\nprint result"),
                9.5,
                13.9,
                "V");
        }
    }

    private static SpiceDeck SupplyDeck(Netlist netlist, string models, params string[] others) =>
        new SpiceDeck(netlist, models.Replace("I = 2.6*tanh", "I = 1e-9*tanh", StringComparison.Ordinal), 25, ["supply", .. others])
            .Line($"Rload {Node("V+")} 0 24")
            .Line($".nodeset v({Node("V+")})=10.5 v({Node("Battery fused")})=11");

    private static SpiceDeck Settling(SpiceDeck deck) =>
        deck.Line($"Cout {Node("PS1+")} 0 1000u").Line($"Cfused {Node("Battery fused")} 0 10u")
            .Line($"Cswitched {Node("Battery switched")} 0 10u");

    // From nothing to a settled V+: the operating point alone jumps about the disconnect's threshold.
    private static SimulatedCheck WithoutBattery() => new(
        "supply-no-battery",
        new BilingualText("有市电，没有蓄电池：V+", "Mains, no battery: V+"),
        Cabinet,
        (netlist, models) => Settling(new SpiceDeck(netlist, models, 25, "supply", "converter").Line($"Rload {Node("V+")} 0 12"))
            .With(
                $"tran 20u 200m uic\nmeas tran least min v({Node("V+")}) from=150m to=200m\nmeas tran most max v({Node("V+")}) from=150m "
                    + $"to=200m\nlet result = least - (most - least)\nprint result"),
        9.5,
        13.9,
        "V");

    private static IEnumerable<SimulatedCheck> Carries()
    {
        yield return new SimulatedCheck(
            "carries-F51",
            new BilingualText("F51在70 °C仍能承受的电流与蜂鸣器电流之比", "F51 at 70 °C: what it carries against what the sounder draws"),
            Cabinet,
            (netlist, models) => new SpiceDeck(netlist, models, 70).Line("Vone one 0 1").Line("Rone one 0 1")
                .With($"op\nlet result = v(one)*{Number(AmpereOf(netlist, "F51") * HotShare / AmpereOf(netlist, "B51"))}\nprint result"),
            1.2,
            null,
            "×");
        yield return new SimulatedCheck(
            "carries-F52",
            new BilingualText("F52在70 °C仍能承受的电流与警示灯电流之比", "F52 at 70 °C: what it carries against what the beacon draws"),
            Cabinet,
            (netlist, models) => new SpiceDeck(netlist, models, 70, "beacon", "driver").Drive("V+", 13.9).Drive("beacon", 3.3, 100)
                .With($"op\nlet result = {Number(AmpereOf(netlist, "F52") * HotShare)}/@rf52[i]\nprint result"),
            1.2,
            null,
            "×");
    }

    private static double AmpereOf(Netlist netlist, string part) =>
        PartValue.In(netlist.Parts.Single(one => one.Ref == part).Type.Value, "A") ?? double.NaN;
}
