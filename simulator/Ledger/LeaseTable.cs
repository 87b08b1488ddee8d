using System.Data.Common;

namespace AedCabinet.Ledger;

/// <summary>
/// The leases of all workers, as one of them sees them, by a connection of its own: it shows that it runs and reads who keeps what. What it
/// keeps itself is renewed by those that write it (<see cref="LedgerDatabase.KeepLease"/>).
/// </summary>
public sealed class LeaseTable : IDisposable
{
    // The row of one that died is of no use to anybody after an hour.
    private const string ShowSql = """
        WITH gone AS (DELETE FROM workers WHERE expires < clock_timestamp() - interval '1 hour' AND id <> $1)
        INSERT INTO workers (id, seen, expires, backend, backend_started, connected)
        SELECT $1, clock_timestamp(), clock_timestamp() + $2 * interval '1 second', pid, backend_start, $3 <> 0
        FROM pg_stat_activity WHERE pid = pg_backend_pid()
        ON CONFLICT (id) DO UPDATE SET seen = excluded.seen, expires = excluded.expires, backend = excluded.backend,
          backend_started = excluded.backend_started, connected = excluded.connected
        """;

    // The last row has the time alone: there may be no other.
    private const string LeasesSql = """
        SELECT prefecture, owner, token, coalesce(runs(expires, renewed, backend, backend_started, $1), false),
          (extract(epoch FROM clock_timestamp()) * 1000)::bigint FROM leases
        UNION ALL SELECT NULL, NULL, 0, false, (extract(epoch FROM clock_timestamp()) * 1000)::bigint
        """;

    private readonly LedgerDatabase _database;
    private readonly string _worker;
    private readonly LeaseTimes _times;
    private readonly Statement _show;
    private readonly Statement _leases;
    private readonly Statement _workers;
    private readonly Statement _leave;

    /// <summary>Initializes a new instance of the <see cref="LeaseTable"/> class.</summary>
    /// <param name="store">Where the leases are.</param>
    /// <param name="worker">This worker's name (<see cref="PostgresStore.NewOwner"/>).</param>
    /// <param name="times">The times.</param>
    /// <exception cref="Terminal.UserErrorException">The database can't be opened.</exception>
    public LeaseTable(PostgresStore store, string worker, LeaseTimes times)
    {
        _database = store.OpenForLeases();
        _worker = worker;
        _times = times;

        _show = _database.Prepare(ShowSql, 3);
        _leases = _database.Prepare(LeasesSql, 1);
        _workers = _database.Prepare(
            "SELECT id FROM workers WHERE runs(expires, seen, backend, backend_started, $1) ORDER BY id", 1);
        _leave = _database.Prepare("DELETE FROM workers WHERE id = $1", 1);
    }

    /// <summary>Shows that this worker runs, and reads who keeps what.</summary>
    /// <param name="isConnected">Whether messages can come to it.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="DbException">The database is away.</exception>
    public LeasePicture Look(bool isConnected)
    {
        _show.Run(_worker, _times.Lasts.TotalSeconds, isConnected);
        Dictionary<string, LeaseRow> leases = [];
        long nowMs = 0;
        using (DbDataReader rows = _leases.Rows(_times.Absent.TotalSeconds))
        {
            while (rows.Read())
            {
                nowMs = rows.GetInt64(4);
                if (!rows.IsDBNull(0))
                {
                    leases[rows.GetString(0)] = new LeaseRow(rows.GetString(0),
                        rows.IsDBNull(1) || !rows.GetBoolean(3) ? null : rows.GetString(1), rows.GetInt64(2));
                }
            }
        }

        List<string> workers = [];
        using (DbDataReader rows = _workers.Rows(_times.Absent.TotalSeconds))
        {
            while (rows.Read())
            {
                workers.Add(rows.GetString(0));
            }
        }

        return new LeasePicture(leases, workers, DateTimeOffset.FromUnixTimeMilliseconds(nowMs));
    }

    /// <summary>Shows that this worker runs no more: the others need not wait for what it has given back.</summary>
    /// <exception cref="DbException">The database is away.</exception>
    public void Leave() => _leave.Run(_worker);

    /// <inheritdoc/>
    public void Dispose()
    {
        _show.Dispose();
        _leases.Dispose();
        _workers.Dispose();
        _leave.Dispose();
        _database.Dispose();
    }
}
