using System.CommandLine;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary>
/// The options that say where the registry keeps its ledgers. No password ever stands on the command line, where others could read it.
/// </summary>
internal sealed class StoreOptions
{
    private const string Sqlite = "sqlite";
    private const string Postgres = "postgres";

    private readonly Option<string> _store = new(
        "--store")
    {
        Description = "sqlite: a file on this computer; postgres: a PostgreSQL 15 server.",
        DefaultValueFactory = _ => Sqlite
    };

    private readonly Option<string> _database = new("--database")
    {
        Description =
            "The registry's SQLite database, a file; with --store postgres a connection string: \"Host=db.example;Database=aed;"
                + "Username=registry\".",
        HelpName = "FILE|CONNECTION",
        Required = true,
    };

    private readonly Option<FileInfo?> _passwordFile = new("--database-password-file")
    {
        Description = "A file with the password at PostgreSQL in its first line (otherwise PGPASSWORD, PGPASSFILE or ~/.pgpass).",
        HelpName = "FILE",
    };

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        _store.AcceptOnlyFromAmong(Sqlite, Postgres);
        foreach (Option option in new Option[] { _store, _database, _passwordFile })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_passwordFile) is not null && result.GetValue(_store) != Postgres)
            {
                result.AddError("--database-password-file is for --store postgres: a SQLite file has no password.");
            }
        });
    }

    /// <summary>The store, as the command line says. Nothing is opened.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>The store.</returns>
    /// <exception cref="UserErrorException">The connection string or the password's file can't be used.</exception>
    public LedgerStore Store(ParseResult result)
    {
        string database = result.GetValue(_database)!;
        return result.GetValue(_store) == Postgres ? PostgresAt(database, result.GetValue(_passwordFile), "--database")
            : new SqliteStore(FileOf(database));
    }

    /// <summary>A PostgreSQL store by a connection string from the command line.</summary>
    /// <param name="connection">The connection string.</param>
    /// <param name="passwordFile">The password's file, or <c>null</c>.</param>
    /// <param name="option">The option's name, for messages.</param>
    /// <returns>The store.</returns>
    /// <exception cref="UserErrorException">The connection string or the password's file can't be used.</exception>
    public static PostgresStore PostgresAt(string connection, FileInfo? passwordFile, string option)
    {
        if (PostgresStore.HoldsPassword(connection))
        {
            throw new UserErrorException(
                $"{option}: leave the password out, whoever lists this computer's processes can read it. Use --database-password-file "
                    + $"FILE, PGPASSWORD or ~/.pgpass.", UserErrorException.WrongInput);
        }

        return new PostgresStore(connection, passwordFile is null ? null
            : BrokerOptions.ReadFirstLine(passwordFile, "--database-password-file"));
    }

    /// <summary>A SQLite file from the command line.</summary>
    /// <param name="database">The file's name.</param>
    /// <returns>Its full name.</returns>
    /// <exception cref="UserErrorException">It is no file's name.</exception>
    public static string FileOf(string database)
    {
        if (string.IsNullOrWhiteSpace(database) || database.StartsWith("Host=", StringComparison.OrdinalIgnoreCase))
        {
            throw new UserErrorException("--database: name a file, or add --store postgres when it is a connection string of PostgreSQL.",
                UserErrorException.WrongInput);
        }

        return Path.GetFullPath(database);
    }
}
