using System.Data.Common;
using System.Globalization;
using AedCabinet.Terminal;
using Npgsql;
using NpgsqlTypes;

namespace AedCabinet.Ledger;

/// <summary>Copies a registry's SQLite database into an empty PostgreSQL one: everything or nothing. The file stays as it is.</summary>
public static class LedgerMove
{
    // In the order in which one refers to another.
    private static readonly string[] s_tables =
    [
        "cabinets", "events", "set_aside", "counters", "gaps", "boots", "emergencies", "emergency_steps", "readiness", "commands",
        "board_conflicts", "losses", "resends",
    ];

    /// <summary>Copies. No registry may write to either meanwhile.</summary>
    /// <param name="from">The file, up to date.</param>
    /// <param name="to">Where to; its tables are made.</param>
    /// <returns>How many rows were copied, by table.</returns>
    /// <exception cref="UserErrorException">A registry runs on one of them, the target is not empty, or one of them refuses.</exception>
    public static IReadOnlyList<(string Table, long Rows)> Run(SqliteStore from, PostgresStore to)
    {
        using LedgerDatabase source = from.OpenForIngest();
        using PostgresDatabase target = (PostgresDatabase)to.OpenForIngest();
        if (target.Number("SELECT count(*) FROM cabinets") + target.Number("SELECT count(*) FROM written")
            + target.Number("SELECT count(*) FROM set_aside") > 0)
        {
            throw new UserErrorException($"{to.Name} holds a registry's data already: nothing was copied. Name an empty database.",
                UserErrorException.WrongInput);
        }

        try
        {
            target.Begin();
            List<(string, long)> copied = [.. s_tables.Select(table => (table, Copy(source, target, table)))];
            SetNumbers(target);
            target.NoteWritten(checked((int)source.CountKept()));
            target.Commit();
            return copied;
        }
        catch (DbException exception)
        {
            target.RollBack();
            throw new UserErrorException(
                $"{to.Name}: nothing was copied: {exception.Message} "
                    + $"{(exception is NpgsqlException ? target.AdviceOn(exception) : source.AdviceOn(exception))}",
                    UserErrorException.Environment);
        }
    }

    private static long Copy(LedgerDatabase source, PostgresDatabase target, string table)
    {
        List<(string Name, NpgsqlDbType Type)> columns = ColumnsOf(target, table);
        string names = string.Join(", ", columns.Select(column => column.Name));
        using Statement statement = source.Prepare(
            $"SELECT {names} FROM {table}{(table == "events" ? " ORDER BY arrival" : string.Empty)}");
        using DbDataReader rows = statement.Rows();
        using NpgsqlBinaryImporter copy = target.Ready().BeginBinaryImport($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)");
        while (rows.Read())
        {
            copy.StartRow();
            for (int i = 0; i < columns.Count; i++)
            {
                Write(copy, rows, i, columns[i].Type);
            }
        }

        return (long)copy.Complete();
    }

    private static void Write(NpgsqlBinaryImporter copy, DbDataReader rows, int column, NpgsqlDbType type)
    {
        if (rows.IsDBNull(column))
        {
            copy.WriteNull();
            return;
        }

        switch (type)
        {
            case NpgsqlDbType.Smallint:
                copy.Write(checked((short)rows.GetInt64(column)), type);
                break;
            case NpgsqlDbType.Integer:
                copy.Write(checked((int)rows.GetInt64(column)), type);
                break;
            case NpgsqlDbType.Bigint:
                copy.Write(rows.GetInt64(column), type);
                break;
            case NpgsqlDbType.Bytea:
                copy.Write(rows.GetFieldValue<byte[]>(column), type);
                break;
            default:
                copy.Write(PostgresText.Of(rows.GetString(column)), type);
                break;
        }
    }

    private static List<(string Name, NpgsqlDbType Type)> ColumnsOf(PostgresDatabase target, string table)
    {
        using Statement statement = target.Prepare(
            "SELECT column_name::text, udt_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND "
                + "table_name = $1 ORDER BY ordinal_position", 1);
        using DbDataReader rows = statement.Rows(table);
        List<(string, NpgsqlDbType)> columns = [];
        while (rows.Read())
        {
            columns.Add((rows.GetString(0), rows.GetString(1) switch
            {
                "int2" => NpgsqlDbType.Smallint,
                "int4" => NpgsqlDbType.Integer,
                "int8" => NpgsqlDbType.Bigint,
                "bytea" => NpgsqlDbType.Bytea,
                _ => NpgsqlDbType.Text,
            }));
        }

        return columns;
    }

    // What is numbered goes on where the copy ends.
    private static void SetNumbers(PostgresDatabase target)
    {
        target.Execute("SELECT setval('arrivals', max(arrival)) FROM events HAVING max(arrival) IS NOT NULL");
        foreach (string table in new[] { "cabinets", "set_aside", "emergencies", "emergency_steps", "board_conflicts", "losses" })
        {
            target.Execute(string.Create(CultureInfo.InvariantCulture,
                $"SELECT setval(pg_get_serial_sequence('{table}', 'no'), max(no)) FROM {table} HAVING max(no) IS NOT NULL"));
        }
    }
}
