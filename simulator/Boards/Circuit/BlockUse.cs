namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>A block as one cabinet uses it.</summary>
/// <param name="Block">The block.</param>
/// <param name="Instance">Which of its uses.</param>
public sealed record BlockUse(CircuitBlock Block, BlockInstance Instance)
{
    /// <summary>Fills in what stands for this use's number and signal.</summary>
    /// <param name="text">A name of the block: <c>{n}</c> and <c>{signal}</c> are replaced.</param>
    /// <returns>The name in the netlist.</returns>
    public string Fill(string text) => text
        .Replace("{n}", Instance.N, StringComparison.Ordinal)
        .Replace("{signal}", Instance.Signals.Count > 0 ? Instance.Signals[0] : string.Empty, StringComparison.Ordinal);
}
