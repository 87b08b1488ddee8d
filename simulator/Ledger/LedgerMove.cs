using System.Data.Common;
using AedCabinet.Terminal;
using Npgsql;

namespace AedCabinet.Ledger;

/// <summary>
/// Moves a registry's ledgers from a SQLite file into PostgreSQL while the registry runs: copies, follows what comes meanwhile, closes the
/// file for good and copies the rest. Broken off at any point it goes on from there when it is begun again.
/// </summary>
public sealed class LedgerMove : IDisposable
{
    /// <summary>So many events go over at once: a second's work, and what a kill takes back.</summary>
    public const int PieceEvents = 20_000;

    // What is left then goes over in a moment, while nothing is written.
    private const int FewRows = 500;
    private const int MostRounds = 50;

    // In the order in which one refers to another.
    private static readonly string[] s_tables =
    [
        "cabinets", "set_aside", "counters", "gaps", "boots", "emergencies", "emergency_steps", "readiness", "commands", "board_conflicts",
        "losses", "resends", "streams", "inspections", "care_plans", "care_done", "accounts", "grants", "seals", "audit_names",
        "audit", "api_requests", "on_call", "alerts", "centre_events",
        "subscriptions", "subscription_lanes", "subscription_holds", "dead_letters",
        "incidents", "incident_entries", "incident_aeds", "responders",
        "timed_commands", "drills", "certificates", "site_people",
        "corrections", "cabinet_notes", "public_reports", "month_reports",
    ];

    private readonly SqliteStore _from;
    private readonly PostgresStore _to;
    private readonly LedgerDatabase _file;
    private readonly LedgerDatabase _source;
    private readonly PostgresDatabase _target;
    private readonly MovingEvents _events;
    private readonly MovingTable[] _tables;

    private LedgerMove(SqliteStore from, PostgresStore to, LedgerDatabase file, LedgerDatabase source, PostgresDatabase target)
    {
        _from = from;
        _to = to;
        _file = file;
        _source = source;
        _target = target;
        _events = new MovingEvents(source, target);
        _tables =
        [
            .. s_tables.Select(table => new MovingTable(source, target, table,
                table == "counters" ? MovePairing.NotItsOwn : "true")),
        ];
    }

    /// <summary>Raised after each point at which it may be broken off and begun again.</summary>
    internal event Action? Kept;

    /// <summary>Gets a value indicating whether the file takes nothing more.</summary>
    public bool IsClosed => MovedFile.TargetOf(_file) is not null;

    /// <summary>Gets a value indicating whether nothing is left to copy and the target may be used.</summary>
    public bool IsDone => MovePairing.IsDone(_target);

    /// <summary>Gets how many events the target has.</summary>
    public long Events => _target.CountKept();

    /// <summary>Begins, or goes on.</summary>
    /// <param name="from">The file; a registry may run on it.</param>
    /// <param name="to">Where to: an empty database, or one into which this file was being moved. No registry may run on it.</param>
    /// <returns>The move.</returns>
    /// <exception cref="UserErrorException">One of them can't be used; nothing was changed.</exception>
    public static LedgerMove Begin(SqliteStore from, PostgresStore to)
    {
        LedgerDatabase? file = null;
        LedgerDatabase? source = null;
        PostgresDatabase? target = null;
        try
        {
            file = from.OpenForMove();
            MovePairing.RequireSame(file, to);
            source = from.OpenForReading();
            target = to.OpenForMove();
            MovePairing.Join(file, target);
            return new LedgerMove(from, to, file, source, target);
        }
        catch (Exception exception)
        {
            target?.Dispose();
            source?.Dispose();
            file?.Dispose();
            throw exception is DbException refused ? Refused(from, to, refused) : exception;
        }
    }

