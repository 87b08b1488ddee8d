using static AedCabinet.Simulator.Boards.Circuit.Spice.SpiceDeck;

namespace AedCabinet.Simulator.Boards.Circuit.Spice;

/// <summary>How long the gate waits, when the watchdog bites, and how the gate starts.</summary>
internal static class TimingChecks
{
    private const string Cabinet = "station";
    private const double LogicV = 3.3;

    // Between the pins of a board in a damp box: 10 MΩ under a conformal coating, 3.2 MΩ without (estimates).
    private const double CoatedOhm = 10e6;
    private const double BareOhm = 3.2e6;

    /// <summary>Gets the checks.</summary>
    public static IReadOnlyList<SimulatedCheck> All { get; } = [.. new[] { -40, 25, 70 }.SelectMany(At), .. Once()];

    private static IEnumerable<SimulatedCheck> At(int celsius)
    {
        // 4538: 0.7 RC (Nexperia 74HC4538, rev. 4); the capacitor goes from 0.28 to 0.64 of VCC, which is that.
        yield return Monostable($"monostable@{celsius}", "联锁等待时间", "Time until the gate takes over", celsius, Spread.None, 50e6);

        // TPS3431 (TI SNVSB66A): 375 nA into CWD up to 1.21 V, 24 times over: 77.4 s for 1 µF, ± 9.5 %.
        yield return Watchdog($"watchdog@{celsius}", "外部看门狗时间", "The watchdog's time", celsius, _ => 100e6, 1);
    }

    private static IEnumerable<SimulatedCheck> Once()
    {
        // X7R: ± 10 % as bought, ± 15 % over the temperature, 10 % for 3.3 V on 16 V, 5 % for ten years.
        yield return Monostable("monostable-least", "联锁等待时间，X7R电容降额后、电阻−1 %",
            "Time until the gate takes over, X7R at its least, resistor − 1 %", -40, new Spread(0.99, 0.9 * 0.85 * 0.9 * 0.95), 50e6);
        yield return Monostable("monostable-most", "联锁等待时间，X7R电容最大、电阻+1 %",
            "Time until the gate takes over, X7R at its most, resistor + 1 %", 25, new Spread(1.01, 1.1 * 1.15), 1e9);
        yield return Watchdog("watchdog-least", "外部看门狗时间，电容−10 %、芯片−9.5 %", "The watchdog's time, capacitor − 10 %, chip − 9.5 %", 25,
            _ => 1e9, 0.905, new Spread(1, 0.9));
        yield return Watchdog("watchdog-damp", "外部看门狗时间，受潮漏电（有三防漆10 MΩ，没有3.2 MΩ），芯片+9.5 %",
            "The watchdog's time, damp (10 MΩ with coating, 3.2 MΩ without), chip + 9.5 %", 25, LeakOhm, 1.095);
        yield return new SimulatedCheck(
            "gate-start",
            new BilingualText("上电：U61保持复位的时间", "Power-up: how long U61 is held in reset"),
            Cabinet,
            (netlist, models) => new SpiceDeck(netlist, models, 25, "gate").Line($"Vlogic {Node("3V3")} 0 pwl(0 0 1m {Number(LogicV)})")
                .With($"tran 50u 200m uic\nmeas tran high when v({Node("61:start")})=2.31\nlet result = (high - 1m)*1000\nprint result"),
            1,
            100,
            "ms");
    }

    private static double LeakOhm(Netlist netlist) => netlist.Parts.Any(part => part.TypeName == "coating") ? CoatedOhm : BareOhm;

    private static SimulatedCheck Monostable(string id, string zh, string en, int celsius, Spread spread, double leakOhm) => new(
        id,
        new BilingualText(zh, en),
        Cabinet,
        (netlist, models) => new SpiceDeck(netlist, models, celsius, spread, "gate").Drive("3V3", LogicV)
            .Line($".ic v({Node("61:rc")})={Number(0.28 * LogicV)}")
            .Line($"Rleak {Node("61:rc")} 0 {Number(leakOhm)}")
            .With($"tran 20m 15 uic\nmeas tran result when v({Node("61:rc")})={Number(0.64 * LogicV)}\nprint result"),
        4.5,
        12,
        "s");

    private static SimulatedCheck Watchdog(string id, string zh, string en, int celsius, Func<Netlist, double> leakOhm, double chip,
        Spread? spread = null) => new(
        id,
        new BilingualText(zh, en),
        Cabinet,
        (netlist, models) => new SpiceDeck(netlist, models, celsius, spread ?? Spread.None, "watchdog").Drive("3V3", LogicV)
            .Line($"Icwd 0 {Node("60:c")} 375n")
            .Line($"Rcoat {Node("60:c")} 0 {Number(leakOhm(netlist))}").Line($".ic v({Node("60:c")})=0")
            .With($"tran 10m 12 uic\nmeas tran once when v({Node("60:c")})=1.21\nlet result = once*24*{Number(chip)}\nprint result"),
        60,
        120,
        "s");
}
