using System.Diagnostics;
using Npgsql;

namespace AedCabinet.Ledger;

/// <summary>
/// A writer's right to write a prefecture, or all of them: a row that each of its steps renews in the same transaction. Whoever takes the
/// lease over raises its token, and from then on no step of the one before can be committed, however long that one slept.
/// </summary>
/// <param name="connection">The writer's connection.</param>
/// <param name="prefecture">The prefecture; empty for all.</param>
/// <param name="owner">Who writes.</param>
/// <param name="times">The times.</param>
internal sealed class PostgresLease(NpgsqlConnection connection, string prefecture, string owner, LeaseTimes times)
{
    private const string Renew =
        "UPDATE leases SET renewed = clock_timestamp(), expires = clock_timestamp() + $4 * interval '1 second'";

    private const string Own = " WHERE prefecture = $1 AND token = $2 AND owner = $3";

    private long _renewedAt;

    /// <summary>Gets its token; 0 before it is taken.</summary>
    public long Token { get; private set; }

    /// <summary>Gets a value indicating whether it is to be renewed although nothing is written.</summary>
    public bool IsDue => Token > 0 && Stopwatch.GetElapsedTime(_renewedAt) >= times.Renew;

    /// <summary>Takes it, if nobody has it.</summary>
    /// <returns><c>false</c> when somebody has.</returns>
    /// <exception cref="NpgsqlException">The server is away.</exception>
    public bool TryTake()
    {
        long from = Stopwatch.GetTimestamp();
        using NpgsqlCommand command = new("SELECT take_lease($1, $2, $3, $4)", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = prefecture });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = owner });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = times.Lasts.TotalSeconds });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = times.Absent.TotalSeconds });
        if (command.ExecuteScalar() is not long token)
        {
            return false;
        }

        Token = token;
        _renewedAt = from;
        return true;
    }

    /// <summary>Takes it; waits a moment for one that has just been ended and is still at the server.</summary>
    /// <param name="patience">How long.</param>
    /// <returns><c>false</c> when somebody has it.</returns>
    /// <exception cref="NpgsqlException">The server is away.</exception>
    public bool TryTake(TimeSpan patience)
    {
        long from = Stopwatch.GetTimestamp();
        while (!TryTake())
        {
            if (Stopwatch.GetElapsedTime(from) >= patience)
            {
                return false;
            }

            Thread.Sleep(LedgerLimits.WriterLook);
        }

        return true;
    }

    /// <summary>Renews it by a connection that may be a new one.</summary>
    /// <exception cref="LeaseLostException">Somebody else has it.</exception>
    /// <exception cref="NpgsqlException">The server is away.</exception>
    public void Keep()
    {
        if (Token == 0)
        {
            return;
        }

        long from = Stopwatch.GetTimestamp();
        using NpgsqlCommand command = new(
            Renew + ", backend = pg_backend_pid(), backend_started = (SELECT backend_start FROM pg_stat_activity WHERE pid = "
                + "pg_backend_pid())" + Own, connection);
        Bind(command.Parameters);
        Judge(command.ExecuteNonQuery(), from);
    }

    /// <summary>What renews it as the last part of a step.</summary>
    /// <returns>The statement.</returns>
    public NpgsqlBatchCommand InStep()
    {
        NpgsqlBatchCommand command = new(Renew + Own);
        Bind(command.Parameters);
        return command;
    }

    /// <summary>Judges what the last part of a step found.</summary>
    /// <param name="rows">How many rows it renewed.</param>
    /// <param name="from">When the step's end began, as <see cref="Stopwatch"/> counts.</param>
    /// <exception cref="LeaseLostException">Somebody else has it.</exception>
    public void Judge(long rows, long from)
    {
        if (rows != 1)
        {
            Token = 0;
            throw new LeaseLostException(prefecture);
        }

        _renewedAt = from;
    }

    /// <summary>Gives it back, so that another need not wait.</summary>
    public void Release()
    {
        if (Token == 0 || connection.State != System.Data.ConnectionState.Open)
        {
            return;
        }

        try
        {
            using NpgsqlCommand command = new(
                "UPDATE leases SET owner = NULL, expires = clock_timestamp() WHERE prefecture = $1 AND token = $2 AND owner = $3",
                connection);
            BindOwn(command.Parameters);
            command.ExecuteNonQuery();
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or InvalidOperationException or IOException)
        {
            // It ends by itself.
        }

        Token = 0;
    }

    private void BindOwn(NpgsqlParameterCollection parameters)
    {
        parameters.Add(new NpgsqlParameter<string> { TypedValue = prefecture });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = Token });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = owner });
    }

    private void Bind(NpgsqlParameterCollection parameters)
    {
        BindOwn(parameters);
        parameters.Add(new NpgsqlParameter<double> { TypedValue = times.Lasts.TotalSeconds });
    }
}
