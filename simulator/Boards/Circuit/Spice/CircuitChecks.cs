using static AedCabinet.Simulator.Boards.Circuit.Spice.SpiceDeck;

namespace AedCabinet.Simulator.Boards.Circuit.Spice;

/// <summary>What is simulated of the mains cabinets' circuit.</summary>
public static class CircuitChecks
{
    private const string Cabinet = "station";
    private const double LogicV = 3.3;
    private const double LeastHighV = 2.31;
    private const double MostLowV = 0.82;
    private static readonly int[] s_temperatures = [-40, 25, 70];
    private static readonly string[] s_gateBlocks = ["contact:10", "gate", "driver"];

    // Supplies and resistors at their values, and at either end of what they may be.
    private static readonly Corner[] s_corners =
    [
        new(string.Empty, string.Empty, string.Empty, LogicV, 11.4, Spread.None),
        new("-low", "，3V3最低、电阻+1 %", ", 3V3 at its least, resistors + 1 %", 3.2, 11.4, new Spread(1.01)),
        new("-high", "，3V3最高、电阻−1 %", ", 3V3 at its most, resistors − 1 %", 3.4, 12.6, new Spread(0.99)),
    ];

    /// <summary>All checks: those of <see cref="All"/> and those of every wire.</summary>
    /// <param name="netlist">The circuit of a mains cabinet.</param>
    /// <returns>The checks.</returns>
    public static IEnumerable<SimulatedCheck> Of(Netlist netlist) =>
        All.Concat(FieldChecks.Wires(netlist)).Concat(PowerChecks.Wires(netlist));

    /// <summary>Gets all checks that do not depend on the circuit's terminals, those of the battery kit included.</summary>
    public static IReadOnlyList<SimulatedCheck> All { get; } =
    [
        .. s_temperatures.SelectMany(celsius => s_corners.SelectMany(corner => Gate(celsius, corner))),
        .. s_temperatures.SelectMany(Contacts),
        .. TimingChecks.All,
        .. Light(),
        .. Supplies(),
        .. PowerChecks.All,
        .. Outputs(),
        .. InputChecks.All,
        .. FieldChecks.Supplies,
        .. KitChecks.All,
    ];

    private static IEnumerable<SimulatedCheck> Gate(int celsius, Corner corner)
    {
        // README's truth table; the door's node comes from the contact itself, and the board's pins are driven.
        foreach ((bool alive, bool open, bool sounder, bool inhibit, bool sounds) in new[]
        {
            (true, false, false, false, false), (true, true, false, false, false), (true, true, true, false, true), (true, true,
                true, true, false),
            (false, true, false, false, true), (false, true, false, true, true), (false, false, true, true, true), (false, false,
                false, false, false),
        })
        {
            string state =
                $"{(alive ? "alive" : "stopped")}, {(open ? "door open" : "door shut")}, sounder {(sounder ? 1 : 0)}, inhibit "
                    + $"{(inhibit ? 1 : 0)}";
            string stateZh =
                $"{(alive ? "程序在动" : "程序停了")}，门{(open ? "开" : "关")}，sounder {(sounder ? 1 : 0)}，sounderInhibit {(inhibit ? 1 : 0)}";
            yield return new SimulatedCheck(
                $"gate-{(alive ? 1 : 0)}{(open ? 1 : 0)}{(sounder ? 1 : 0)}{(inhibit ? 1 : 0)}{corner.Id}@{celsius}",
                new BilingualText($"蜂鸣器硬件联锁：{stateZh}{corner.Zh}", $"Sounder gate: {state}{corner.En}"),
                Cabinet,
                (netlist, models) =>
                {
                    SpiceDeck deck = GateDeck(netlist, models, celsius, corner, alive, open).Drive("sounder", sounder ? LogicV : 0, 100)
                        .Drive("sounderInhibit", inhibit ? LogicV : 0, 100).Drive("aedDoor", 0, 1e9);
                    return deck.With($"op\nlet result = v({Node("sounder:drive")})\nprint result");
                },
                sounds ? 2.0 : null,
                sounds ? null : 0.6,
                "V");
        }

        // An unpowered board loads every pin.
        yield return new SimulatedCheck(
            $"dead-board-door{corner.Id}@{celsius}",
            new BilingualText($"控制板没电，门开：门节点{corner.Zh}", $"Board dead, door open: the door's node{corner.En}"),
            Cabinet,
            (netlist, models) => DeadDeck(netlist, models, celsius, corner)
                .With($"op\nlet result = v({Node("aedDoor:open")})\nprint result"),
            LeastHighV,
            null,
            "V");
        yield return new SimulatedCheck(
            $"dead-board-sounds{corner.Id}@{celsius}",
            new BilingualText($"控制板没电，门开：蜂鸣器驱动{corner.Zh}", $"Board dead, door open: the sounder's driver{corner.En}"),
            Cabinet,
            (netlist, models) => DeadDeck(netlist, models, celsius, corner)
                .With($"op\nlet result = v({Node("sounder:drive")})\nprint result"),
            2.0,
            null,
            "V");
    }

