using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>The registry's SQLite database: opened, brought up to date, and refused when it is not one.</summary>
internal sealed class LedgerDatabase : IDisposable
{
    // "AEDR": tells a registry's database from any other SQLite file.
    private const int ApplicationId = 0x41454452;

    private readonly FileStream? _writerMark;

    private LedgerDatabase(string file, SqliteConnection connection, FileStream? writerMark)
    {
        File = file;
        Connection = connection;
        _writerMark = writerMark;
    }

    /// <summary>Gets the file.</summary>
    public string File { get; }

    /// <summary>Gets the connection.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Opens a database as the one that writes what comes in, and makes it where there is none.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The open database.</returns>
    /// <exception cref="SimulatorException">It can't be opened, is no registry's, is newer than this program, or another registry has it.</exception>
    public static LedgerDatabase OpenForIngest(string file)
    {
        FileStream mark = TakeMark(file);
        try
        {
            return Open(file, SqliteOpenMode.ReadWriteCreate, mark, LedgerMigrations.Apply);
        }
        catch
        {
            mark.Dispose();
            throw;
        }
    }

    /// <summary>Opens a database that is there to write something small, such as a command's number.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The open database.</returns>
    public static LedgerDatabase OpenForChange(string file) => Open(Existing(file), SqliteOpenMode.ReadWrite, null, LedgerMigrations.Require);

    /// <summary>Opens a database that is there to read; a registry may write to it meanwhile.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The open database.</returns>
    public static LedgerDatabase OpenForReading(string file)
    {
        // Not read-only for SQLite: whoever reads a database in WAL mode may have to make its index of the log.
        LedgerDatabase database = OpenForChange(file);
        database.Execute("PRAGMA query_only = ON");
        return database;
    }

    /// <summary>Runs a statement that gives nothing.</summary>
    /// <param name="sql">The statement.</param>
    public void Execute(string sql) => Execute(Connection, sql);

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

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.Dispose();
        _writerMark?.Dispose();
    }

    private static string Existing(string file) => System.IO.File.Exists(file)
        ? file
        : throw new SimulatorException($"{file}: there is no such database. \"registry --broker HOST:PORT --database FILE\" makes one.", SimulatorException.WrongInput);

    private static LedgerDatabase Open(string file, SqliteOpenMode mode, FileStream? mark, Action<SqliteConnection, string> bringUpToDate)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = (int)LedgerLimits.BusyTimeout.TotalSeconds }.ToString());
        try
        {
            connection.Open();
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(long)LedgerLimits.BusyTimeout.TotalMilliseconds}"));
            Recognise(connection, file);

            // FULL, not NORMAL: in WAL mode NORMAL waits for the disk only at checkpoints, and a power cut would take back
            // messages that the broker was told are safe.
            Execute(connection, string.Create(
                CultureInfo.InvariantCulture,
                $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -{LedgerLimits.CacheKibibytes}"));
            bringUpToDate(connection, file);
            return new LedgerDatabase(file, connection, mark);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new SimulatorException(
                $"{file} can't be opened as a registry's database: {exception.Message} Check that the folder is there and may be written to, and that the file is whole.",
                SimulatorException.Environment);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Recognise(SqliteConnection connection, string file)
    {
        long id = Number(connection, "PRAGMA application_id");
        if (id == ApplicationId)
        {
            return;
        }

        if (id != 0 || Number(connection, "SELECT count(*) FROM sqlite_schema") > 0)
        {
            throw new SimulatorException($"{file} is a database of another program, not a registry's. Name another file with --database.", SimulatorException.WrongInput);
        }

        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
    }

    // SQLite itself would let two registries write in turn, and each would take the other's messages from the broker.
    private static FileStream TakeMark(string file)
    {
        try
        {
            return new FileStream(file + ".writer", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SimulatorException(
                $"{file} can't be written to, or another registry has it ({exception.Message}). Stop that one, or name another file with --database.",
                SimulatorException.Environment);
        }
    }
}
