using System.Globalization;
using Npgsql;

namespace AedCabinet.Ledger;

/// <summary>A database for a measurement, gone afterwards.</summary>
internal sealed class TemporaryLedger : IDisposable
{
    private readonly Action _delete;

    private TemporaryLedger(LedgerStore store, Action delete)
    {
        _delete = delete;
        Database = store.OpenForIngest();
    }

    /// <summary>Gets the database.</summary>
    public LedgerDatabase Database { get; }

    /// <summary>Makes one in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>It.</returns>
    public static TemporaryLedger InFolder(DirectoryInfo folder)
    {
        string file = Path.Combine(folder.FullName, $"ingest-{Guid.NewGuid():N}.db");
        return new TemporaryLedger(new SqliteStore(file), () =>
        {
            foreach (string suffix in new[] { string.Empty, "-wal", "-shm", ".mark" })
            {
                File.Delete(file + suffix);
            }
        });
    }

    /// <summary>Makes one in a schema of its own of a PostgreSQL database.</summary>
    /// <param name="connectionString">How to get in.</param>
    /// <returns>It.</returns>
    public static TemporaryLedger InSchema(string connectionString)
    {
        string schema = $"ingest_{Guid.NewGuid():N}";
        Send($"CREATE SCHEMA {schema}");
        return new TemporaryLedger(new PostgresStore($"{connectionString};Search Path={schema}"),
            () => Send($"DROP SCHEMA {schema} CASCADE"));

        void Send(string sql)
        {
            using NpgsqlConnection connection = new(connectionString);
            connection.Open();
            using NpgsqlCommand command = new(sql, connection);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Sees to it that everything is in it.</summary>
    /// <param name="events">How many events must be there.</param>
    public void Expect(int events)
    {
        long found = Database.Number("SELECT count(*) FROM events");
        if (found != events)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"{found} events are in the database, {events} were written."));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Database.Dispose();
        _delete();
    }
}