    private static IEnumerable<SimulatedCheck> Contacts(int celsius)
    {
        foreach ((bool closed, double field, string zh, string en) in new[]
        {
            (true, 11.4, "触点闭合（光耦寿终，电源最低）", "Contact closed (opto-coupler old, supply at its least)"),
            (false, 12.6, "触点断开或断线", "Contact open or its wire broken"),
            (true, 0.0, "PS3没电，触点闭合：读作断开", "PS3 lost, contact closed: reads as open"),
        })
        {
            bool low = closed && field > 0;
            yield return new SimulatedCheck(
                $"contact-{(closed ? "closed" : "open")}{(field > 0 ? string.Empty : "-no-field")}@{celsius}",
                new BilingualText(zh, en),
                Cabinet,
                (netlist, models) =>
                {
                    SpiceDeck deck = new SpiceDeck(netlist, models, celsius, "contact:10").Drive("3V3", LogicV).Drive("F+", field, 1)
                        .Drive("F-", 0);
                    return (closed ? deck.Close("S10") : deck).Drive("aedDoor", 0, 66e6)
                        .With($"op\nlet result = v({Node("aedDoor")})\nprint result");
                },
                low ? null : 2.475,
                low ? MostLowV : null,
                "V");
        }

        // The opto-coupler's current as a multiple of the pull-up's: at least 2 is required.
        yield return new SimulatedCheck(
            $"contact-margin@{celsius}",
            new BilingualText("光耦余量（寿终）", "Opto-coupler's margin, at its end of life"),
            Cabinet,
            (netlist, models) => new SpiceDeck(netlist, models, celsius, "contact:10").Drive("3V3", LogicV).Drive("F+", 11.4, 1)
                .Drive("F-", 0).Close("S10").Line($"Vhold {Node("aedDoor:open")} 0 0.5")
                .With("op\nlet result = (@rr102[i] - i(vhold))/@rr102[i]\nprint result"),
            2.0,
            null,
            "×");
    }

    private static IEnumerable<SimulatedCheck> Light()
    {
        // The trimmer is set so that the threshold lies between the brightest daylight allowed and the flash: 70 % of 3.3 V.
        foreach ((string id, string zh, string en, int lux, int celsius, bool lit) in new[]
        {
            ("dark", "全黑，70 °C", "Dark, 70 °C", 0, 70, false), ("day", "环境光50 lx", "Daylight of 50 lx", 50, 25, false), ("flash",
                "环境光50 lx加500 lx的闪光", "Daylight of 50 lx and a flash of 500 lx", 550, 25, true),
            ("flash-dark", "500 lx的闪光，−40 °C", "Flash of 500 lx, −40 °C", 500, -40, true),
        })
        {
            yield return new SimulatedCheck(
                $"light-{id}",
                new BilingualText($"光电前端：{zh}", $"Photo front end: {en}"),
                Cabinet,
                (netlist, models) => new SpiceDeck(netlist, models, celsius, "light:20").Drive("3V3", LogicV).Line($"Vlux lux 0 {lux}")
                    .Line(".global lux")
                    .Line($"Rtop {Node("3V3")} {Node("20:level")} 30k").Line($"Rbottom {Node("20:level")} 0 70k")
                    .Drive("indicatorGreen", 0, 66e6)
                    .With($"op\nlet result = v({Node("indicatorGreen")})\nprint result"),
                lit ? null : 2.475,
                lit ? MostLowV : null,
                "V");
        }
    }

