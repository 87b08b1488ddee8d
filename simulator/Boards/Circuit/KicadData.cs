using System.Text.Json;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>What a KiCad schematic needs besides the circuit: <c>hardware/circuit/kicad.json</c>.</summary>
public sealed record KicadData
{
    private static readonly JsonSerializerOptions s_options = new(
        JsonSerializerDefaults.Web)
    { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Gets where the figures come from.</summary>
    public required string Note { get; init; }

    /// <summary>Gets the sheets in their order.</summary>
    public required IReadOnlyList<KicadSheetPlan> Sheets { get; init; }

    /// <summary>Gets footprint and pads by the name of a part's type.</summary>
    public required IReadOnlyDictionary<string, KicadPart> Parts { get; init; }

    /// <summary>Reads the file that ships with the simulator.</summary>
    /// <returns>The data.</returns>
    /// <exception cref="UserErrorException">The file is not there or wrong.</exception>
    public static KicadData Load()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "circuit", "kicad.json");
        try
        {
            return JsonSerializer.Deserialize<KicadData>(File.ReadAllText(file), s_options)!;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new UserErrorException($"{file}: {exception.Message}", UserErrorException.WrongInput);
        }
    }

    /// <summary>The footprint of a part.</summary>
    /// <param name="part">The part.</param>
    /// <returns>Its name in KiCad's libraries; empty for what is not on the carrier, or has none there.</returns>
    public string FootprintOf(NetlistPart part) =>
        IsOnCarrier(part) && Parts.TryGetValue(part.TypeName, out KicadPart? known) ? known.Footprint : string.Empty;

    /// <summary>Whether a part is on the carrier.</summary>
    /// <param name="part">The part.</param>
    /// <returns><c>false</c> for what is mounted in the cabinet or on its rail, and for what has no pins.</returns>
    public static bool IsOnCarrier(NetlistPart part) => !part.Type.Field && !part.Type.Wired && part.Type.Symbol != "none"
        && !part.TypeName.StartsWith("rail", StringComparison.Ordinal) && part.TypeName != "bond";

    /// <summary>The pins of a part as the schematic has them.</summary>
    /// <param name="netlist">The circuit.</param>
    /// <param name="part">The part.</param>
    /// <returns>The pins, those of a module in the order of its pads.</returns>
    public IReadOnlyList<KicadPin> PinsOf(Netlist netlist, NetlistPart part)
    {
        if (part.Ref != NetEnd.Controller)
        {
            IReadOnlyDictionary<string, string>? pads = Parts.GetValueOrDefault(part.TypeName)?.Pads;
            return [.. part.Type.Pins.Select(pin => new KicadPin(pads?.GetValueOrDefault(pin) ?? pin, pin, pin))];
        }

        // The rows of a module's file are its pads: up from 1 down the left, and on up the right.
        IEnumerable<string> pins = netlist.Board.Header.Left.Concat(netlist.Board.Header.Right.Reverse());
        return [.. pins.Select((pin, index) => ModulePin(netlist, pin, index + 1)), new KicadPin("41", "GND", "ground")];
    }

    // The circuit has a ground and a supply once; the module has the ground several times.
    private static KicadPin ModulePin(Netlist netlist, string pin, int pad)
    {
        string number = pad.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (Checking.BoardHeader.Gpio(pin) is int gpio)
        {
            string? name = netlist.Board.Pins.Where(wired => wired.Value == gpio && netlist.IsUsed(wired.Key)).Select(wired => wired.Key)
                .Concat(netlist.Board.Ports.Where(port => port.Value == gpio).Select(port => port.Key)).FirstOrDefault();
            return new KicadPin(number, $"IO{gpio}", name);
        }

        string? role = netlist.Board.Power.Where(
            power => power.Value == pin && netlist.NetOf(new NetEnd(NetEnd.Controller, power.Key)) is not null).Select(power => power.Key)
            .FirstOrDefault();
        return new KicadPin(number, pin, role);
    }
}
