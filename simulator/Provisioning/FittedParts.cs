using System.Text.Json.Nodes;
using AedCabinet.Simulator.Provisioning.Images;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>
/// What is built into a cabinet. The input of a part that is not there must not be read: an open circuit would be an alarm for ever.
/// </summary>
public sealed record FittedParts(bool Aed, bool Kit, bool Sos, bool Indicator, bool Probe, bool Heater, bool Fan, bool Mains, bool Battery,
    bool Presence, bool Tamper, bool Lock)
{
    // Measured awake. Lithium thionyl chloride is flat nearly to its end, so only the end can be told: U70 stops below 4.75 V. But new
    // cells at −40 °C have 5.30 V ("boards simulate", awake-cold), and a divider that nobody has calibrated is 6 % out either way. So
    // critical is never reached by new cells in the cold, even 6 % low; and low is reached before the end, even 6 % high. Calibrated
    // (2 %), both are right at both ends.
    private const int KitLowMv = 5100;
    private const int KitCriticalMv = 4900;

    // A kit is awake for 28 s only, so the usual minute of delay would never be over.
    private const int KitSeconds = 20;

    private static readonly (string Column, string Signal)[] s_signals =
    [
        ("probeFitted", "oneWireTx"), ("heaterFitted", "heater"), ("fanFitted", "fan"), ("mainsFitted", "mains"),
        ("batteryFitted", "batteryAdc"),
        ("presenceFitted", "aedPresence"), ("tamperFitted", "tamper"), ("lockFitted", "lock"),
    ];

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="kind">The cabinet's kind.</param>
    /// <param name="hasProfile">Whether its AED's light is read.</param>
    /// <returns>The parts.</returns>
    public static FittedParts Read(RowReader row, string kind, bool hasProfile)
    {
        // A kit hangs on its battery, unless the row says otherwise.
        bool hasAed = kind != "kit";
        bool hasProbe = row.Flag("probeFitted", hasAed);
        return new FittedParts(
            hasAed,
            kind is "kit" or "station",
            kind == "station",
            hasAed && hasProfile,
            hasProbe,
            row.Flag("heaterFitted", hasAed && hasProbe),
            row.Flag("fanFitted", false),
            row.Flag("mainsFitted", hasAed),
            row.Flag("batteryFitted", !hasAed),
            row.Flag("presenceFitted", hasAed),
            row.Flag("tamperFitted", true),
            row.Flag("lockFitted", false));
    }

    /// <summary>The pins of the parts that are there.</summary>
    /// <param name="board">The board.</param>
    /// <returns>The <c>pins</c> of <c>cabinet.json</c>.</returns>
    public JsonObject PinsOf(BoardTarget board)
    {
        JsonObject pins = new() { ["board"] = board.Board };
        foreach ((string signal, int pin) in board.Pins.Where(pair => IsWired(pair.Key)))
        {
            pins[signal] = pin;
        }

        return pins;
    }

    /// <summary>
    /// What there is of mains and battery. A kit without mains sleeps, and its battery is the parts list's (<c>hardware/README.md</c>).
    /// </summary>
    /// <returns>The <c>power</c> of <c>cabinet.json</c>.</returns>
    public JsonObject PowerSettings()
    {
        JsonObject power = new() { ["mainsFitted"] = Mains, ["batteryFitted"] = Battery };
        if (Aed || Mains)
        {
            return power;
        }

        power["deepSleep"] = true;
        if (Battery)
        {
            power["batteryFullScaleMv"] = 13200;
            power["batteryLowMv"] = KitLowMv;
            power["batteryCriticalMv"] = KitCriticalMv;
            power["batterySeconds"] = KitSeconds;
        }

        return power;
    }

    /// <summary>Notes each part that the row asks for and the board has no pin for.</summary>
    /// <param name="row">The row.</param>
    /// <param name="board">The board.</param>
    public void Check(RowReader row, BoardTarget board)
    {
        foreach ((string column, string signal) in s_signals.Where(
            pair => row.Has(pair.Column) && IsWired(pair.Signal) && !board.Pins.ContainsKey(pair.Signal)))
        {
            bool isKnown = board.Lacks.TryGetValue(signal, out string? why);
            row.Add(
                column,
                $"填了“是”，但控制板{board.Board}没有这个引脚{(isKnown ? $"（{why}）" : string.Empty)}；请换一种控制板，或填“否”。",
                $"is yes, but the board {board.Board} has no pin for it{(isKnown ? $" ({why})" : string.Empty)}; choose another "
                    + $"board, or no.");
        }
    }

    private bool IsWired(string signal) => signal switch
    {
        "aedDoor" => Aed,
        "aedPresence" => Aed && Presence,
        "kitDoor" => Kit,
        "indicatorGreen" or "indicatorRed" => Indicator,
        "mains" => Mains,
        "batteryAdc" => Battery,
        "sos" => Sos,
        "tamper" => Tamper,
        "oneWireTx" or "oneWireRx" => Probe,
        "heater" => Heater,
        "fan" => Fan,
        "lock" => Lock,
        _ => true,
    };
}
