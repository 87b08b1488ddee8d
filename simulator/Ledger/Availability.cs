using System.Data.Common;
using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>
/// The share of time in which cabinets were ready. A cabinet counts from its first state on. What the registry can't know, because
/// the cabinet was silent or the registry itself did not run at the end, is unknown, and unknown is not ready.
/// </summary>
public static class Availability
{
    /// <summary>By cabinet.</summary>
    /// <param name="database">The database.</param>
    /// <param name="fromMs">The beginning of the period, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="untilMs">Its end.</param>
    /// <param name="by">By what they are put together; <c>null</c> for each by itself.</param>
    /// <returns>The rows, by name.</returns>
    public static IReadOnlyList<AvailabilityRow> Of(LedgerDatabase database, long fromMs, long untilMs, CabinetGrouping? by)
    {
        using LedgerCounters counters = new(database);
        long knownMs = Math.Min(untilMs, counters.Get(LedgerCounters.Alive));
        using Statement statement = database.Prepare(Sql(database), 2);
        using DbDataReader rows = statement.Rows(fromMs, knownMs);
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
                    one.Name, one.Cabinets + other.Cabinets, one.Ready + other.Ready, one.NotReady + other.NotReady, one.Unknown
                        + other.Unknown))),
        ];
    }

    private static string Sql(LedgerDatabase database) =>
        "SELECT c.id, c.prefecture, c.sector, min(r.since), "
        + $"{Sum(database, 1)}, {Sum(database, 0)} "
        + "FROM readiness r JOIN cabinets c ON c.no = r.cabinet WHERE c.withdrawn = 0 AND r.since < $2 GROUP BY c.no ORDER BY c.id";

    private static string Sum(LedgerDatabase database, int ready) =>
        $"CAST(sum(CASE WHEN r.ready = {ready} THEN {database.Greatest}(0, {database.Least}(coalesce(r.until, $2), $2) - "
            + $"{database.Greatest}(r.since, $1)) ELSE 0 END) AS bigint)";
}
