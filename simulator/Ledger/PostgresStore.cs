using System.Data.Common;
using System.Globalization;
using AedCabinet.Terminal;
using Npgsql;

namespace AedCabinet.Ledger;

/// <summary>A registry's ledgers in a schema of a PostgreSQL database.</summary>
public sealed class PostgresStore : LedgerStore
{
    private const string ApplicationName = "aed-registry";

    private const string Durable = "-c synchronous_commit=on";

    // A writer that was stopped in the middle of a step must not hold up others for longer than it takes to replace it.
    private static readonly string s_writerSettings = string.Create(CultureInfo.InvariantCulture,
        $"{Durable} -c idle_in_transaction_session_timeout={(int)LedgerLimits.ServerStepPatience.TotalMilliseconds}");

    // Two of one program are two: each has the number of its own.
    private static int s_opened;

    private readonly string _connectionString;

    /// <summary>Initializes a new instance of the <see cref="PostgresStore"/> class. Nothing is opened.</summary>
    /// <param name="connectionString">How to get in, as Npgsql reads it. The server's own ways of giving a password hold too:
    /// <c>PGPASSWORD</c>, <c>PGPASSFILE</c>, <c>~/.pgpass</c>.</param>
    /// <param name="password">The password; <c>null</c> for one from there, or none.</param>
    /// <exception cref="UserErrorException">The connection string can't be read.</exception>
    public PostgresStore(string connectionString, string? password = null)
    {
        NpgsqlConnectionStringBuilder builder = Read(connectionString);
        builder.Password = password ?? builder.Password;
        builder.ApplicationName ??= ApplicationName;

        // A connection is held, not borrowed: what is locked with it must end with it.
        builder.Pooling = false;
        builder.MaxAutoPrepare = LedgerLimits.PreparedStatements;
        builder.Timeout = (int)LedgerLimits.ServerConnectTimeout.TotalSeconds;
        if (builder.Host?.StartsWith('/') != true)
        {
            // A socket of this computer has none, and needs none.
            builder.TcpKeepAlive = true;
            builder.TcpKeepAliveTime = (int)LedgerLimits.ServerKeepAlive.TotalSeconds;
            builder.TcpKeepAliveInterval = 1;
        }

        _connectionString = builder.ConnectionString;
        Name =
            $"{builder.Host ?? "PostgreSQL"}{(builder.Port == NpgsqlConnection.DefaultPort ? string.Empty
                : $":{builder.Port}")}/{builder.Database ?? builder.Username}";
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>Whether a connection string holds a password, which on a command line others could read.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <returns><c>true</c> when it does.</returns>
    /// <exception cref="UserErrorException">The connection string can't be read.</exception>
    public static bool HoldsPassword(string connectionString) => !string.IsNullOrEmpty(Read(connectionString).Password);

    /// <summary>What is to be done about what PostgreSQL says.</summary>
    /// <param name="exception">What it says.</param>
    /// <returns>An English sentence.</returns>
    public static string Advice(Exception exception) => (exception as PostgresException)?.SqlState switch
    {
        "53100" => "Make room on the server's disk.",

        // What a new connection hears where the disk is full.
        "XX000" when exception.Message.Contains("could not write", StringComparison.Ordinal) => "Make room on the server's disk.",
        "XX000" or "XX001" or "XX002" =>
            "Part of the database is broken: stop the registry, restore the newest backup (README, \"To back up\") and start again: what "
                + "came since is asked for again, as far as the cabinets still have it.",
        "28P01" or "28000" => "Check the user and the password: --database-password-file FILE, PGPASSWORD or ~/.pgpass.",
        "3D000" => "Make the database first: createdb NAME.",
        "42501" => "Let the user make and change tables in its schema.",
        "25006" => "It is a standby that only reads: name all hosts and Target Session Attributes=primary in --database.",
        { } state when state.StartsWith("42", StringComparison.Ordinal) =>
            "The tables are not what this program made: restore the newest backup (README, \"To back up\").",
        { } state when state.StartsWith("40", StringComparison.Ordinal)
            || state.StartsWith("55", StringComparison.Ordinal) => "Another program holds the database: end it, or try again.",
        _ => "See that PostgreSQL runs, can be reached and has room on its disk.",
    };

    /// <inheritdoc/>
    public override LedgerDatabase OpenForIngest(string? prefecture = null) =>
        TryOpenForIngest(prefecture, NewOwner(), LeaseTimes.Usual.OfOne, LedgerLimits.WriterPatience)
            ?? throw AnotherWrites();

    /// <summary>Opens it as the one that writes a prefecture, if nobody else does.</summary>
    /// <param name="prefecture">The prefecture; <c>null</c> for all.</param>
    /// <param name="owner">Who writes.</param>
    /// <param name="times">The times of the lease.</param>
    /// <param name="patience">So long is waited for one that has just been ended.</param>
    /// <returns>The open database; <c>null</c> when another writes.</returns>
    /// <exception cref="UserErrorException">It can't be opened, is no registry's, or is newer than this program.</exception>
    public LedgerDatabase? TryOpenForIngest(string? prefecture, string owner, LeaseTimes times, TimeSpan patience)
    {
        bool isTaken = false;
        LedgerDatabase database = Open(
            s_writerSettings,
            LedgerLimits.ServerWriteTimeout,
            connection => new PostgresDatabase(Name, connection, prefecture),
            (connection, opened) =>
            {
                PostgresMigrations.Apply(connection, opened);
                MovePairing.RequireDone(opened);
                isTaken = opened.TryTakeLease(owner, times, patience);
            });
        if (!isTaken)
        {
            database.Dispose();
        }

        return isTaken ? database : null;
    }

    /// <inheritdoc/>
    public override LedgerDatabase OpenForChange() => Open(
        Durable, LedgerLimits.ServerWriteTimeout,
        connection => new PostgresDatabase(Name, connection, null), (_, database) => PostgresMigrations.Require(database));

    /// <inheritdoc/>
    public override LedgerDatabase OpenForReading() => Open(
        "-c default_transaction_read_only=on", LedgerLimits.ServerReadTimeout,
        connection => new PostgresDatabase(Name, connection, null), (_, database) => PostgresMigrations.Require(database));

    /// <summary>A name for one that writes, which no other has.</summary>
    /// <returns>The computer, the process and a number.</returns>
    public static string NewOwner() => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.MachineName}/{Environment.ProcessId}/{Interlocked.Increment(ref s_opened)}/{Guid.NewGuid():N}");

    /// <summary>Opens it for a worker's sign of life, and makes its tables where there are none.</summary>
    /// <returns>The open database.</returns>
    /// <exception cref="UserErrorException">It can't be opened, is no registry's, or is newer than this program.</exception>
    internal LedgerDatabase OpenForLeases() => Open(
        "-c synchronous_commit=off", LedgerLimits.ServerLeaseTimeout,
        connection => new PostgresDatabase(Name, connection, null), PostgresMigrations.Apply);

    /// <summary>A connection that is not open yet.</summary>
    /// <param name="settings">The server's settings for it, as on a command line.</param>
    /// <returns>The connection.</returns>
    internal NpgsqlConnection Connect(string settings) => new(With(settings, LedgerLimits.ServerLeaseTimeout));

    private string With(string settings, TimeSpan timeout)
    {
        NpgsqlConnectionStringBuilder builder = new(_connectionString) { CommandTimeout = (int)timeout.TotalSeconds };
        builder.Options = builder.Options is { Length: > 0 } more ? $"{more} {settings}" : settings;
        return builder.ConnectionString;
    }

    /// <summary>Opens it as the one that moves a registry into it, and makes its tables where there are none.</summary>
    /// <returns>The open database.</returns>
    /// <exception cref="UserErrorException">It can't be opened, is newer than this program, or a registry has it.</exception>
    internal PostgresDatabase OpenForMove() => Open(Durable, LedgerLimits.ServerReadTimeout,
        connection => new PostgresDatabase(Name, connection, null),
        (connection, opened) =>
        {
            PostgresMigrations.Apply(connection, opened);
            if (!opened.TryTakeLease(NewOwner(), LeaseTimes.Usual.OfOne, LedgerLimits.WriterPatience))
            {
                throw AnotherWrites();
            }
        });

    private UserErrorException AnotherWrites() => new(
        $"{Name}: another registry writes to it. Stop that one, or name another database with --database.", UserErrorException.Environment);

    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            // Not with what was given: it may hold a password.
            throw new UserErrorException(
                "--database: that is no connection string of PostgreSQL; use \"Host=db.example;Database=aed;Username=registry\".",
                UserErrorException.WrongInput);
        }
    }

    private PostgresDatabase Open(string settings, TimeSpan timeout, Func<string, PostgresDatabase> open,
        Action<string, PostgresDatabase> bringUpToDate)
    {
        string connection = With(settings, timeout);
        PostgresDatabase? database = null;
        try
        {
            database = open(connection);
            bringUpToDate(connection, database);
            return database;
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
            database?.Dispose();
            throw new UserErrorException($"{Name} can't be opened as a registry's database: {exception.Message} {Advice(exception)}",
                UserErrorException.Environment);
        }
        catch
        {
            database?.Dispose();
            throw;
        }
    }
}
