using System.Data.Common;
using AedCabinet.Access;
using AedCabinet.Ledger;

namespace AedCabinet.Accounts;

/// <summary>The accounts in the registry's database. May be used by any thread.</summary>
public sealed class AccountBook : IDisposable
{
    private const string Columns =
        "id, kind, name, normalized, password, stamp, version, locked, lockout_end, failures, second_key, second_on, recovery, made";

    private const char Between = ' ';

    private readonly LedgerDatabase _database;
    private readonly Statement _byId;
    private readonly Statement _byName;
    private readonly Statement _all;
    private readonly Statement _count;
    private readonly Statement _add;
    private readonly Statement _change;
    private readonly Statement _remove;
    private readonly Statement _grants;
    private readonly Statement _grant;
    private readonly Statement _revoke;
    private readonly Lock _lock = new();

    /// <summary>Initializes a new instance of the <see cref="AccountBook"/> class.</summary>
    /// <param name="store">Where the database is, which is there.</param>
    /// <exception cref="Terminal.UserErrorException">It can't be opened.</exception>
    public AccountBook(LedgerStore store)
    {
        _database = store.OpenForChange();
        _byId = _database.Prepare($"SELECT {Columns} FROM accounts WHERE id = $1", 1);
        _byName = _database.Prepare($"SELECT {Columns} FROM accounts WHERE normalized = $1", 1);
        _all = _database.Prepare($"SELECT {Columns} FROM accounts ORDER BY normalized");
        _count = _database.Prepare("SELECT count(*) FROM accounts WHERE kind = $1", 1);
        _add = _database.Prepare(
            $"INSERT INTO accounts ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) "
                + "ON CONFLICT DO NOTHING RETURNING 1", 14);
        _change = _database.Prepare(
            "UPDATE accounts SET name = $1, normalized = $2, password = $3, stamp = $4, version = $5, locked = $6, lockout_end = $7, "
                + "failures = $8, second_key = $9, second_on = $10, recovery = $11 WHERE id = $12 AND version = $13 RETURNING 1", 13);
        _remove = _database.Prepare("DELETE FROM accounts WHERE id = $1 RETURNING 1", 1);
        _grants = _database.Prepare("SELECT value FROM grants WHERE account = $1 ORDER BY value", 1);
        _grant = _database.Prepare("INSERT INTO grants (account, value) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1", 2);
        _revoke = _database.Prepare("DELETE FROM grants WHERE account = $1", 1);
    }

    /// <summary>Gets a value indicating whether anybody can log in with a name and a password.</summary>
    public bool HasPeople
    {
        get
        {
            lock (_lock)
            {
                return _count.Number(Account.Person) > 0;
            }
        }
    }

    /// <summary>An account by its id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The account, or <c>null</c>.</returns>
    public Account? ById(string id) => One(_byId, id);

    /// <summary>An account by its name.</summary>
    /// <param name="normalized">The name as it is looked for.</param>
    /// <returns>The account, or <c>null</c>.</returns>
    public Account? ByName(string normalized) => One(_byName, normalized);

    /// <summary>All accounts, by name.</summary>
    /// <returns>The accounts.</returns>
    public IReadOnlyList<Account> All()
    {
        lock (_lock)
        {
            return Read(_all);
        }
    }

    /// <summary>Adds an account with its grants, whole or not at all.</summary>
    /// <param name="account">The account.</param>
    /// <returns><c>false</c> when there is one of that name.</returns>
    public bool TryAdd(Account account) => InStep(() =>
    {
        bool isNew = _add.Number(account.Id, account.Kind, account.Name, account.NormalizedName, account.PasswordHash, account.Stamp,
            account.Version, account.IsLocked ? 1 : 0, account.LockoutEnd?.ToUnixTimeMilliseconds(), account.Failures, account.SecondKey,
            account.IsSecondOn ? 1 : 0, string.Join(Between, account.Recovery), account.Made.ToUnixTimeMilliseconds()) is not null;
        if (isNew)
        {
            Put(account.Id, account.Grants);
        }

        return isNew;
    });

