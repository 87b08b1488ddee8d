using Npgsql;
using NpgsqlTypes;

namespace AedCabinet.Ledger;

/// <summary>Brings rows into a table of PostgreSQL in one stream.</summary>
internal sealed class MovingRows : IDisposable
{
    private readonly IReadOnlyList<MovingColumn> _columns;
    private readonly NpgsqlBinaryImporter _copy;

    /// <summary>Initializes a new instance of the <see cref="MovingRows"/> class and begins the stream.</summary>
    /// <param name="target">Where to, in a step.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns.</param>
    public MovingRows(PostgresDatabase target, string table, IReadOnlyList<MovingColumn> columns)
    {
        _columns = columns;
        string names = string.Join(", ", columns.Select(column => column.Name));
        _copy = target.Ready().BeginBinaryImport($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)");
    }

    /// <summary>Writes a row.</summary>
    /// <param name="cells">Its cells, as <see cref="MovingColumn.Read"/> gives them.</param>
    public void Write(IEnumerable<object?> cells)
    {
        _copy.StartRow();
        int column = 0;
        foreach (object? cell in cells)
        {
            Write(cell, _columns[column++].Type);
        }
    }

    /// <summary>Ends the stream: without it nothing of it is there.</summary>
    public void Complete() => _copy.Complete();

    /// <inheritdoc/>
    public void Dispose() => _copy.Dispose();

    private void Write(object? cell, NpgsqlDbType type)
    {
        switch (cell)
        {
            case null:
                _copy.WriteNull();
                break;
            case long number when type == NpgsqlDbType.Smallint:
                _copy.Write(checked((short)number), type);
                break;
            case long number when type == NpgsqlDbType.Integer:
                _copy.Write(checked((int)number), type);
                break;
            case long number:
                _copy.Write(number, type);
                break;
            case byte[] bytes:
                _copy.Write(bytes, type);
                break;
            default:
                _copy.Write((string)cell, type);
                break;
        }
    }
}
