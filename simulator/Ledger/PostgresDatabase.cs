using System.Data;
using System.Data.Common;
using System.Diagnostics;
using AedCabinet.Terminal;
using Npgsql;

namespace AedCabinet.Ledger;

/// <summary>
/// A connection to a registry's ledgers in PostgreSQL. One that was lost is opened again by whoever asks next, but never in the middle of a
/// step.
/// </summary>
internal sealed class PostgresDatabase : LedgerDatabase
{
    // The writer of all prefectures.
    private const string AllPrefectures = "";

    private readonly NpgsqlConnection _connection;
    private readonly PostgresWriters _writers;
    private PostgresLease? _lease;
    private readonly List<NpgsqlBatchCommand> _later = [];
    private NpgsqlTransaction? _transaction;
    private string? _warning;
    private Statement? _changed;

    /// <summary>Initializes a new instance of the <see cref="PostgresDatabase"/> class and opens it.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="connectionString">How to get in.</param>
    /// <param name="prefecture">The one prefecture that it writes; <c>null</c> for all.</param>
    /// <exception cref="NpgsqlException">It can't be opened.</exception>
    public PostgresDatabase(string name, string connectionString, string? prefecture)
    {
        Name = name;
        Prefecture = prefecture;
        _writers = new PostgresWriters(this, prefecture ?? AllPrefectures);
        _connection = new NpgsqlConnection(connectionString);
        _connection.Notice += (_, notice) => _warning = notice.Notice.InvariantSeverity == "WARNING" ? notice.Notice.MessageText : _warning;
        try
        {
            _connection.Open();
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>Gets a value indicating whether a step is begun, in which what gives nothing is put off.</summary>
    public bool IsInStep { get; private set; }

    /// <inheritdoc/>
    public override long LeaseToken => _lease?.Token ?? 0;

    /// <inheritdoc/>
    internal override DbConnection Connection => Ready();

    /// <inheritdoc/>
    internal override string Greatest => "greatest";

    /// <inheritdoc/>
    internal override string Least => "least";

    /// <inheritdoc/>
    internal override Wording WhenRefused => PostgresRefusal.WhatHappens;

    /// <summary>The connection, open, with everything sent to it that was put off.</summary>
    /// <returns>It.</returns>
    /// <exception cref="NpgsqlException">It can't be opened again, or was lost within a step.</exception>
    public NpgsqlConnection Ready()
    {
        if (_connection.State != ConnectionState.Open)
        {
            Reopen();
        }

        Flush();
        return _connection;
    }

    /// <summary>Becomes the one that writes its prefecture, or all.</summary>
    /// <param name="owner">Who writes.</param>
    /// <param name="times">The times of the lease.</param>
    /// <param name="patience">So long is waited for one that has just been ended.</param>
    /// <returns><c>false</c> when another is.</returns>
    /// <exception cref="NpgsqlException">The server is away.</exception>
    public bool TryTakeLease(string owner, LeaseTimes times, TimeSpan patience)
    {
        PostgresLease lease = new(_connection, Prefecture ?? AllPrefectures, owner, times);
        _lease = lease.TryTake(patience) ? lease : null;
        return _lease is not null;
    }

    /// <summary>Puts a statement off until something is asked or the step ends.</summary>
    /// <param name="command">The statement.</param>
    public void PutOff(NpgsqlBatchCommand command) => _later.Add(command);

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_transaction is null)
        {
            _lease?.Release();
        }

        _connection.Dispose();
    }

    /// <inheritdoc/>
    internal override Statement Prepare(string sql, int parameters = 0) => new PostgresStatement(this, sql);

    /// <inheritdoc/>
    internal override IEventInsert PrepareEvents() => new PostgresEventInsert(this);

    /// <inheritdoc/>
    internal override void KeepCentreOrder() =>
        Execute("SELECT pg_advisory_xact_lock(hashtextextended('aed centre events ' || current_schema(), 0))");

    /// <inheritdoc/>
    internal override void Begin()
    {
        _transaction = Ready().BeginTransaction();
        IsInStep = true;
    }

    /// <inheritdoc/>
    /// <exception cref="NpgsqlException">It is not sure to be kept.</exception>
    /// <exception cref="LeaseLostException">Another writes here now.</exception>
    internal override void Commit()
    {
        long from = Stopwatch.GetTimestamp();
        if (_lease is { } lease)
        {
            // The last of the step, so that whoever renews or takes it waits for the commit alone.
            NpgsqlBatchCommand renewal = lease.InStep();
            _later.Add(renewal);
            Flush();
            lease.Judge(renewal.RecordsAffected, from);
        }

        Flush();
        _warning = null;
        _transaction!.Commit();
        End();

        // A wait for the standby that is broken off ends as a success with a warning: what only the primary has dies with it.
        if (_warning is { } warning)
        {
            throw new NpgsqlException($"The commit is not sure to be kept: {warning}");
        }
    }

