using System.Data.Common;
using Npgsql;

namespace AedCabinet.Ledger;

/// <summary>
/// A statement of PostgreSQL. Within a step what gives nothing is sent together with what follows: each way over the network costs as much
/// as the work of many rows.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="sql">The statement.</param>
internal sealed class PostgresStatement(PostgresDatabase database, string sql) : Statement
{
    /// <inheritdoc/>
    public override void Run(params ReadOnlySpan<object?> values)
    {
        if (database.IsInStep)
        {
            NpgsqlBatchCommand later = new(sql);
            Bind(later.Parameters, values);
            database.PutOff(later);
            return;
        }

        using NpgsqlCommand command = Command(values);
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public override DbDataReader Rows(params ReadOnlySpan<object?> values)
    {
        using NpgsqlCommand command = Command(values);
        return command.ExecuteReader();
    }

    /// <inheritdoc/>
    /// <remarks>The connection keeps what is prepared.</remarks>
    public override void Dispose()
    {
    }

    /// <inheritdoc/>
    protected override object? Ask(ReadOnlySpan<object?> values)
    {
        using NpgsqlCommand command = Command(values);
        return command.ExecuteScalar();
    }

    private static void Bind(NpgsqlParameterCollection parameters, ReadOnlySpan<object?> values)
    {
        foreach (object? value in values)
        {
            // One kind of whole number for all: of each mixture of kinds the server would prepare a statement of its own.
            parameters.Add(value switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value },
                int number => new NpgsqlParameter<long> { TypedValue = number },
                long number => new NpgsqlParameter<long> { TypedValue = number },
                bool flag => new NpgsqlParameter<long> { TypedValue = flag ? 1 : 0 },
                string text => new NpgsqlParameter<string> { TypedValue = PostgresText.Of(text) },
                _ => new NpgsqlParameter { Value = value },
            });
        }
    }

    private NpgsqlCommand Command(ReadOnlySpan<object?> values)
    {
        NpgsqlCommand command = new(sql, database.Ready());
        Bind(command.Parameters, values);
        return command;
    }
}
