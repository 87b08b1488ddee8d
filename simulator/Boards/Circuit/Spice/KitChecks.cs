using static AedCabinet.Simulator.Boards.Circuit.Spice.SpiceDeck;

namespace AedCabinet.Simulator.Boards.Circuit.Spice;

/// <summary>What is simulated of a battery kit's circuit, asleep and awake in the cold.</summary>
internal static class KitChecks
{
    private const string Kit = "kit";

    /// <summary>Gets the checks.</summary>
    public static IReadOnlyList<SimulatedCheck> All { get; } =
    [
        .. new[] { -40, 25, 70 }.SelectMany(Asleep),
        Awake("awake-cold", -40, 15, "−40 °C醒着（120 mA）：V+", "Awake at −40 °C (120 mA): V+"),
        Awake("awake", 25, 3, "25 °C醒着（120 mA）：V+", "Awake at 25 °C (120 mA): V+"),
        Awake("awake-cold-sounding", -40, 15, "−40 °C醒着并鸣响：V+", "Awake and sounding at −40 °C: V+", sounds: true),
    ];

    private static IEnumerable<SimulatedCheck> Asleep(int celsius)
    {
        foreach (bool closed in new[] { false, true })
        {
            yield return new SimulatedCheck(
                $"kit-door-{(closed ? "shut" : "open")}@{celsius}",
                new BilingualText($"睡眠：门{(closed ? "关" : "开")}", $"Asleep: door {(closed ? "shut" : "open")}"),
                Kit,
                (netlist, models) =>
                {
                    SpiceDeck deck = new SpiceDeck(netlist, models, celsius, "kit-contact:12").Drive("3V3", 3.2);
                    return (closed ? deck.Close("S12") : deck).Drive("kitDoor", 0, 66e6)
                        .With($"op\nlet result = v({Node("kitDoor")})\nprint result");
                },
                closed ? null : 2.4,
                closed ? 0.8 : null,
                "V");
        }
    }

    // 3.3 V at 120 mA through 85 %; a cell of 3.5 V with so many ohms (Saft LSH 20, curves to be confirmed). U70 stops below 4.75 V.
    private static SimulatedCheck Awake(string id, int celsius, int cellOhm, string zh, string en, bool sounds = false) => new(
        id,
        new BilingualText(zh, en),
        Kit,
        (netlist, models) => new SpiceDeck(netlist, models, celsius, "kit-supply").Drive("String 1+", 7.0, 2 * cellOhm)
            .Drive("String 2+", 7.0, 2 * cellOhm)
            .Line($"Bload {Node("V+")} 0 I = 0.466/max(3, v({Node("V+")})) + {Number(sounds ? SounderA(netlist) : 0)}")
            .Line($".nodeset v({Node("V+")})=6").With($"op\nlet result = v({Node("V+")})\nprint result"),
        4.9,
        7.4,
        "V");

    private static double SounderA(Netlist netlist) =>
        PartValue.In(netlist.Parts.Single(part => part.Ref == "B51").Type.Value, "A") ?? double.NaN;
}
