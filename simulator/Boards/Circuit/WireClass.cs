namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>What the wires on some terminals, or on some nets, must be.</summary>
public sealed record WireClass
{
    /// <summary>Gets the terminals whose wires these are.</summary>
    public IReadOnlyList<string> Terminals { get; init; } = [];

    /// <summary>Gets the nets whose wires these are, whatever they lead to. They go from one end to the next across all blocks.</summary>
    public IReadOnlyList<string> Nets { get; init; } = [];

    /// <summary>Gets a value indicating whether each wire of the nets begins at the net's first end: an earth is no chain.</summary>
    public bool Star { get; init; }

    /// <summary>Gets the cross-section of the copper, in mm².</summary>
    public required double Mm2 { get; init; }

    /// <summary>Gets the colours: one for each pole of a terminal in its order, or one for all.</summary>
    public required IReadOnlyList<BilingualText> Colours { get; init; }

    /// <summary>Gets how long a wire may be, in m.</summary>
    public required double MaxM { get; init; }

    /// <summary>Gets what is at the other end where no part of the circuit is, or an assembled thing; <c>null</c> elsewhere.</summary>
    public BilingualText? To { get; init; }

    /// <summary>Gets a value indicating whether they are on the sheet of the mains and the supply.</summary>
    public bool Mains { get; init; }

    /// <summary>Gets where the figures come from.</summary>
    public required string Source { get; init; }
}
