using System.Data.Common;
using AedCabinet.Terminal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AedCabinet.Ledger;

/// <summary>The registry's SQLite database: opened, brought up to date, and refused when it is not one.</summary>
internal sealed partial class SqliteDatabase : LedgerDatabase
{
    private const string BrokenAdvice =
        "Stop the registry, put the database with its -wal and .mark aside, restore the newest backup (README, \"To back up\") and start "
            + "again: what came since is asked for again, as far as the cabinets still have it.";

    // SQLite's code without what more it says of it.
    private const int PrimaryCode = 0xff;

    private readonly string _file;
    private readonly SqliteConnection _connection;
    private readonly FileStream? _writerMark;

    private SqliteDatabase(string file, SqliteConnection connection, FileStream? writerMark, HighWaterMark? mark)
    {
        _file = file;
        _connection = connection;
        _writerMark = writerMark;
        Mark = mark;
    }

    /// <inheritdoc/>
    public override string Name => _file;

    /// <inheritdoc/>
    public override HighWaterMark? Mark { get; }

    /// <inheritdoc/>
    internal override DbConnection Connection => _connection;

    /// <inheritdoc/>
    internal override string Greatest => "max";

    /// <inheritdoc/>
    internal override string Least => "min";

    /// <inheritdoc/>
    internal override Wording WhenRefused { get; } = new(
        $"收到的消息暂不向消息服务器确认，由它保留；每{LedgerLimits.WriteRetry.TotalSeconds}秒重试一次。请腾出磁盘空间，或关闭占用数据库的程序。",
        $"Nothing is confirmed to the broker, which keeps what comes; trying again every {LedgerLimits.WriteRetry.TotalSeconds} s. Make "
            + $"room on the disk, or end the program that locks the database.");

    /// <summary>Runs a statement that gives nothing.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The statement.</param>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Asks for one whole number.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The question.</param>
    /// <returns>The number; 0 where there is none.</returns>
    public static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>What is to be done about what SQLite says.</summary>
    /// <param name="exception">What it says.</param>
    /// <returns>An English sentence.</returns>
    public static string Advice(Exception exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => BrokenAdvice,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "Another program holds the database: end it, or try again.",
        raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_FULL or raw.SQLITE_READONLY =>
            "Check that the disk is sound, has room, and that the folder may be written to.",
        _ => "The tables are not what this program made. " + BrokenAdvice,
    };

    /// <inheritdoc/>
    public override void Dispose()
    {
        _connection.Dispose();
        Mark?.Dispose();
        _writerMark?.Dispose();
    }

    /// <inheritdoc/>
    internal override Statement Prepare(string sql, int parameters = 0) => new SqliteStatement(_connection, sql, parameters);

    /// <inheritdoc/>
    internal override IEventInsert PrepareEvents() => new SqliteEventInsert(_connection);

    /// <inheritdoc/>
    /// <remarks>The write lock at once: taken later, another program could have come between.</remarks>
    internal override void Begin() => Execute("BEGIN IMMEDIATE");

    /// <inheritdoc/>
    internal override void Commit() => Execute("COMMIT");

    /// <inheritdoc/>
    internal override void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // A full disk has rolled back already: there is nothing to take back.
        }
    }

    /// <inheritdoc/>
    internal override void BeginReading() => Execute("BEGIN");

    /// <inheritdoc/>
    internal override string EventsBy(string index) => "events e INDEXED BY " + index;

    /// <inheritdoc/>
    internal override long NumberByRows(Func<string, string> sql) => Number(sql("events NOT INDEXED"));

    /// <inheritdoc/>
    internal override long CountKept() => Number("SELECT max(arrival) FROM events");

    /// <inheritdoc/>
    /// <remarks>The numbers of arrival have no holes, and count themselves.</remarks>
    internal override void NoteWritten(int events)
    {
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> CheckIntegrity() =>
        ReadTexts("PRAGMA quick_check") is var quick && quick is ["ok"] ? ReadTexts("PRAGMA integrity_check") : quick;

    /// <inheritdoc/>
    internal override bool IsOfAMessage(DbException exception) =>
        exception is SqliteException refused && MovedTo(refused) is null
            && (refused.SqliteErrorCode & PrimaryCode)
                is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE;

    /// <inheritdoc/>
    internal override string? MovedTo(Exception exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_TRIGGER } refused
            ? MovedFile.TargetIn(refused.Message) : null;

    /// <inheritdoc/>
    internal override string AdviceOn(Exception exception) => Advice(exception);

    /// <inheritdoc/>
    internal override TimeSpan PauseAfter(int failures) => LedgerLimits.WriteRetry;

    private List<string> ReadTexts(string sql)
    {
        using Statement statement = Prepare(sql);
        using DbDataReader rows = statement.Rows();
        List<string> texts = [];
        while (rows.Read())
        {
            texts.Add(rows.GetString(0));
        }

        return texts;
    }
}
