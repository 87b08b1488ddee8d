using AedCabinet.Centre;
using Microsoft.Data.Sqlite;

namespace AedCabinet.Ledger;

/// <summary>
/// The share of time in which cabinets were ready. A cabinet counts from its first state on. What the registry can't know, because
/// the cabinet was silent or the registry itself did not run at the end, is unknown, and unknown is not ready.
/// </summary>
public static class Availability
{
    private const string Sql =
        "SELECT c.id, c.prefecture, c.sector, min(r.since), "
        + "sum(CASE WHEN r.ready = 1 THEN max(0, min(coalesce(r.until, ?2), ?2) - max(r.since, ?1)) ELSE 0 END), "
        + "sum(CASE WHEN r.ready = 0 THEN max(0, min(coalesce(r.until, ?2), ?2) - max(r.since, ?1)) ELSE 0 END) "
        + "FROM readiness r JOIN cabinets c ON c.no = r.cabinet WHERE c.withdrawn = 0 AND r.since < ?2 GROUP BY c.no ORDER BY c.id";

    /// <summary>By cabinet.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="fromMs">The beginning of the period, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="untilMs">Its end.</param>
    /// <param name="by">By what they are put together; <c>null</c> for each by itself.</param>
    /// <returns>The rows, by name.</returns>
    public static IReadOnlyList<AvailabilityRow> Of(SqliteConnection connection, long fromMs, long untilMs, CabinetGrouping? by)
    {
        using LedgerCounters counters = new(connection);
        long knownMs = Math.Min(untilMs, counters.Get(LedgerCounters.Alive));
        using Statement statement = new(connection, Sql, 2);
        using SqliteDataReader rows = statement.Rows(fromMs, knownMs);
        List<(string Group, AvailabilityRow Row)> all = [];
        while (rows.Read())
        {
            TimeSpan ready = TimeSpan.FromMilliseconds(rows.GetInt64(4));
            TimeSpan notReady = TimeSpan.FromMilliseconds(rows.GetInt64(5));
            TimeSpan total = TimeSpan.FromMilliseconds(untilMs - Math.Max(fromMs, rows.GetInt64(3)));
            string group = by switch
            {
                CabinetGrouping.Prefecture => rows.GetString(1),
                CabinetGrouping.Sector => rows.GetString(2),
                _ => rows.GetString(0),
            };
            all.Add((group, new AvailabilityRow(group, 1, ready, notReady, total - ready - notReady)));
        }

        return
        [
            .. all.GroupBy(item => item.Group, item => item.Row)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.Aggregate((one, other) => new AvailabilityRow(
                    one.Name, one.Cabinets + other.Cabinets, one.Ready + other.Ready, one.NotReady + other.NotReady, one.Unknown + other.Unknown))),
        ];
    }
}
