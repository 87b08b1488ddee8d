using static AedCabinet.Simulator.Boards.Circuit.Spice.SpiceDeck;

namespace AedCabinet.Simulator.Boards.Circuit.Spice;

/// <summary>
/// What a fault in one cable, or of one supply, does to the inputs of a mains cabinet: each pin of each contact, light and probe shorted to
/// 0 V, shorted to the pin beside it, and open; F+ lost; 3V3 lost.
/// </summary>
internal static class FieldChecks
{
    private const string Cabinet = "station";
    private const double LogicV = 3.3;
    private const double LeastHighV = 2.475;
    private const double MostLowV = 0.82;
    private const double LeastLogicV = 3.2;
    private const double MostFieldA = 0.08;
    private static readonly string[] s_inputBlocks = ["contact", "light", "one-wire"];

    /// <summary>Gets the checks that do not depend on the circuit's terminals.</summary>
    public static IReadOnlyList<SimulatedCheck> Supplies { get; } = [.. WithoutLogic(), .. WithoutField()];

    /// <summary>The checks of every wire.</summary>
    /// <param name="netlist">The circuit of the cabinet whose terminals are gone through.</param>
    /// <returns>The checks.</returns>
    public static IEnumerable<SimulatedCheck> Wires(Netlist netlist)
    {
        NetEnd[] pins = [.. Pins(netlist, s_inputBlocks)];
        for (int i = 0; i < pins.Length; i++)
        {
            yield return Wire(netlist, pins[i], null);
            if (netlist.NetOf(pins[i]) != "0V")
            {
                yield return Wire(netlist, pins[i], "0V");
            }

            if (i + 1 < pins.Length && netlist.NetOf(pins[i]) != netlist.NetOf(pins[i + 1]))
            {
                yield return Wire(netlist, pins[i], pins[i + 1].ToString());
            }
        }
    }

    /// <summary>The pins of the terminals of some blocks, in the order in which they stand.</summary>
    /// <param name="netlist">The circuit.</param>
    /// <param name="blocks">The blocks.</param>
    /// <returns>The pins.</returns>
    internal static IEnumerable<NetEnd> Pins(Netlist netlist, params string[] blocks) => netlist.Parts
        .Where(part => part.Type.Symbol == "terminal" && blocks.Contains(part.Use.Block.Block))
        .OrderBy(part => int.Parse(part.Ref[1..], System.Globalization.CultureInfo.InvariantCulture))
        .SelectMany(part => part.Type.Pins.Select(pin => new NetEnd(part.Ref, pin)));

    // How many of the inputs that do not hang on this wire read wrong, with all contacts closed and with all open; 3V3 below its least
    // counts too.
    private static SimulatedCheck Wire(Netlist netlist, NetEnd pin, string? to)
    {
        string toZh = to is null ? "断开" : to == "0V" ? "对0 V短路" : $"与{to}短路";
        string toEn = to is null ? "open" : to == "0V" ? "shorted to 0 V" : $"shorted to {to}";
        return new SimulatedCheck(
            $"wire-{pin}-{to ?? "open"}",
            new BilingualText($"{pin}{toZh}：别的输入有几个读错", $"{pin} {toEn}: other inputs that read wrong"),
            Cabinet,
            (circuit, models) => WireDeck(circuit, models, pin, to),
            null,
            0,
            string.Empty);
    }

