namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>One use of a block.</summary>
public sealed record BlockInstance
{
    /// <summary>Gets the number that stands for <c>{n}</c> in the block.</summary>
    public required string N { get; init; }

    /// <summary>
    /// Gets the signals it carries; the first one stands for <c>{signal}</c>. It is left out on a board that lacks one of them.
    /// </summary>
    public IReadOnlyList<string> Signals { get; init; } = [];

    /// <summary>Gets the parts that only this instance has.</summary>
    public IReadOnlyList<PartPlacement> Parts { get; init; } = [];
}