    /// <summary>Changes an account, but not its grants.</summary>
    /// <param name="account">The account, which gets a new <see cref="Account.Version"/>.</param>
    /// <returns><c>false</c> when somebody else has changed it since it was read.</returns>
    public bool TryChange(Account account)
    {
        string version = Guid.NewGuid().ToString("N");
        lock (_lock)
        {
            if (_change.Number(account.Name, account.NormalizedName, account.PasswordHash, account.Stamp, version,
                account.IsLocked ? 1 : 0, account.LockoutEnd?.ToUnixTimeMilliseconds(), account.Failures, account.SecondKey,
                account.IsSecondOn ? 1 : 0, string.Join(Between, account.Recovery), account.Id, account.Version) is null)
            {
                return false;
            }
        }

        account.Version = version;
        return true;
    }

    /// <summary>Gives an account other grants than it has.</summary>
    /// <param name="id">The account's id.</param>
    /// <param name="grants">All that it is to have.</param>
    public void SetGrants(string id, IReadOnlyList<Grant> grants) => InStep(() =>
    {
        _revoke.Run(id);
        Put(id, grants);
        return true;
    });

    /// <summary>Takes an account away.</summary>
    /// <param name="id">The account's id.</param>
    /// <returns><c>false</c> when there is none.</returns>
    public bool TryRemove(string id) => InStep(() =>
    {
        _revoke.Run(id);
        return _remove.Number(id) is not null;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (Statement statement in new[] { _byId, _byName, _all, _count, _add, _change, _remove, _grants, _grant, _revoke })
            {
                statement.Dispose();
            }

            _database.Dispose();
        }
    }

    private static Account ToAccount(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Kind = row.GetString(1),
        Name = row.GetString(2),
        NormalizedName = row.GetString(3),
        PasswordHash = row.IsDBNull(4) ? null : row.GetString(4),
        Stamp = row.GetString(5),
        Version = row.GetString(6),
        IsLocked = row.GetInt64(7) != 0,
        LockoutEnd = row.IsDBNull(8) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
        Failures = (int)row.GetInt64(9),
        SecondKey = row.IsDBNull(10) ? null : row.GetString(10),
        IsSecondOn = row.GetInt64(11) != 0,
        Recovery = row.GetString(12).Split(Between, StringSplitOptions.RemoveEmptyEntries),
        Made = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(13)),
    };

    private Account? One(Statement statement, string value)
    {
        lock (_lock)
        {
            return Read(statement, value).FirstOrDefault();
        }
    }

    private Account[] Read(Statement statement, params ReadOnlySpan<object?> values)
    {
        List<Account> found = [];
        using (DbDataReader rows = statement.Rows(values))
        {
            while (rows.Read())
            {
                found.Add(ToAccount(rows));
            }
        }

        foreach (Account account in found)
        {
            account.Grants = GrantsOf(account.Id);
        }

        return [.. found];
    }

    private List<Grant> GrantsOf(string id)
    {
        List<Grant> grants = [];
        using DbDataReader rows = _grants.Rows(id);
        while (rows.Read())
        {
            // What is none grants nothing.
            if (Grant.TryParse(rows.GetString(0), out Grant? grant))
            {
                grants.Add(grant);
            }
        }

        return grants;
    }

    private void Put(string id, IReadOnlyList<Grant> grants)
    {
        foreach (Grant grant in grants)
        {
            _grant.Number(id, grant.ToClaim());
        }
    }

    private bool InStep(Func<bool> work)
    {
        lock (_lock)
        {
            _database.Begin();
            try
            {
                bool isDone = work();
                _database.Commit();
                return isDone;
            }
            catch
            {
                _database.RollBack();
                throw;
            }
        }
    }
}
