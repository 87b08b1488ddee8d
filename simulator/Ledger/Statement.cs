using Microsoft.Data.Sqlite;

namespace AedCabinet.Ledger;

/// <summary>One prepared statement, whose parameters are <c>?1</c>, <c>?2</c>, …</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    /// <summary>Initializes a new instance of the <see cref="Statement"/> class.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">How many parameters it has.</param>
    public Statement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (int i = 1; i <= parameters; i++)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = "?" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        }
    }

    /// <summary>Runs it.</summary>
    /// <param name="values">The parameters' values.</param>
    /// <returns>How many rows it changed.</returns>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>Asks for one whole number.</summary>
    /// <param name="values">The parameters' values.</param>
    /// <returns>The number, or <c>null</c>.</returns>
    public long? Number(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteScalar() as long?;
    }

    /// <summary>Asks for rows.</summary>
    /// <param name="values">The parameters' values.</param>
    /// <returns>The rows; to be disposed of before it is run again.</returns>
    public SqliteDataReader Rows(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    /// <inheritdoc/>
    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
