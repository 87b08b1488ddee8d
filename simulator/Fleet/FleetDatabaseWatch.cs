using AedCabinet.Terminal;
using Microsoft.Data.Sqlite;

namespace AedCabinet.Simulator.Fleet;

/// <summary>
/// Reads the registry's database while it is written, as any other reader could: an event that shows here is committed. So the
/// time to disk is the registry's own, at most one poll too long.
/// </summary>
internal sealed class FleetDatabaseWatch : IDisposable
{
    private const int PollMs = 20;
    private const int RetryMs = 500;

    private readonly FileInfo _file;
    private readonly FleetLedger _ledger;
    private readonly IReadOnlyDictionary<string, int> _indexById;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stop = new();
    private long _arrival;

    /// <summary>Initializes a new instance of the <see cref="FleetDatabaseWatch"/> class and begins to read.</summary>
    /// <param name="file">The database.</param>
    /// <param name="ledger">Told of every event of the fleet that is there.</param>
    /// <param name="indexById">The fleet's cabinets.</param>
    /// <exception cref="UserErrorException">It is not there, or no registry's.</exception>
    public FleetDatabaseWatch(FileInfo file, FleetLedger ledger, IReadOnlyDictionary<string, int> indexById)
    {
        _file = file;
        _ledger = ledger;
        _indexById = indexById;
        if (!file.Exists)
        {
            throw new UserErrorException($"--database: {file.FullName} is not there; start the registry first.",
                UserErrorException.WrongInput);
        }

        try
        {
            using SqliteConnection connection = Open();
            using SqliteCommand last = connection.CreateCommand();
            last.CommandText = "SELECT coalesce(max(arrival), 0) FROM events";
            _arrival = (long)last.ExecuteScalar()!;
        }
        catch (SqliteException exception)
        {
            throw new UserErrorException($"--database: {file.FullName} is no database of the registry ({exception.Message}).",
                UserErrorException.WrongInput);
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "fleet database watch" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsSet)
        {
            try
            {
                using SqliteConnection connection = Open();
                using SqliteCommand command = connection.CreateCommand();
                command.CommandText =
                    "SELECT e.arrival, c.id, e.boot, e.seq FROM events e JOIN cabinets c ON c.no = e.cabinet WHERE e.arrival > $arrival "
                        + "ORDER BY e.arrival";
                SqliteParameter arrival = command.Parameters.Add("$arrival", SqliteType.Integer);
                command.Prepare();
                do
                {
                    arrival.Value = _arrival;
                    Read(command);
                }
                while (!_stop.Wait(PollMs));
            }
            catch (SqliteException)
            {
                // The registry is restarting or has the file locked: the next poll reads these rows.
                _stop.Wait(RetryMs);
            }
        }
    }

    private void Read(SqliteCommand command)
    {
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            _arrival = rows.GetInt64(0);
            if (_indexById.TryGetValue(rows.GetString(1), out int index))
            {
                _ledger.Commit(index, rows.GetInt32(2), rows.GetInt32(3));
            }
        }
    }

    private SqliteConnection Open()
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = _file.FullName,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false
        }.ToString());
        connection.Open();
        return connection;
    }
}
