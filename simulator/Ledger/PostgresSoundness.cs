using System.Data.Common;
using System.Globalization;

namespace AedCabinet.Ledger;

/// <summary>What a PostgreSQL server itself says of its soundness.</summary>
internal static class PostgresSoundness
{
    // A power cut takes what such a server was told to keep.
    private static readonly string[] s_settings = ["fsync", "full_page_writes"];

    /// <summary>Looks for indexes that are not whole and pages whose checksum was wrong.</summary>
    /// <param name="database">The database.</param>
    /// <returns><c>ok</c>, or what is broken.</returns>
    public static IReadOnlyList<string> Check(LedgerDatabase database)
    {
        List<string> wrong = [];
        using Statement indexes = database.Prepare(
            "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid AND c.relnamespace = "
                + "current_schema()::regnamespace ORDER BY c.relname");
        using (DbDataReader rows = indexes.Rows())
        {
            while (rows.Read())
            {
                wrong.Add($"the index {rows.GetString(0)} is not valid");
            }
        }

        long pages = database.Number("SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()");
        if (pages > 0)
        {
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{pages} pages had a wrong checksum"));
        }

        return wrong is [] ? ["ok"] : wrong;
    }

    /// <summary>Looks for what keeps from proving that what was confirmed is there.</summary>
    /// <param name="database">The database.</param>
    /// <returns>What can't be proven.</returns>
    public static IEnumerable<LedgerFinding> Doubts(LedgerDatabase database)
    {
        foreach (string setting in s_settings)
        {
            using Statement statement = database.Prepare($"SELECT 1 WHERE current_setting('{setting}') = 'off'");
            if (statement.Number() is not null)
            {
                yield return new LedgerFinding(
                    $"The server's setting {setting} is off: that a power cut took nothing that was confirmed can't be proven.",
                    $"Set {setting} = on in postgresql.conf and start the server anew.");
            }
        }

        if (MovePairing.IsUnderWay(database))
        {
            yield return MovePairing.Unfinished;
        }
    }
}