    /// <summary>Copies until hardly anything is left.</summary>
    /// <param name="told">Told of each round: how many events, and how many other rows.</param>
    /// <exception cref="UserErrorException">One of them refuses; what was copied stays.</exception>
    public void CatchUp(Action<long, long> told)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            (long events, long rows) = Copy();
            told(events, rows);
            if (events + rows <= FewRows)
            {
                return;
            }
        }
    }

    /// <summary>Closes the file for good: its registry gets nothing more in, and stops by itself.</summary>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <exception cref="UserErrorException">The file refuses.</exception>
    public void Close(long nowMs)
    {
        if (!IsClosed)
        {
            Guard(() => MovedFile.Close(_file, _to.Name, nowMs));
            Kept?.Invoke();
        }
    }

    /// <summary>Copies what came until the file was closed; the numbers go on from there.</summary>
    /// <returns>How many events and other rows were left.</returns>
    /// <exception cref="UserErrorException">One of them refuses; what was copied stays.</exception>
    public (long Events, long Rows) CopyRest()
    {
        if (!IsClosed)
        {
            throw new InvalidOperationException("The file still takes what comes.");
        }

        (long, long) rest = Copy();
        Guard(SetNumbers);
        Kept?.Invoke();
        return rest;
    }

    /// <summary>Lets the target be used.</summary>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <exception cref="UserErrorException">The target refuses.</exception>
    public void Finish(long nowMs)
    {
        Guard(() => MovePairing.PutDone(_target, nowMs));
        Kept?.Invoke();
    }

    /// <summary>Lets the file take what comes again, as long as the target was not used.</summary>
    /// <exception cref="UserErrorException">The target may have been used, or the file refuses.</exception>
    public void TakeBack()
    {
        if (IsDone)
        {
            throw new UserErrorException(
                $"{_to.Name} has been ready for use: a registry may have written to it. {_from.Name} stays closed.",
                UserErrorException.WrongInput);
        }

        if (IsClosed)
        {
            Guard(() => MovedFile.Reopen(_file));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _target.Dispose();
        _source.Dispose();
        _file.Dispose();
    }

    private static UserErrorException Refused(LedgerStore from, LedgerStore to, DbException exception) => new(
        $"{(exception is NpgsqlException ? to.Name : from.Name)}: {exception.Message} "
            + $"{(exception is NpgsqlException ? PostgresStore.Advice(exception) : SqliteDatabase.Advice(exception))} "
            + "What was copied stays; run the command again, and it goes on from there.", UserErrorException.Environment);

    private (long Events, long Rows) Copy()
    {
        long events = 0;
        long rows = 0;
        bool isWhole = false;
        while (!isWhole)
        {
            Guard(() =>
            {
                // One picture of the file: what refers to what is there together.
                _source.BeginReading();
                _target.Begin();
                int piece = _events.Copy(PieceEvents);
                isWhole = piece < PieceEvents;
                rows += isWhole ? CopyTables() : 0;
                _target.Commit();
                _source.RollBack();
                events += piece;
            });
            Kept?.Invoke();
        }

        return (events, rows);
    }

    // What refers to others goes before them, and comes after them.
    private int CopyTables() => _tables.Reverse().Sum(table => table.TakeAway()) + _tables.Sum(table => table.Copy());

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (DbException exception)
        {
            _target.RollBack();
            _source.RollBack();
            throw Refused(_from, _to, exception);
        }
    }

    // What is numbered goes on where the copy ends.
    private void SetNumbers()
    {
        _target.Execute("SELECT setval('arrivals', max(arrival)) FROM events HAVING max(arrival) IS NOT NULL");
        List<(string Table, string Column)> numbered = [];
        using (Statement statement = _target.Prepare("SELECT table_name::text, column_name::text FROM information_schema.columns "
            + "WHERE table_schema = current_schema() AND is_identity = 'YES'"))
        using (DbDataReader rows = statement.Rows())
        {
            while (rows.Read())
            {
                numbered.Add((rows.GetString(0), rows.GetString(1)));
            }
        }

        foreach ((string table, string column) in numbered)
        {
            _target.Execute($"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max({column})) FROM {table} "
                + $"HAVING max({column}) IS NOT NULL");
        }
    }
}
