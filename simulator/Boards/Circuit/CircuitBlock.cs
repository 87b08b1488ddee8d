namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>A part of the circuit with one purpose, used once or once for each of several signals.</summary>
public sealed record CircuitBlock
{
    /// <summary>Gets its name.</summary>
    public required string Block { get; init; }

    /// <summary>Gets its title in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>Gets its title in English.</summary>
    public required string En { get; init; }

    /// <summary>Gets the kinds of cabinet that have it.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Gets what must be known about it, or <c>null</c>.</summary>
    public BilingualText? Note { get; init; }

    /// <summary>Gets the only boards that have it; empty for all.</summary>
    public IReadOnlyList<string> OnlyBoards { get; init; } = [];

    /// <summary>Gets the boards that don't have it.</summary>
    public IReadOnlyList<string> ExceptBoards { get; init; } = [];

    /// <summary>Gets its uses.</summary>
    public required IReadOnlyList<BlockInstance> Instances { get; init; }

    /// <summary>Gets the parts of each use.</summary>
    public required IReadOnlyList<PartPlacement> Parts { get; init; }

    /// <summary>Gets what is connected, as <c>part.pin</c> by net. Nets of one name are one net, in whatever block.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Nets { get; init; }
}
