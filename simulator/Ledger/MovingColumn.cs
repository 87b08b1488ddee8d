using System.Data.Common;
using NpgsqlTypes;

namespace AedCabinet.Ledger;

/// <summary>A column that both stores have: the same value in both is read as the same here.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in PostgreSQL.</param>
internal sealed record MovingColumn(string Name, NpgsqlDbType Type)
{
    /// <summary>The columns of a table.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="target">Where to.</param>
    /// <param name="table">The table.</param>
    /// <returns>Those that both have.</returns>
    public static List<MovingColumn> Of(LedgerDatabase source, LedgerDatabase target, string table)
    {
        using Statement there = source.Prepare("SELECT name FROM pragma_table_info($1)", 1);
        HashSet<string> known = [];
        using (DbDataReader rows = there.Rows(table))
        {
            while (rows.Read())
            {
                known.Add(rows.GetString(0));
            }
        }

        using Statement statement = target.Prepare(
            "SELECT column_name::text, udt_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND "
                + "table_name = $1 ORDER BY ordinal_position", 1);
        using DbDataReader columns = statement.Rows(table);
        List<MovingColumn> shared = [];
        while (columns.Read())
        {
            if (known.Contains(columns.GetString(0)))
            {
                shared.Add(new MovingColumn(columns.GetString(0), TypeOf(columns.GetString(1))));
            }
        }

        return shared;
    }

    /// <summary>Reads a cell of either store.</summary>
    /// <param name="row">The row.</param>
    /// <param name="ordinal">Which cell.</param>
    /// <returns>A <c>long</c>, a text as PostgreSQL can keep it, bytes, or <c>null</c>.</returns>
    public object? Read(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : Type switch
    {
        NpgsqlDbType.Bytea => row.GetFieldValue<byte[]>(ordinal),
        NpgsqlDbType.Text => PostgresText.Of(row.GetString(ordinal)),
        _ => row.GetInt64(ordinal),
    };

    private static NpgsqlDbType TypeOf(string name) => name switch
    {
        "int2" => NpgsqlDbType.Smallint,
        "int4" => NpgsqlDbType.Integer,
        "int8" => NpgsqlDbType.Bigint,
        "bytea" => NpgsqlDbType.Bytea,
        _ => NpgsqlDbType.Text,
    };
}
