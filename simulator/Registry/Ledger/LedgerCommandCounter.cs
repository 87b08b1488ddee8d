namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>Numbers commands from the database, so that whoever sends the next one, after whatever restart, has a higher number.</summary>
/// <param name="database">The database.</param>
internal sealed class LedgerCommandCounter(LedgerDatabase database) : ICommandCounter
{
    private const string Sql =
        "INSERT INTO counters (name, value) VALUES ('command', ?1) ON CONFLICT (name) DO UPDATE SET value = max(value + 1, excluded.value) RETURNING value";

    /// <inheritdoc/>
    public long Next(long atLeast)
    {
        using Statement statement = new(database.Connection, Sql, 1);
        return statement.Number(atLeast)!.Value;
    }
}
