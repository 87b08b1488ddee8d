namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>A part that can be ordered.</summary>
public sealed record PartType
{
    /// <summary>Gets its value as a person reads it, for example <c>4.7 kΩ</c>.</summary>
    public required string Value { get; init; }

    /// <summary>Gets its maker.</summary>
    public required string Maker { get; init; }

    /// <summary>Gets the maker's part number.</summary>
    public required string Mpn { get; init; }

    /// <summary>Gets what it is, in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>Gets what it is, in English.</summary>
    public required string En { get; init; }

    /// <summary>Gets the lowest temperature it may work at, in °C.</summary>
    public required int MinC { get; init; }

    /// <summary>Gets the highest temperature it may work at, in °C.</summary>
    public required int MaxC { get; init; }

    /// <summary>Gets the names of its pins; none for a mechanical part or a board, whose pins are its signals.</summary>
    public required IReadOnlyList<string> Pins { get; init; }

    /// <summary>
    /// Gets how it is drawn: <c>board</c>, <c>resistor</c>, <c>capacitor</c>, <c>diode</c>, <c>fuse</c>, <c>switch</c>, <c>terminal</c>,
    /// <c>battery</c>, <c>load</c>, <c>chip</c>, <c>array</c> or <c>none</c>.
    /// </summary>
    public required string Symbol { get; init; }

    /// <summary>Gets a value indicating whether it is mounted in the cabinet and wired to a terminal, not on the carrier.</summary>
    public bool Field { get; init; }

    /// <summary>Gets a value indicating whether it is on the cabinet's rail, not on the carrier, so that wires are laid to it.</summary>
    public bool Wired { get; init; }

    /// <summary>Gets the torque of its screws in N·m, or <c>null</c> where it has none or its maker must say.</summary>
    public double? TorqueNm { get; init; }

    /// <summary>Gets how much insulation comes off a wire for it, in mm, or <c>null</c>.</summary>
    public int? StripMm { get; init; }

    /// <summary>Gets what must be checked against the maker's page before ordering, or <c>null</c>.</summary>
    public string? Unconfirmed { get; init; }

    /// <summary>Gets the supply that it needs, or <c>null</c> where it is not known or nothing.</summary>
    public SupplyRange? Supply { get; init; }

    /// <summary>Gets the least current that a contact needs to stay clean, in µA, or <c>null</c>.</summary>
    public double? LeastContactUa { get; init; }

    /// <summary>Gets the most that leaks through it at 70 °C while it is off, in µA; 0 where that is too little to matter.</summary>
    public double LeakageUa { get; init; }

    /// <summary>
    /// Gets the peak voltage that it stands while it is off (a relay) or lets through (a varistor), in V, or <c>null</c>.
    /// </summary>
    public double? PeakV { get; init; }

    /// <summary>Gets the capacity of a cell in Ah at room temperature, where it matters.</summary>
    public double? CapacityAh { get; init; }
}
