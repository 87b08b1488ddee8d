using Microsoft.Data.Sqlite;

namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>How many events are missing, as the kept list of gaps has it.</summary>
internal static class MissingEvents
{
    /// <summary>Counts.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="isExplained">Whether those are meant of which the cabinet told, or those of which it did not.</param>
    /// <returns>The events.</returns>
    public static long Count(SqliteConnection connection, bool isExplained) =>
        LedgerDatabase.Number(connection, $"SELECT coalesce(sum(last - first + 1), 0) FROM gaps WHERE explained_by IS {(isExplained ? "NOT NULL" : "NULL")}");
}