    private static string WireDeck(Netlist netlist, string models, NetEnd pin, string? to)
    {
        SpiceDeck deck = new SpiceDeck(netlist, models, 25, ["logic", .. s_inputBlocks]).Drive("V+", 13).Line("Vlux lux 0 0")
            .Line(".global lux")
            .Line($"Rrest {Node("3V3")} 0 800").Line($".nodeset v({Node("3V3")})=3.3");

        // The contacts' supply floats: 12 V, at most what PS3 gives, and the capacitance of its barrier.
        deck.Line($"Vfield vf {Node("F-")} 12").Line($"Bfield vf {Node("F+")} I = {Number(MostFieldA)}*tanh(v(vf,{Node("F+")})/0.5)")
            .Line($"Rfloat {Node("F-")} 0 10meg");
        string[] refs = to is null or "0V" ? [pin.Ref] : [pin.Ref, to.Split('.')[0]];
        NetlistPart[] contacts = [.. netlist.Parts.Where(part => part.Use.Block.Block == "contact" && part.Type.Symbol == "switch")];
        foreach (NetlistPart contact in contacts)
        {
            deck.Line($"Rclose{contact.Ref} {deck.On(contact.Ref, "1")} {deck.On(contact.Ref, "2")} 0.1");
        }

        if (to is not null)
        {
            deck.Line($"Rfault {deck.On(pin.Ref, pin.Pin)} {(to == "0V" ? "0" : deck.On(to.Split('.')[0], to.Split('.')[1]))} 0.1");
        }

        string[] sound = [.. netlist.Parts.Where(part => part.Type.Symbol == "terminal" && !refs.Contains(part.Ref))
            .Select(part => part.Ref[1..])];
        string[] closed = [.. contacts.Where(part => sound.Contains(part.Ref[1..])).Select(part => Signal(part))];
        string[] dark = [.. netlist.Parts.Where(
            part => part.Use.Block.Block == "light" && part.Type.Symbol == "terminal" && sound.Contains(part.Ref[1..]))
            .Select(part => Signal(part))];
        string open = string.Join('\n', contacts.Select(part => $"alter rclose{part.Ref} = 1e9"));
        string Wrong(IEnumerable<string> nodes, bool low) =>
            string.Concat(nodes.Select(node => low ? $" + (v({node}) gt {Number(MostLowV)})" : $" + (v({node}) lt {Number(LeastHighV)})"));
        string common = $"{Wrong(dark, false)} + (v({Node("3V3")}) lt {Number(LeastLogicV)})";
        string text = deck.With(
            $"op\nlet first = 0{Wrong(closed, true)}{common}\n{open}\nop\nlet result = "
                + $"op1.first{Wrong(closed, false)}{common}\nprint result");
        return to is null ? Cut(netlist, text, pin) : text;
    }

    // A broken wire: what hangs on the pin's net in the cabinet no longer does.
    private static string Cut(Netlist netlist, string deck, NetEnd pin)
    {
        string net = netlist.NetOf(pin)!;
        string[] field = [.. netlist.Nets[net].Select(end => netlist.Parts.FirstOrDefault(part => part.Ref == end.Ref))
            .OfType<NetlistPart>().Where(part => part.Type.Field && part.Ref[1..].StartsWith(pin.Ref[1..], StringComparison.Ordinal))
            .Select(part => part.Ref)];
        return string.Join('\n', deck.Split('\n')
            .Select(
                line =>
                    field.Any(
                        part => line.StartsWith($"X{part} ", StringComparison.Ordinal)
                            || line.StartsWith($"Rclose{part} ", StringComparison.Ordinal))
                            ? line.Replace($" {Node(net)} ", " cut ", StringComparison.Ordinal) : line));
    }

    private static string Signal(NetlistPart part) => Node(part.Use.Instance.Signals[0]);

