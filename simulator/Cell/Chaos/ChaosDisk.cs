using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>What is on disk, asked of the database beside the registry that writes it.</summary>
/// <param name="store">The store.</param>
internal sealed class ChaosDisk(LedgerStore store)
{
    /// <summary>How many there are of each event.</summary>
    /// <returns>By cabinet, and by number.</returns>
    public IReadOnlyDictionary<string, Dictionary<int, int>> Events()
    {
        Dictionary<string, Dictionary<int, int>> events = [];
        Read(
            "SELECT c.id, e.seq, count(*) FROM events e JOIN cabinets c ON c.no = e.cabinet GROUP BY c.id, e.boot, e.seq",
            row =>
            {
                string id = row.GetString(0);
                if (!events.TryGetValue(id, out Dictionary<int, int>? numbers))
                {
                    events[id] = numbers = [];
                }

                numbers[row.GetInt32(1)] = Convert.ToInt32(row.GetValue(2), CultureInfo.InvariantCulture);
            });
        return events;
    }

    /// <summary>Whether an event is there.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <param name="seq">The event's number.</param>
    /// <returns>Whether; not either while the database can't be asked.</returns>
    public bool Has(string cabinet, int seq)
    {
        bool isThere = false;
        try
        {
            Read(
                string.Create(CultureInfo.InvariantCulture,
                    $"SELECT 1 FROM events WHERE seq = {seq} AND cabinet = (SELECT no FROM cabinets WHERE id = '{cabinet}')"),
                _ => isThere = true);
            return isThere;
        }
        catch (Exception exception) when (exception is DbException or UserErrorException)
        {
            return false;
        }
    }

    /// <summary>Who keeps a prefecture.</summary>
    /// <param name="prefecture">The prefecture's code.</param>
    /// <returns>The lease's owner and token; <c>null</c> when nobody does, or the database can't be asked.</returns>
    public (string Owner, long Token)? LeaseOf(string prefecture)
    {
        (string, long)? lease = null;
        try
        {
            Read($"SELECT owner, token FROM leases WHERE owner IS NOT NULL AND prefecture = '{prefecture}'",
                row => lease = (row.GetString(0), row.GetInt64(1)));
        }
        catch (Exception exception) when (exception is DbException or UserErrorException)
        {
            // No tables yet, or no primary.
        }

        return lease;
    }

    /// <summary>How old each cabinet's picture is.</summary>
    /// <returns>The uptime in milliseconds that it says, by cabinet.</returns>
    public IReadOnlyDictionary<string, long> PicturesMs()
    {
        Dictionary<string, long> pictures = [];
        Read(
            "SELECT id, state FROM cabinets WHERE state IS NOT NULL",
            row =>
            {
                using JsonDocument state = JsonDocument.Parse(row.GetString(1));
                pictures[row.GetString(0)] = state.RootElement.GetProperty("uptimeMs").GetInt64();
            });
        return pictures;
    }

    /// <summary>The cabinets as the registry would show them at a moment.</summary>
    /// <param name="at">The moment.</param>
    /// <returns>What is known of each.</returns>
    public IReadOnlyList<CabinetRecord> RecordsAt(DateTimeOffset at)
    {
        using LedgerDatabase database = store.OpenForReading();
        return LedgerCabinets.Read(database, at, CabinetEntry.DefaultWakeHours);
    }

    /// <summary>What <c>registry verify</c> says.</summary>
    /// <returns>The report.</returns>
    public LedgerReport Verify() => LedgerCheck.Run(store, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    /// <summary>Reads rows.</summary>
    /// <param name="sql">The question.</param>
    /// <param name="take">Given each row.</param>
    public void Read(string sql, Action<DbDataReader> take)
    {
        using LedgerDatabase database = store.OpenForReading();
        using Statement statement = database.Prepare(sql);
        using DbDataReader rows = statement.Rows();
        while (rows.Read())
        {
            take(rows);
        }
    }
}
