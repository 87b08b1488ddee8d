using System.Data.Common;
using System.Globalization;

namespace AedCabinet.Ledger;

/// <summary>
/// A SQLite file that was moved takes nothing more, whichever program asks and however long it has had the file open: each of its tables
/// refuses every change and says where to.
/// </summary>
internal static class MovedFile
{
    private const string Table = "moved";
    private const string Refusal = "moved to ";

    private static readonly string[] s_changes = ["INSERT", "UPDATE", "DELETE"];

    /// <summary>Where a file was moved to.</summary>
    /// <param name="database">The file, open.</param>
    /// <returns>The name of the other store; <c>null</c> when it was not moved.</returns>
    public static string? TargetOf(LedgerDatabase database)
    {
        if (database.Number($"SELECT count(*) FROM sqlite_schema WHERE name = '{Table}'") == 0)
        {
            return null;
        }

        using Statement statement = database.Prepare($"SELECT target FROM {Table}");
        using DbDataReader rows = statement.Rows();
        return rows.Read() ? rows.GetString(0) : null;
    }

    /// <summary>Where a refusal says that its file was moved to.</summary>
    /// <param name="message">What SQLite said.</param>
    /// <returns>The name of the other store; <c>null</c> for another message.</returns>
    public static string? TargetIn(string message)
    {
        int start = message.IndexOf(Refusal, StringComparison.Ordinal);
        return start < 0 ? null : message[(start + Refusal.Length)..].TrimEnd('.', '\'');
    }

    /// <summary>Closes a file: from now on it takes nothing more.</summary>
    /// <param name="database">The file, open for a change.</param>
    /// <param name="target">The name of the other store.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    public static void Close(LedgerDatabase database, string target, long nowMs)
    {
        string[] tables = NamesOf(database, "table");
        database.Begin();
        try
        {
            foreach (string table in tables)
            {
                foreach (string change in s_changes)
                {
                    database.Execute($"CREATE TRIGGER {Table}_{table}_{change} BEFORE {change} ON {table} BEGIN SELECT raise(ABORT, "
                        + $"'{Refusal}{target.Replace("'", "''", StringComparison.Ordinal)}'); END");
                }
            }

            database.Execute($"CREATE TABLE {Table} (target TEXT NOT NULL, at INTEGER NOT NULL) STRICT");
            using Statement statement = database.Prepare($"INSERT INTO {Table} (target, at) VALUES ($1, $2)", 2);
            statement.Run(target, nowMs);
            database.Commit();
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    /// <summary>Opens a file again that was closed.</summary>
    /// <param name="database">The file, open for a change.</param>
    public static void Reopen(LedgerDatabase database)
    {
        string[] triggers = NamesOf(database, "trigger");
        database.Begin();
        try
        {
            foreach (string trigger in triggers.Where(name => name.StartsWith(Table + "_", StringComparison.Ordinal)))
            {
                database.Execute("DROP TRIGGER " + trigger);
            }

            database.Execute("DROP TABLE " + Table);
            database.Commit();
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    private static string[] NamesOf(LedgerDatabase database, string type)
    {
        using Statement statement = database.Prepare(
            $"SELECT name FROM sqlite_schema WHERE type = '{type}' AND name NOT LIKE 'sqlite_%' ORDER BY name");
        using DbDataReader rows = statement.Rows();
        List<string> names = [];
        while (rows.Read())
        {
            names.Add(rows.GetString(0));
        }

        return [.. names];
    }
}