    /// <inheritdoc/>
    internal override void KeepLease()
    {
        if (_lease is { IsDue: true } lease)
        {
            Ready();
            lease.Keep();
        }
    }

    /// <inheritdoc/>
    internal override void RollBack()
    {
        _later.Clear();
        try
        {
            _transaction?.Rollback();
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or IOException or TimeoutException)
        {
            // The connection is gone, and with it the step.
        }

        End();
    }

    /// <inheritdoc/>
    internal override void BeginReading() => _transaction = Ready().BeginTransaction(IsolationLevel.RepeatableRead);

    /// <inheritdoc/>
    internal override T Attempt<T>(Func<T> read)
    {
        const string Here = "attempt";
        if (_transaction is not { } transaction)
        {
            return read();
        }

        transaction.Save(Here);
        try
        {
            T answer = read();
            if (_transaction == transaction)
            {
                transaction.Release(Here);
            }

            return answer;
        }
        catch (DbException) when (_connection.State == ConnectionState.Open)
        {
            transaction.Rollback(Here);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>The server chooses the index itself.</remarks>
    internal override string EventsBy(string index) => "events e";

    /// <inheritdoc/>
    internal override long NumberByRows(Func<string, string> sql)
    {
        Execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_bitmapscan = off");
        long number = Number(sql("events"));
        Execute("SET LOCAL enable_indexscan = on; SET LOCAL enable_indexonlyscan = on; SET LOCAL enable_bitmapscan = on");
        return number;
    }

    /// <inheritdoc/>
    internal override long LastArrival() => Number("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM arrivals");

    /// <inheritdoc/>
    /// <remarks>The lock is taken before the first number and held until the commit.</remarks>
    internal override IReadOnlyList<string> Inserting()
    {
        using Statement statement = Prepare(
            "SELECT DISTINCT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND relation = to_regclass('events')::oid AND "
                + "database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND mode = 'RowExclusiveLock'");
        using DbDataReader rows = statement.Rows();
        List<string> steps = [];
        while (rows.Read())
        {
            steps.Add(rows.GetString(0));
        }

        return steps;
    }

    /// <inheritdoc/>
    internal override long CountKept() => Number("SELECT sum(events) FROM written");

    /// <inheritdoc/>
    internal override long CountWritten() => _writers.CountWritten();

    /// <inheritdoc/>
    internal override void NoteWritten(int events) => _writers.NoteWritten(events);

    /// <inheritdoc/>
    internal override void TakeOver(long cabinet, string from) => _writers.TakeOver(cabinet, from);

    /// <inheritdoc/>
    internal override void NoteChanged(long cabinet) => (_changed ??= Prepare(
        "INSERT INTO cabinet_changes (cabinet, changed) VALUES ($1, pg_current_xact_id()) ON CONFLICT (cabinet) DO UPDATE SET changed = "
            + "excluded.changed", 1)).Run(cabinet);

    /// <inheritdoc/>
    internal override IReadOnlyList<long> Handed() => Prefecture is null ? [] : _writers.Handed();

    /// <inheritdoc/>
    internal override IReadOnlyList<string> CheckIntegrity() => PostgresSoundness.Check(this);

    /// <inheritdoc/>
    internal override IEnumerable<LedgerFinding> Doubts() => PostgresSoundness.Doubts(this);

    /// <inheritdoc/>
    /// <remarks>What is done with a connection that has just been lost may fail in other ways.</remarks>
    internal override bool IsRefusal(Exception exception) =>
        base.IsRefusal(exception)
            || (_connection.State != ConnectionState.Open
                && exception is InvalidOperationException or TimeoutException or System.Net.Sockets.SocketException);

    /// <inheritdoc/>
    internal override bool IsOfAMessage(DbException exception) => PostgresRefusal.IsOfAMessage(exception);

    /// <inheritdoc/>
    internal override string AdviceOn(Exception exception) => PostgresStore.Advice(exception);

    /// <inheritdoc/>
    internal override TimeSpan PauseAfter(int failures) => PostgresRefusal.PauseAfter(failures);

    private void Reopen()
    {
        if (_transaction is not null)
        {
            throw new NpgsqlException("The connection was lost.");
        }

        _connection.Close();
        _connection.Open();
        _lease?.Keep();
    }

    private void Flush()
    {
        if (_later.Count == 0)
        {
            return;
        }

        using NpgsqlBatch batch = new(_connection);
        foreach (NpgsqlBatchCommand command in _later)
        {
            batch.BatchCommands.Add(command);
        }

        _later.Clear();
        batch.ExecuteNonQuery();
    }

    private void End()
    {
        _transaction?.Dispose();
        _transaction = null;
        IsInStep = false;
    }
}
