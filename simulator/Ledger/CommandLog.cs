using System.Data.Common;
using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>The commands that were sent, a piece at a time.</summary>
public static class CommandLog
{
    /// <summary>One command.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="id">The command's id.</param>
    /// <param name="since">One sent since then may still be answered.</param>
    /// <returns>It, or <c>null</c>.</returns>
    public static CommandRecord? Find(LedgerDatabase database, string cabinet, string id, DateTimeOffset since) =>
        Read(database, "cabinet = $1 AND id = $2 ORDER BY counter DESC LIMIT 1", since, cabinet, id).FirstOrDefault();

    /// <summary>The newest commands of a cabinet before one.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="before">The number of the one; <c>null</c> for the newest there are.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="since">One sent since then may still be answered.</param>
    /// <returns>The commands, the newest first.</returns>
    public static IReadOnlyList<CommandRecord> Newest(LedgerDatabase database, string cabinet, long? before, int count,
        DateTimeOffset since) =>
        Read(database, "cabinet = $1 AND counter < $2 ORDER BY counter DESC LIMIT $3", since, cabinet, before ?? long.MaxValue, count);

    private static List<CommandRecord> Read(LedgerDatabase database, string condition, DateTimeOffset since,
        params ReadOnlySpan<object?> values)
    {
        using Statement statement = database.Prepare($"SELECT {LedgerCommandBook.Columns} FROM commands WHERE {condition}", values.Length);
        using DbDataReader rows = statement.Rows(values);
        List<CommandRecord> records = [];
        while (rows.Read())
        {
            records.Add(LedgerCommandBook.Read(rows, since));
        }

        return records;
    }
}
