using System.Text.Json.Serialization;

namespace AedCabinet.Simulator.Boards;

/// <summary>A signal between controller and cabinet as the reference circuit wires it.</summary>
public sealed record CircuitSignal
{
    /// <summary>The direction of what the board reads as high or low.</summary>
    public const string Input = "input";

    /// <summary>The direction of what the board drives.</summary>
    public const string Output = "output";

    /// <summary>The direction of what the board measures.</summary>
    public const string Analog = "analog";

    /// <summary>The pull-up of an input that the circuit leaves to the chip.</summary>
    public const string InternalPullUp = "internal";

    /// <summary>Gets its Chinese name.</summary>
    public required string Zh { get; init; }

    /// <summary>Gets its English name.</summary>
    public required string En { get; init; }

    /// <summary>Gets <see cref="Input"/>, <see cref="Output"/> or <see cref="Analog"/>, seen from the board.</summary>
    public required string Direction { get; init; }

    /// <summary>
    /// Gets what the circuit makes of it while the board starts: <c>low</c>, <c>high</c>, <c>either</c> (a contact) or <c>floating</c>.
    /// </summary>
    public required string AtReset { get; init; }

    /// <summary>
    /// Gets <c>external</c> where the circuit has a pull-up or drives both levels, <c>internal</c> where the chip's is needed, <c>none</c>
    /// for what is no input.
    /// </summary>
    public required string PullUp { get; init; }

    /// <summary>Gets the kinds of cabinet whose circuit carries it.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Gets the kinds of cabinet that can't do without it.</summary>
    public IReadOnlyList<string> Obligatory { get; init; } = [];

    /// <summary>Gets a value indicating whether its pulses are caught by interrupt.</summary>
    public bool Interrupt { get; init; }

    /// <summary>Gets a value indicating whether it wakes a battery kit.</summary>
    public bool Wakes { get; init; }

    /// <summary>Gets a value indicating whether the board drives it.</summary>
    [JsonIgnore]
    public bool IsOutput => Direction == Output;
}
