using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AedCabinet.Ledger;

/// <summary>A statement of SQLite: run at once.</summary>
internal sealed class SqliteStatement : Statement
{
    private readonly SqliteCommand _command;

    /// <summary>Initializes a new instance of the <see cref="SqliteStatement"/> class.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">How many parameters it has.</param>
    public SqliteStatement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (int i = 1; i <= parameters; i++)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
        }
    }

    /// <inheritdoc/>
    public override void Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        _command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public override DbDataReader Rows(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    /// <inheritdoc/>
    public override void Dispose() => _command.Dispose();

    /// <inheritdoc/>
    protected override object? Ask(ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteScalar();
    }

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
