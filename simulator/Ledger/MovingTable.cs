using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace AedCabinet.Ledger;

/// <summary>
/// Copies a table whose rows change: what the target has of it is known by a digest of each row, so that each time only the difference
/// goes over.
/// </summary>
internal sealed class MovingTable
{
    private const int MostKeyColumns = 3;

    private readonly LedgerDatabase _source;
    private readonly PostgresDatabase _target;
    private readonly string _table;
    private readonly string _select;
    private readonly string[] _keys;
    private readonly List<MovingColumn> _columns;
    private readonly Dictionary<RowKey, UInt128> _known = [];

    /// <summary>Initializes a new instance of the <see cref="MovingTable"/> class and reads what the target has already.</summary>
    /// <param name="source">Where from, held in one picture by whoever copies.</param>
    /// <param name="target">Where to.</param>
    /// <param name="table">The table, its key at most three columns.</param>
    /// <param name="rows">Which rows there are to copy, as a condition; all by default.</param>
    public MovingTable(LedgerDatabase source, PostgresDatabase target, string table, string rows = "true")
    {
        _source = source;
        _target = target;
        _table = table;
        _columns = MovingColumn.Of(source, target, table);
        _keys = KeysOf(target, table);
        if (_keys.Length is 0 or > MostKeyColumns)
        {
            throw new InvalidOperationException($"The key of {table} has {_keys.Length} columns.");
        }

        _select = $"SELECT {string.Join(", ", _columns.Select(column => column.Name))} FROM {table} WHERE {rows}";
        using Statement statement = target.Prepare(_select);
        using DbDataReader there = statement.Rows();
        while (there.Read())
        {
            object?[] cells = CellsOf(there);
            _known[KeyOf(cells)] = DigestOf(cells);
        }
    }

    /// <summary>Copies what is different, in the target's step.</summary>
    /// <returns>How many rows were written or taken away.</returns>
    public int Copy()
    {
        HashSet<RowKey> gone = [.. _known.Keys];
        List<object?[]> changed = [];
        using (Statement statement = _source.Prepare(_select))
        using (DbDataReader rows = statement.Rows())
        {
            while (rows.Read())
            {
                object?[] cells = CellsOf(rows);
                RowKey key = KeyOf(cells);
                UInt128 digest = DigestOf(cells);
                gone.Remove(key);
                if (!_known.TryGetValue(key, out UInt128 known) || known != digest)
                {
                    _known[key] = digest;
                    changed.Add(cells);
                }
            }
        }

        TakeAway(gone);
        Put(changed);
        return gone.Count + changed.Count;
    }

    private static string[] KeysOf(PostgresDatabase target, string table)
    {
        using Statement statement = target.Prepare(
            "SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE "
                + "i.indisprimary AND i.indrelid = to_regclass($1) ORDER BY array_position(i.indkey::int[], a.attnum::int)", 1);
        using DbDataReader rows = statement.Rows(table);
        List<string> keys = [];
        while (rows.Read())
        {
            keys.Add(rows.GetString(0));
        }

        return [.. keys];
    }

    private static UInt128 DigestOf(object?[] cells)
    {
        using MemoryStream row = new();
        using (BinaryWriter writer = new(row, Encoding.UTF8, leaveOpen: true))
        {
            foreach (object? cell in cells)
            {
                switch (cell)
                {
                    case null:
                        writer.Write((byte)0);
                        break;
                    case long number:
                        writer.Write((byte)1);
                        writer.Write(number);
                        break;
                    case byte[] bytes:
                        writer.Write((byte)2);
                        writer.Write(bytes.Length);
                        writer.Write(bytes);
                        break;
                    default:
                        writer.Write((byte)3);
                        writer.Write((string)cell);
                        break;
                }
            }
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(row.GetBuffer().AsSpan(0, (int)row.Length)));
    }

    private object?[] CellsOf(DbDataReader row) => [.. _columns.Select((column, i) => column.Read(row, i))];

    private RowKey KeyOf(object?[] cells)
    {
        Span<long> parts = stackalloc long[MostKeyColumns];
        parts.Clear();
        for (int i = 0; i < _keys.Length; i++)
        {
            object? cell = cells[_columns.FindIndex(column => column.Name == _keys[i])];
            parts[i] = cell is string text ? BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
                : (long)cell!;
        }

        return new RowKey(parts[0], parts[1], parts[2]);
    }

    private void TakeAway(HashSet<RowKey> gone)
    {
        if (gone.Count == 0)
        {
            return;
        }

        string[] places = [.. _keys.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}"))];
        using NpgsqlCommand command = new(
            $"DELETE FROM {_table} WHERE ({string.Join(", ", _keys)}) IN (SELECT * FROM unnest({string.Join(", ", places)}))",
            _target.Ready());
        for (int i = 0; i < _keys.Length; i++)
        {
            int part = i;
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. gone.Select(key => key.Part(part))] });
        }

        command.ExecuteNonQuery();
        foreach (RowKey key in gone)
        {
            _known.Remove(key);
        }
    }

    // By way of a table beside it: a row that is there is brought up to date, and what refers to it stays.
    private void Put(List<object?[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        string beside = $"moving_{_table}";
        _target.Execute($"CREATE TEMP TABLE IF NOT EXISTS {beside} (LIKE {_table} INCLUDING DEFAULTS) ON COMMIT DELETE ROWS");
        using (MovingRows copy = new(_target, beside, _columns))
        {
            foreach (object?[] row in rows)
            {
                copy.Write(row);
            }

            copy.Complete();
        }

        string names = string.Join(", ", _columns.Select(column => column.Name));
        string keys = string.Join(", ", _keys);
        string set = string.Join(", ", _columns.Where(column => !_keys.Contains(column.Name))
            .Select(column => $"{column.Name} = excluded.{column.Name}"));

        // In the order of the key: what was closed makes room for what was opened after it.
        _target.Execute($"INSERT INTO {_table} ({names}) SELECT {names} FROM {beside} ORDER BY {keys} ON CONFLICT ({keys}) DO UPDATE SET "
            + set);
    }

    private readonly record struct RowKey(long First, long Second, long Third)
    {
        public long Part(int number) => number switch
        {
            0 => First,
            1 => Second,
            _ => Third,
        };
    }
}