    private static IEnumerable<SimulatedCheck> Supplies()
    {
        foreach ((string id, string zh, string en, string shorted) in new[]
        {
            ("green", "X20.1对0 V短路：3V3", "X20.1 shorted to 0 V: 3V3", "X20"), ("red", "X21.1对0 V短路：3V3", "X21.1 shorted to 0 V: 3V3",
                "X21"), ("probe", "X40.1对0 V短路：3V3", "X40.1 shorted to 0 V: 3V3", "X40"),
        })
        {
            yield return new SimulatedCheck(
                $"short-{id}",
                new BilingualText(zh, en),
                Cabinet,
                (netlist, models) => LogicDeck(netlist, models).Short(new SpiceDeck(netlist, models, 25).On(shorted, "1"), "0")
                    .With($"op\nlet result = v({Node("3V3")})\nprint result"),
                3.2,
                null,
                "V");
        }

        yield return new SimulatedCheck(
            "probe-supply",
            new BilingualText("温度探头转换时的供电（1.5 mA）", "The probe's supply while it converts (1.5 mA)"),
            Cabinet,
            (netlist, models) => new SpiceDeck(netlist, models, -40, "one-wire").Drive("3V3", 3.25)
                .Line($"Iprobe {new SpiceDeck(netlist, models, 25).On("B40", "VDD")} 0 1.5m")
                .With($"op\nlet result = v({new SpiceDeck(netlist, models, 25).On("B40", "VDD")})\nprint result"),
            3.0,
            null,
            "V");
        foreach ((string id, string zh, string en, string mains, double battery) in new[]
        {
            ("flat", "来电，蓄电池5 V：V+", "Mains return, battery at 5 V: V+", "on", 5.0), ("charged", "有市电，蓄电池12.8 V：V+",
                "Mains, battery at 12.8 V: V+", "on", 12.8), ("battery", "停电，蓄电池11 V：V+", "No mains, battery at 11 V: V+", "off", 11.0),
        })
        {
            yield return new SimulatedCheck(
                $"supply-{id}",
                new BilingualText(zh, en),
                Cabinet,
                (netlist, models) =>
                {
                    SpiceDeck deck = new SpiceDeck(netlist, mains == "on" ? models
                        : models.Replace("I = 2.6*tanh", "I = 1e-9*tanh", StringComparison.Ordinal), 25, "supply")
                        .Line($"Rload {Node("V+")} 0 12")
                        .Line(
                            $".nodeset v({Node("V+")})=13 v({Node("PS1+")})=13.4 v({Node("Battery fused")})={Number(battery + 0.5)} "
                                + $"v({Node("charge")})={Number(battery + 0.8)}");
                    return deck.Drive("Battery+", battery, 0.05).With($"op\nlet result = v({Node("V+")})\nprint result");
                },
                9.5,
                13.9,
                "V");
        }

        yield return new SimulatedCheck(
            "supply-cut",
            new BilingualText("停电，蓄电池10 V：须断开，放电电流", "No mains, battery at 10 V: cut off, what is still drawn"),
            Cabinet,
            (netlist, models) => new SpiceDeck(netlist, models.Replace("I = 2.6*tanh", "I = 1e-9*tanh", StringComparison.Ordinal), 25,
                "supply").Line($"Rload {Node("V+")} 0 12").Line($"Vbattery {Node("Battery+")} 0 10")
                .With("op\nlet result = -i(vbattery)*1000\nprint result"),
            null,
            5,
            "mA");
    }

    private static IEnumerable<SimulatedCheck> Outputs()
    {
        yield return new SimulatedCheck(
            "driver-reset",
            new BilingualText("复位时驱动输入（引脚内部上拉30 kΩ）", "The driver's input at reset (pin pulled up by 30 kΩ inside)"),
            Cabinet,
            (netlist, models) => new SpiceDeck(netlist, models, 25, "driver").Drive("heater", LogicV, 30e3)
                .With($"op\nlet result = v({Node("heater")})\nprint result"),
            null,
            0.6,
            "V");
        foreach ((string id, double volts, int celsius) in new[] { ("least", 10.0, -40), ("most", 13.9, 70) })
        {
            yield return new SimulatedCheck(
                $"beacon-{id}",
                new BilingualText($"警示灯每串电流，{volts:0.0} V、{celsius} °C",
                    string.Create(System.Globalization.CultureInfo.InvariantCulture,
                        $"Beacon, current of a string at {volts:0.0} V and {celsius} °C")),
                Cabinet,
                (netlist, models) => new SpiceDeck(netlist, models, celsius, "beacon", "driver").Drive("V+", volts)
                    .Drive("beacon", LogicV, 100)
                    .With("op\nlet result = @RR521[i]*1000\nprint result"),
                5,
                25,
                "mA");
        }
    }

    private static SpiceDeck GateDeck(Netlist netlist, string models, int celsius, Corner corner, bool alive, bool open)
    {
        SpiceDeck deck = new SpiceDeck(netlist, models, celsius, corner.Spread, s_gateBlocks).Drive("3V3", corner.LogicV)
            .Drive("F+", corner.FieldV, 1).Drive("F-", 0)
            .Drive("alive", alive ? corner.LogicV : 0, 50).Drive("dead", alive ? 0 : corner.LogicV, 50);
        return open ? deck : deck.Close("S10");
    }

    private static SpiceDeck DeadDeck(Netlist netlist, string models, int celsius, Corner corner) =>
        GateDeck(netlist, models, celsius, corner, alive: false, open: true).DeadBoard("aedDoor", "sounder", "sounderInhibit");

    private static SpiceDeck LogicDeck(Netlist netlist, string models) =>
        new SpiceDeck(netlist, models, 25, "logic", "light", "one-wire").Drive("V+", 13).Line("Vlux lux 0 0").Line(".global lux")
            .Line($"Rrest {Node("3V3")} 0 400").Line($".nodeset v({Node("3V3")})=3.3");

    private sealed record Corner(string Id, string Zh, string En, double LogicV, double FieldV, Spread Spread);
}
