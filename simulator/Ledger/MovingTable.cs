using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

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
    private readonly string _selectKeys;
    private readonly string[] _keys;
    private readonly List<MovingColumn> _columns;
    private readonly Dictionary<RowKey, KnownRow> _known = [];

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
        _selectKeys = $"SELECT {string.Join(", ", _keys)} FROM {table} WHERE {rows}";
        using Statement statement = target.Prepare(_select);
        using DbDataReader there = statement.Rows();
        while (there.Read())
        {
            object?[] cells = CellsOf(there);
            _known[KeyOf(KeyCellsOf(cells))] = KnownOf(cells, DigestOf(cells));
        }
    }

    /// <summary>Takes away what is gone, in the target's step: before that is done with whatever it refers to.</summary>
    /// <returns>How many rows were taken away.</returns>
    public int TakeAway()
    {
        HashSet<RowKey> gone = [.. _known.Keys];
        if (gone.Count > 0)
        {
            using Statement statement = _source.Prepare(_selectKeys);
            using DbDataReader rows = statement.Rows();
            while (rows.Read())
            {
                gone.Remove(KeyOf([.. _keys.Select((key, i) => ColumnOf(key).Read(rows, i))]));
            }
        }

        if (gone.Count == 0)
        {
            return 0;
        }

        string[] places = [.. _keys.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}"))];
        using NpgsqlCommand command = new(
            $"DELETE FROM {_table} WHERE ({string.Join(", ", _keys)}) IN (SELECT * FROM unnest({string.Join(", ", places)}))",
            _target.Ready());
        for (int i = 0; i < _keys.Length; i++)
        {
            int part = i;
            command.Parameters.Add(ColumnOf(_keys[i]).Type == NpgsqlDbType.Text
                ? new NpgsqlParameter<string[]> { TypedValue = [.. gone.Select(key => _known[key].Texts![part]!)] }
                : new NpgsqlParameter<long[]> { TypedValue = [.. gone.Select(key => key.Part(part))] });
        }

        command.ExecuteNonQuery();
        foreach (RowKey key in gone)
        {
            _known.Remove(key);
        }

        return gone.Count;
    }

    /// <summary>Copies what is new or different, in the target's step: after that is done with whatever it refers to.</summary>
    /// <returns>How many rows were written.</returns>
    public int Copy()
    {
        List<object?[]> changed = [];
        List<object?[]> added = [];
        using (Statement statement = _source.Prepare(_select))
        using (DbDataReader rows = statement.Rows())
        {
            while (rows.Read())
            {
                object?[] cells = CellsOf(rows);
                RowKey key = KeyOf(KeyCellsOf(cells));
                UInt128 digest = DigestOf(cells);
                bool isKnown = _known.TryGetValue(key, out KnownRow known);
                if (!isKnown || known.Digest != digest)
                {
                    _known[key] = KnownOf(cells, digest);
                    (isKnown ? changed : added).Add(cells);
                }
            }
        }

        // In this order: what is closed makes room for what is new.
        Put(changed, isThere: true);
        Put(added, isThere: false);
        return changed.Count + added.Count;
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

    private MovingColumn ColumnOf(string key) => _columns.First(column => column.Name == key);

    private object?[] KeyCellsOf(object?[] cells) => [.. _keys.Select(key => cells[_columns.FindIndex(column => column.Name == key)])];

    // By its key's texts a row is taken away again; a number is in its RowKey, and there are hundreds of thousands of those.
    private KnownRow KnownOf(object?[] cells, UInt128 digest) => new(digest,
        _keys.Any(key => ColumnOf(key).Type == NpgsqlDbType.Text) ? [.. KeyCellsOf(cells).Select(cell => cell as string)] : null);

    private object?[] CellsOf(DbDataReader row) => [.. _columns.Select((column, i) => column.Read(row, i))];

    private static RowKey KeyOf(object?[] cells)
    {
        Span<long> parts = stackalloc long[MostKeyColumns];
        parts.Clear();
        for (int i = 0; i < cells.Length; i++)
        {
            parts[i] = cells[i] is string text ? BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
                : (long)cells[i]!;
        }

        return new RowKey(parts[0], parts[1], parts[2]);
    }

    // By way of a table beside it: a row that is there is brought up to date, and what refers to it stays. What is new is put in by itself,
    // for to an audit log a statement that might change a row is one that does. In the order of the key, as it was written.
    private void Put(List<object?[]> rows, bool isThere)
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
        _target.Execute($"INSERT INTO {_table} ({names}) SELECT {names} FROM {beside} ORDER BY {keys}"
            + (isThere ? $" ON CONFLICT ({keys}) DO UPDATE SET {set}" : string.Empty));
        _target.Execute($"DELETE FROM {beside}");
    }

    private readonly record struct KnownRow(UInt128 Digest, string?[]? Texts);

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
