namespace AedCabinet.Cell.Plan;

/// <summary>The passwords that only a cell's own parts use among themselves.</summary>
/// <param name="Routes">Between the three nats-server.</param>
/// <param name="System">The account in which nats-server tells of itself.</param>
public sealed record CellSecrets(string Routes, string System)
{
    /// <summary>Nothing of them is ever shown.</summary>
    /// <returns>A word.</returns>
    public override string ToString() => nameof(CellSecrets);
}
