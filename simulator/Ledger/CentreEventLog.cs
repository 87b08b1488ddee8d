using System.Data.Common;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>
/// What happens at the centre itself, in one order: written in the same step as what it tells of, so that neither is there without the
/// other.
/// </summary>
public static class CentreEventLog
{
    /// <summary>
    /// Writes one down. To be called within a step (<see cref="StoreStep"/>), as its last: the next one waits for its end.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="item">What happened.</param>
    /// <returns>It with its place.</returns>
    internal static LoggedCentreEvent Append(LedgerDatabase database, CentreEvent item)
    {
        database.KeepCentreOrder();
        string id = Guid.CreateVersion7(item.At).ToString();
        using Statement add = database.Prepare("INSERT INTO centre_events (id, type, cabinet, prefecture, department, severity, drill, at, "
            + "data) VALUES ($1, $2, (SELECT no FROM cabinets WHERE id = $3), $4, $5, $6, $7, $8, $9) RETURNING no", 9);
        long no = add.Number(id, item.Type, item.Cabinet, item.Prefecture, item.Department, (long)item.Severity, item.IsDrill ? 1L : 0L,
            item.At.ToUnixTimeMilliseconds(), item.Data)!.Value;
        return new LoggedCentreEvent(no, id, item);
    }

    /// <summary>The last number that is taken.</summary>
    /// <param name="database">The database.</param>
    /// <returns>The number; 0 before anything happened.</returns>
    public static long Last(LedgerDatabase database) => database.Number("SELECT max(no) FROM centre_events");

    /// <summary>What happened behind a number. All of it is settled: none with a lower number can come any more.</summary>
    /// <param name="database">The database.</param>
    /// <param name="after">The number; 0 for the beginning.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>It, in its order.</returns>
    public static IReadOnlyList<LoggedCentreEvent> After(LedgerDatabase database, long after, int count)
    {
        List<LoggedCentreEvent> events = [];
        using Statement read = database.Prepare("SELECT e.no, e.id, e.type, c.id, e.prefecture, e.department, e.severity, e.drill, e.at, "
            + "e.data FROM centre_events e LEFT JOIN cabinets c ON c.no = e.cabinet WHERE e.no > $1 ORDER BY e.no LIMIT $2", 2);
        using DbDataReader rows = read.Rows(after, count);
        while (rows.Read())
        {
            events.Add(new LoggedCentreEvent(rows.GetInt64(0), rows.GetString(1), new CentreEvent(
                rows.GetString(2), rows.IsDBNull(3) ? null : rows.GetString(3), rows.GetString(4), rows.GetString(5),
                (Severity)rows.GetInt64(6), rows.GetInt64(7) != 0, DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(8)),
                rows.GetString(9))));
        }

        return events;
    }
}
