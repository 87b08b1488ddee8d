using System.Data.Common;
using AedCabinet.Access;
using AedCabinet.Ledger;

namespace AedCabinet.Accounts;

/// <summary>The audit log in the registry's database, whose tables refuse to be changed. May be used by any thread.</summary>
public sealed class LedgerAuditLog : IAuditLog, IDisposable
{
    private readonly LedgerDatabase _database;
    private readonly Statement _name;
    private readonly Statement _add;
    private readonly Lock _lock = new();

    /// <summary>Initializes a new instance of the <see cref="LedgerAuditLog"/> class.</summary>
    /// <param name="store">Where the database is, which is there.</param>
    /// <exception cref="Terminal.UserErrorException">It can't be opened.</exception>
    public LedgerAuditLog(LedgerStore store)
    {
        _database = store.OpenForChange();
        _name = _database.Prepare(
            "INSERT INTO audit_names (name, used) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET used = excluded.used RETURNING no", 2);
        _add = _database.Prepare(
            "INSERT INTO audit (at, who, origin, action, cabinet, allowed, detail, whom) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", 8);
    }

    /// <inheritdoc/>
    public Task AddAsync(AuditEntry entry, CancellationToken stop = default) => Task.Run(() => Add(entry), stop);

    /// <summary>Adds an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <exception cref="DbException">The database refused.</exception>
    public void Add(AuditEntry entry)
    {
        long at = entry.At.ToUnixTimeMilliseconds();
        lock (_lock)
        {
            _database.Begin();
            try
            {
                _add.Run(at, NumberOf(entry.Who, at), entry.From, entry.Action, entry.Cabinet, entry.IsAllowed ? 1 : 0, entry.Detail,
                    NumberOf(entry.Whom, at));
                _database.Commit();
            }
            catch
            {
                _database.RollBack();
                throw;
            }
        }
    }

    /// <summary>Reads the newest entries.</summary>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="skip">How many of them to pass over, 0 or more.</param>
    /// <param name="count">How many to give at most, 1 or more.</param>
    /// <returns>The entries, the newest first.</returns>
    /// <exception cref="DbException">The database can't be read.</exception>
    public IReadOnlyList<AuditEntry> Read(AuditFilter filter, int skip, int count)
    {
        lock (_lock)
        {
            return AuditReader.Read(_database, filter, skip, count);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What a page that has just closed did may still be being noted.
        lock (_lock)
        {
            _name.Dispose();
            _add.Dispose();
            _database.Dispose();
        }
    }

    private long? NumberOf(string? name, long at) => string.IsNullOrEmpty(name) ? null : _name.Number(name, at);
}
