using static AedCabinet.Simulator.Boards.Circuit.Spice.SpiceDeck;

namespace AedCabinet.Simulator.Boards.Circuit.Spice;

/// <summary>The mains' opto-coupler, the probe's bus, and what a board without power takes out of the logic.</summary>
internal static class InputChecks
{
    private const string Cabinet = "station";
    private const double LogicV = 3.3;

    // 5 m of cable at 100 pF/m, the probe and the suppressor (75 pF).
    private const string CableF = "600p";

    /// <summary>Gets the checks.</summary>
    public static IReadOnlyList<SimulatedCheck> All { get; } =
    [
        new SimulatedCheck(
            "mains-margin@-40",
            new BilingualText("市电198 V：光耦余量（寿终）", "Mains at 198 V: the opto-coupler's margin, at its end of life"),
            Cabinet,
            (netlist, models) => new SpiceDeck(netlist, models, -40, "mains-sense").Drive("3V3", LogicV)
                .Line($"Vmains {Node("L fused")} 0 sin(0 280 50)").Drive("N", 0).Line($"Vhold {Node("30:c")} 0 0.5")
                .With(
                    "tran 0.1m 60m\nmeas tran taken avg i(vhold) from=20m to=60m\nlet result = (2.8/@rr303[resistance] - "
                        + "taken)/(2.8/@rr303[resistance])\nprint result"),
            2,
            null,
            "×"),
        new SimulatedCheck(
            "one-wire-rise",
            new BilingualText("单总线上升时间（5 m电缆）", "1-Wire: time to rise, 5 m of cable"),
            Cabinet,
            (netlist, models) => new SpiceDeck(netlist, models, 25, "one-wire").Drive("3V3", LogicV)
                .Line($"Ccable {Node("40:bus")} 0 {CableF}").Line($"Vsend {Node("oneWireTx")} 0 pwl(0 0 10u 0 10.01u {Number(LogicV)})")
                .With($"tran 20n 40u\nmeas tran high when v({Node("40:bus")})=2.2 rise=1\nlet result = (high - 10u)*1meg\nprint result"),
            null,
            2,
            "µs"),
        new SimulatedCheck(
            "dead-board-takes",
            new BilingualText("控制板没电：各引脚一共灌入的电流", "Board dead: what all its pins together are fed"),
            Cabinet,
            (netlist, models) => new SpiceDeck(netlist, models, 25, "contact", "light", "mains-sense", "one-wire", "watchdog")
                .Drive("3V3", LogicV).Drive("F+", 12, 1).Drive("F-", 0).Line("Vlux lux 0 0").Line(".global lux")
                .Line("Vdead dead 0 0").DeadBoard("aedDoor", "aedPresence", "kitDoor", "sos", "service", "tamper", "indicatorGreen",
                    "indicatorRed", "mains", "oneWireRx").With("op\nlet result = i(vdead)*1000\nprint result")
                    .Replace("0 m_clamp", "dead m_clamp", StringComparison.Ordinal),
            null,
            2.5,
            "mA"),
    ];
}
