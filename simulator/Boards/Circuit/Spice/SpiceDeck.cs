using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AedCabinet.Simulator.Boards.Circuit.Spice;

/// <summary>A part of the circuit as ngspice reads it: the parts of some blocks, with models of our own, and what a check adds.</summary>
public sealed partial class SpiceDeck
{
    private const double ClosedOhm = 0.1;
    private readonly Netlist _netlist;
    private readonly StringBuilder _elements = new();
    private readonly HashSet<string> _models;
    private readonly Spread _spread;
    private int _open;

    /// <summary>Initializes a new instance of the <see cref="SpiceDeck"/> class.</summary>
    /// <param name="netlist">The circuit.</param>
    /// <param name="models">The text of <c>hardware/circuit/models.lib</c>.</param>
    /// <param name="celsius">The temperature, in °C.</param>
    /// <param name="blocks">The names of the blocks that the check needs.</param>
    public SpiceDeck(Netlist netlist, string models, int celsius, params string[] blocks)
        : this(netlist, models, celsius, Spread.None, blocks)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="SpiceDeck"/> class.</summary>
    /// <param name="netlist">The circuit.</param>
    /// <param name="models">The text of <c>hardware/circuit/models.lib</c>.</param>
    /// <param name="celsius">The temperature, in °C.</param>
    /// <param name="spread">How far the parts are from their values.</param>
    /// <param name="blocks">The names of the blocks that the check needs.</param>
    public SpiceDeck(Netlist netlist, string models, int celsius, Spread spread, params string[] blocks)
    {
        _netlist = netlist;
        _spread = spread;
        _models = [.. Definition().Matches(models).Select(match => match.Groups[1].Value)];
        Line($".temp {celsius}");

        // Nets that a check leaves open would otherwise have no level at all.
        Line(".options rshunt=1e11");
        Line(models);
        foreach (NetlistPart part in netlist.Parts.Where(
            part => blocks.Contains(part.Use.Block.Block) || blocks.Contains($"{part.Use.Block.Block}:{part.Use.Instance.N}")))
        {
            Add(part);
        }
    }

    /// <summary>The name of a net in the deck.</summary>
    /// <param name="net">The net's name in the circuit.</param>
    /// <returns>The node.</returns>
    public static string Node(string net) => net == "0V" ? "0" : "n" + NotPlain().Replace(
        net.Replace("+", "p", StringComparison.Ordinal).Replace("-", "m", StringComparison.Ordinal), "_").ToLowerInvariant();

    /// <summary>The node on a pin.</summary>
    /// <param name="part">The part.</param>
    /// <param name="pin">Its pin.</param>
    /// <returns>The node.</returns>
    public string On(string part, string pin) => _netlist.NetOf(new NetEnd(part, pin)) is string net ? Node(net) : $"open{++_open}";

    /// <summary>Adds a line.</summary>
    /// <param name="text">The line.</param>
    /// <returns>This deck.</returns>
    public SpiceDeck Line(string text)
    {
        _elements.Append(text).Append('\n');
        return this;
    }

    /// <summary>Adds a voltage source to ground.</summary>
    /// <param name="net">The net's name in the circuit.</param>
    /// <param name="volts">The voltage, in V.</param>
    /// <param name="ohms">The source's resistance, in Ω.</param>
    /// <returns>This deck.</returns>
    public SpiceDeck Drive(string net, double volts, double ohms = 0.01)
    {
        string name = $"drive{++_open}";
        return Line($"V{name} {name} 0 {Number(volts)}").Line($"R{name} {name} {Node(net)} {Number(ohms)}");
    }

    /// <summary>Closes a switch, or shorts two nets.</summary>
    /// <param name="one">A node.</param>
    /// <param name="other">The other node.</param>
    /// <returns>This deck.</returns>
    public SpiceDeck Short(string one, string other) => Line($"Rshort{++_open} {one} {other} {Number(ClosedOhm)}");

    /// <summary>Closes a contact of the cabinet.</summary>
    /// <param name="part">The switch.</param>
    /// <returns>This deck.</returns>
    public SpiceDeck Close(string part) => Short(On(part, "1"), On(part, "2"));

    /// <summary>
    /// Hangs a controller board without power on its nets: each pin leads through its protection diode to the dead supply.
    /// </summary>
    /// <param name="signals">The signals.</param>
    /// <returns>This deck.</returns>
    public SpiceDeck DeadBoard(params string[] signals)
    {
        Line(".model m_clamp D (is=1e-12 n=1.2 rs=50)");
        foreach (string signal in signals)
        {
            Line($"Dclamp{++_open} {On(NetEnd.Controller, signal)} 0 m_clamp");
        }

        return this;
    }

    /// <summary>The deck with the analysis of a check.</summary>
    /// <param name="analysis">The lines inside <c>.control</c>.</param>
    /// <returns>The text for ngspice.</returns>
    public string With(string analysis) => $"AED cabinet\n{_elements}.control\nset numdgt=7\n{analysis}\nquit\n.endc\n.end\n";

    /// <summary>A number as ngspice reads it.</summary>
    /// <param name="value">The number.</param>
    /// <returns>Its text.</returns>
    public static string Number(double value) => value.ToString("G9", CultureInfo.InvariantCulture);

    private void Add(NetlistPart part)
    {
        PartType type = part.Type;
        string[] nodes = [.. type.Pins.Select(pin => On(part.Ref, pin))];
        string model = $"m_{part.TypeName}";
        switch (type.Symbol)
        {
            case "resistor" when PartValue.In(type.Value, "Ω") is double ohms:
                Line($"R{part.Ref} {nodes[0]} {nodes[1]} {Number(ohms * _spread.Resistance)}");
                break;
            case "array" when PartValue.In(type.Value, "Ω") is double each:
                foreach (string node in nodes.Skip(1))
                {
                    Line($"R{part.Ref}_{++_open} {nodes[0]} {node} {Number(each * _spread.Resistance)}");
                }

                break;
            case "capacitor" when PartValue.In(type.Value, "F") is double farads:
                Line($"C{part.Ref} {nodes[0]} {nodes[1]} {Number(farads * _spread.Capacitance)}");
                break;
            case "fuse":
                Line($"R{part.Ref} {nodes[0]} {nodes[1]} {Number(ClosedOhm)}");
                break;
            default:
                if (_models.Contains(model))
                {
                    Line(type.Symbol == "diode" && type.Pins.Contains("A") ? $"D{part.Ref} {nodes[0]} {nodes[1]} {model}"
                        : $"X{part.Ref} {string.Join(' ', nodes)} {model}");
                }

                break;
        }
    }

    [GeneratedRegex(@"^\.(?:subckt|model) (\S+)", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NotPlain();
}