    private static IEnumerable<SimulatedCheck> WithoutLogic()
    {
        string[] inputs = ["aedDoor", "aedPresence", "kitDoor", "sos", "service", "tamper", "indicatorGreen", "indicatorRed", "mains"];
        yield return new SimulatedCheck(
            "no-3v3-inputs",
            new BilingualText("3V3没了，触点全开、停电、全黑：输入引脚最高电平（固件：all-low）",
                "3V3 lost, contacts open, no mains, dark: the highest input (firmware: all-low)"),
            Cabinet,
            (netlist, models) => DeadLogicDeck(netlist, models, 0.05)
                .With(
                    $"op\nlet result = 0\n{string.Join('\n', inputs.Select(input => $"let result = (result + v({Node(input)}) + "
                        + $"abs(result - v({Node(input)})))/2"))}\nprint result"),
            null,
            MostLowV,
            "V");
        yield return new SimulatedCheck(
            "no-3v3-battery",
            new BilingualText("3V3没了，蓄电池12.8 V：控制板读到", "3V3 lost, battery at 12.8 V: what the board reads"),
            Cabinet,
            (netlist, models) => DeadLogicDeck(netlist, models, 0.05).With($"op\nlet result = v({Node("batteryAdc")})*5.02\nprint result"),
            null,
            3,
            "V");
        yield return new SimulatedCheck(
            "no-3v3-phantom",
            new BilingualText("U1坏（断开），门关、AED在，喂狗引脚为高：3V3不得靠它维持", "U1 dead (open), at rest, watchdog pin high: 3V3 must not live on it"),
            Cabinet,
            (netlist, models) => DeadLogicDeck(netlist, models, 1e9).Close("S10").Close("S11").Close("S12").Close("S15")
                .Line(".model m_phantom D (is=1e-12 n=1.2 rs=50)").Line($"Dphantom {Node("watchdog:in")} {Node("3V3")} m_phantom")
                .Drive("watchdog", LogicV, 50)
                .With($"op\nlet result = v({Node("3V3")})\nprint result"),
            null,
            0.8,
            "V");
    }

    // Every pull-up's supply gone: nothing closed, nothing lit, no mains.
    private static SpiceDeck DeadLogicDeck(Netlist netlist, string models, double ohm) =>
        new SpiceDeck(netlist, models, 25, "contact", "light", "mains-sense", "battery-sense", "one-wire", "watchdog", "gate")
            .Drive("3V3", 0, ohm).Drive("F+", 12, 1).Drive("F-", 0)
            .Drive("Battery switched", 12.8, 0.1).Line("Vlux lux 0 0").Line(".global lux");

    private static IEnumerable<SimulatedCheck> WithoutField()
    {
        // The strongest and the weakest opto-coupler see PS3's output fall together: the door's 50 ms are not over before the firmware
        // knows.
        foreach (int celsius in new[] { -40, 70 })
        {
            yield return new SimulatedCheck(
                $"no-field-spread@{celsius}",
                new BilingualText("PS3没电：第一个和最后一个触点读作断开的间隔（10 µF）", "PS3 lost: from the first contact that reads open to the last (10 µF)"),
                Cabinet,
                (netlist, models) => FallingDeck(netlist, models, celsius),
                null,
                40,
                "ms");
        }
    }

    private static string FallingDeck(Netlist netlist, string models, int celsius)
    {
        string strong = models.Replace(".subckt m_opto ", ".subckt m_opto_new ", StringComparison.Ordinal);
        strong = strong[strong.IndexOf(".subckt m_opto_new ", StringComparison.Ordinal)..];
        strong = strong[..(strong.IndexOf(".ends", StringComparison.Ordinal) + ".ends".Length)]
            .Replace("0.54*0.5*", "2.0*", StringComparison.Ordinal);
        string deck = new SpiceDeck(netlist, models + "\n" + strong + "\n", celsius, "field", "contact:10", "contact:11")
            .Drive("3V3", LogicV).Drive("F-", 0)
            .Close("S10").Close("S11").Line($"Cfield {Node("F+")} 0 10u").Line($".ic v({Node("F+")})=12")
            .With(
                $"tran 0.2m 400m uic\nmeas tran weak when v({Node("aedDoor:open")})=1.65 rise=last\nmeas tran strong when "
                    + $"v({Node("aedPresence:open")})=1.65 rise=last\nlet result = abs(strong - weak)*1000\nprint result");
        return string.Join('\n', deck.Split('\n')
            .Select(
                line => line.StartsWith("XOC11 ", StringComparison.Ordinal)
                    ? line.Replace(" m_opto", " m_opto_new", StringComparison.Ordinal) : line));
    }
}
