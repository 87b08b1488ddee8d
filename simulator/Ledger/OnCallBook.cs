using System.Data.Common;
using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>Keeps in the database who is on call. May be used by any thread.</summary>
public sealed class OnCallBook : IDisposable
{
    private const string Columns = "prefecture, department, cabinet, severity, place, name, channel, address, hours, language";

    private readonly LedgerDatabase _database;
    private readonly Statement _list;
    private readonly Statement _add;
    private readonly Statement _change;
    private readonly Statement _remove;
    private readonly Lock _lock = new();

    /// <summary>Initializes a new instance of the <see cref="OnCallBook"/> class.</summary>
    /// <param name="store">Where the database is.</param>
    /// <exception cref="Terminal.UserErrorException">It can't be opened.</exception>
    public OnCallBook(LedgerStore store)
    {
        _database = store.OpenForChange();
        _list = _database.Prepare($"SELECT no, {Columns} FROM on_call ORDER BY prefecture, severity DESC, department, cabinet, place, no");
        _add = _database.Prepare($"INSERT INTO on_call ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", 10);
        _change = _database.Prepare(
            "UPDATE on_call SET prefecture = $1, department = $2, cabinet = $3, severity = $4, place = $5, name = $6, channel = $7, "
                + "address = $8, hours = $9, language = $10 WHERE no = $11", 11);
        _remove = _database.Prepare("DELETE FROM on_call WHERE no = $1", 1);
    }

    /// <summary>Everybody who is on call at some time.</summary>
    /// <returns>The entries, in the order of prefecture, severity and place.</returns>
    /// <exception cref="DbException">The database is away.</exception>
    public IReadOnlyList<OnCallEntry> List()
    {
        List<OnCallEntry> entries = [];
        lock (_lock)
        {
            using DbDataReader row = _list.Rows();
            while (row.Read())
            {
                entries.Add(new OnCallEntry(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3),
                    (Severity)row.GetInt64(4), (int)row.GetInt64(5), row.GetString(6), row.GetString(7), row.GetString(8),
                    row.GetString(9), row.GetString(10) != "en"));
            }
        }

        return entries;
    }

    /// <summary>Adds an entry, or changes the one with its number.</summary>
    /// <param name="entry">The entry.</param>
    /// <exception cref="DbException">The database refused: nothing was changed.</exception>
    public void Save(OnCallEntry entry)
    {
        lock (_lock)
        {
            Put(entry);
        }
    }

    /// <summary>Removes an entry.</summary>
    /// <param name="no">Its number.</param>
    /// <exception cref="DbException">The database refused: nothing was changed.</exception>
    public void Remove(long no)
    {
        lock (_lock)
        {
            _remove.Run(no);
        }
    }

    /// <summary>Puts other entries in the place of all there are: all of them, or on an error none.</summary>
    /// <param name="entries">The entries, with number 0.</param>
    /// <exception cref="DbException">The database refused: nothing was changed.</exception>
    public void Replace(IReadOnlyList<OnCallEntry> entries)
    {
        lock (_lock)
        {
            try
            {
                _database.Begin();
                _database.Execute("DELETE FROM on_call");
                foreach (OnCallEntry entry in entries)
                {
                    Put(entry);
                }

                _database.Commit();
            }
            catch (DbException)
            {
                _database.RollBack();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _list.Dispose();
        _add.Dispose();
        _change.Dispose();
        _remove.Dispose();
        _database.Dispose();
    }

    private void Put(OnCallEntry entry)
    {
        object?[] cells = [entry.Prefecture, entry.Department, entry.Cabinet, (int)entry.Severity, entry.Place, entry.Name, entry.Channel,
            entry.Address, entry.Hours, entry.IsChinese ? "zh" : "en"];
        if (entry.No == 0)
        {
            _add.Run(cells);
        }
        else
        {
            _change.Run([.. cells, entry.No]);
        }
    }
}
