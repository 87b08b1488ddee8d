using System.Globalization;
using AedCabinet.Terminal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AedCabinet.Ledger;

/// <content>How it is opened, recognised, and refused.</content>
internal sealed partial class SqliteDatabase
{
    // "AEDR": tells a registry's database from any other SQLite file.
    private const int ApplicationId = 0x41454452;

    /// <summary>Opens a database as the one that writes what comes in, and makes it where there is none.</summary>
    /// <param name="file">The file.</param>
    /// <param name="prefecture">The one prefecture whose cabinets are written; <c>null</c> for all.</param>
    /// <returns>The open database.</returns>
    /// <exception cref="UserErrorException">It can't be opened, is no registry's, is newer than this program, or another registry has
    /// it.</exception>
    public static SqliteDatabase OpenForIngest(string file, string? prefecture)
    {
        FileStream writer = TakeMark(file);
        HighWaterMark? mark = null;
        try
        {
            mark = HighWaterMark.Open(file);
            (long Confirmed, long Kept)? loss = null;
            SqliteDatabase database = Open(
                file,
                SqliteOpenMode.ReadWriteCreate,
                (writer, mark),
                (connection, name) =>
                {
                    RequireWhole(connection, name);
                    LedgerMigrations.Apply(connection, name);
                    NoteLoss(connection, loss);
                },
                connection => loss = FindLoss(connection, file, mark),
                prefecture);
            Unmoved(database);
            database.Loss = loss;
            mark.Put(EventsIn(database._connection));
            return database;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            mark?.Dispose();
            writer.Dispose();
            throw new UserErrorException(
                $"{HighWaterMark.FileOf(file)} can't be written to: {exception.Message} Let the registry write to the folder of its "
                    + $"database.", UserErrorException.Environment);
        }
        catch
        {
            mark?.Dispose();
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Opens a database that is there to write something small, such as a command's number.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The open database.</returns>
    public static SqliteDatabase OpenForChange(string file) => Unmoved(OpenForMove(file));

    /// <summary>Opens a database that is there to be moved, whether or not it was closed for that.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The open database.</returns>
    public static SqliteDatabase OpenForMove(string file) =>
        Open(Existing(file), SqliteOpenMode.ReadWrite, null, LedgerMigrations.Require);

    /// <summary>Opens a database that is there to read; a registry may write to it meanwhile.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The open database.</returns>
    public static SqliteDatabase OpenForReading(string file)
    {
        // Not read-only for SQLite: whoever reads a database in WAL mode may have to make its index of the log.
        SqliteDatabase database = OpenForMove(file);
        database.Execute("PRAGMA query_only = ON");

        // A log that is broken must not be thrown away by whoever only looks: it may be all that is left to rescue.
        raw.sqlite3_db_config(database._connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
        return database;
    }

    private static SqliteDatabase Unmoved(SqliteDatabase database)
    {
        if (MovedFile.TargetOf(database) is not { } target)
        {
            return database;
        }

        database.Dispose();
        throw new UserErrorException(
            $"{database.Name} was moved to {target} and takes nothing more: it may still be read. Use --store postgres and --database "
                + $"\"Host=...\" with that one.", UserErrorException.WrongInput);
    }

    private static string Existing(string file) => File.Exists(file)
        ? file
        : throw new UserErrorException($"{file}: there is no such database. \"registry --broker HOST:PORT --database FILE\" makes one.",
            UserErrorException.WrongInput);

    private static SqliteDatabase Open(
        string file, SqliteOpenMode mode, (FileStream Writer, HighWaterMark Mark)? marks, Action<SqliteConnection, string> bringUpToDate,
        Action<SqliteConnection>? look = null, string? prefecture = null)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = (int)LedgerLimits.BusyTimeout.TotalSeconds
        }.ToString());
        try
        {
            connection.Open();
            Execute(connection, string.Create(CultureInfo.InvariantCulture,
                $"PRAGMA busy_timeout = {(long)LedgerLimits.BusyTimeout.TotalMilliseconds}"));
            look?.Invoke(connection);
            Recognise(connection, file);

            // FULL, not NORMAL: in WAL mode NORMAL waits for the disk only at checkpoints, and a power cut would take back
            // messages that the broker was told are safe.
            Execute(connection, string.Create(
                CultureInfo.InvariantCulture,
                $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = "
                    + $"-{LedgerLimits.CacheKibibytes}"));
            bringUpToDate(connection, file);
            return new SqliteDatabase(file, connection, marks?.Writer, marks?.Mark) { Prefecture = prefecture };
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new UserErrorException(
                $"{file} can't be opened as a registry's database: {exception.Message} {Advice(exception)}",
                UserErrorException.Environment);
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
            throw new UserErrorException($"{file} is a database of another program, not a registry's. Name another file with --database.",
                UserErrorException.WrongInput);
        }

        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
    }

    private static long EventsIn(SqliteConnection connection) =>
        Number(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'events'") == 0 ? 0
            : Number(connection, "SELECT max(arrival) FROM events");

    // Before anything is written: the log may hold what SQLite no longer reads of it.
    private static (long Confirmed, long Kept)? FindLoss(SqliteConnection connection, string file, HighWaterMark mark)
    {
        long kept = EventsIn(connection);
        if (!(mark.Events > kept))
        {
            return null;
        }

        if (File.Exists(file + "-wal"))
        {
            File.Copy(file + "-wal", string.Create(CultureInfo.InvariantCulture, $"{file}-wal.lost-{mark.Events}"), overwrite: true);
        }

        return (mark.Events.Value, kept);
    }

    private static void NoteLoss(SqliteConnection connection, (long Confirmed, long Kept)? loss)
    {
        if (loss is { } found)
        {
            using Statement statement = new SqliteStatement(connection,
                "INSERT INTO losses (found, confirmed, kept) VALUES ($1, $2, $3)", 3);
            statement.Run(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), found.Confirmed, found.Kept);
        }
    }

    // A registry that goes on writing into a broken file makes it worse, and what comes waits safely at the broker.
    private static void RequireWhole(SqliteConnection connection, string file)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        string? found = command.ExecuteScalar() as string;
        if (found != "ok")
        {
            throw new UserErrorException($"{file} is broken: {found}. {BrokenAdvice} \"registry verify\" lists what is missing.",
                UserErrorException.Environment);
        }
    }

    // SQLite itself would let two registries write in turn, and each would take the other's messages from the broker.
    private static FileStream TakeMark(string file)
    {
        try
        {
            return new FileStream(file + ".writer", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"{file} can't be written to, or another registry has it ({exception.Message}). Stop that one, or name another file with "
                    + $"--database.",
                UserErrorException.Environment);
        }
    }
}
