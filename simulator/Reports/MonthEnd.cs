using System.Data.Common;
using System.Text.Json;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Reports;

/// <summary>
/// Tells each department of each prefecture, once, that the report of a month that is over is ready, and where. What a registry that was
/// away has missed is told when it is there again. May be used by any number of processes.
/// </summary>
/// <param name="store">Where the database is.</param>
/// <param name="pool">Reads it.</param>
public sealed class MonthEnd(LedgerStore store, ReadingPool pool)
{
    // Longer ago nobody waits for it any more; the report itself can be asked for as ever.
    private const int MostMonths = 12;

    /// <summary>Tells of what is ready.</summary>
    /// <param name="now">The time now.</param>
    /// <exception cref="StoreAwayException">The database is away: the next look goes on.</exception>
    /// <exception cref="AggregateException">A month can't be told of; the others are.</exception>
    public void Look(DateTimeOffset now)
    {
        ReportMonth last = ReportMonth.Of(ReportMonth.Of(now).From.AddTicks(-1));
        IReadOnlyList<(ReportMonth Month, string Prefecture, string Department)> ready = pool.Read(database => Ready(database, last));
        Troubles.Each(ready.GroupBy(item => item.Month).OrderBy(group => group.Key.From), month => StoreStep.Run(store, database =>
        {
            foreach ((_, string prefecture, string department) in month)
            {
                Tell(database, month.Key, prefecture, department, now);
            }

            return true;
        }));
    }

    // A month counts from the first cabinet on; only the latest before the registry had this.
    private static IReadOnlyList<(ReportMonth Month, string Prefecture, string Department)> Ready(LedgerDatabase database, ReportMonth last)
    {
        HashSet<(string Month, string Prefecture, string Department)> told = [];
        using (Statement list = database.Prepare("SELECT month, prefecture, department FROM month_reports WHERE month > $1", 1))
        using (DbDataReader rows = list.Rows(ReportMonth.Of(last.From.AddMonths(-MostMonths)).ToString()))
        {
            while (rows.Read())
            {
                told.Add((rows.GetString(0), rows.GetString(1), rows.GetString(2)));
            }
        }

        ReportMonth from = told.Count == 0 ? last
            : ReportMonth.Of(told.Select(item => ReportMonth.TryParse(item.Month, out ReportMonth month) ? month : last)
                .Max(month => month.From).AddMonths(1));
        using Statement owners = database.Prepare("SELECT prefecture, sector, min(first_seen) FROM cabinets WHERE withdrawn = 0 GROUP BY "
            + "prefecture, sector ORDER BY prefecture, sector");
        using DbDataReader owner = owners.Rows();
        List<(ReportMonth, string, string)> ready = [];
        while (owner.Read())
        {
            for (ReportMonth month = from.From < last.From ? from : last; month.From <= last.From;
                month = ReportMonth.Of(month.Until))
            {
                if (owner.GetInt64(2) < month.Until.ToUnixTimeMilliseconds()
                    && !told.Contains((month.ToString(), owner.GetString(0), owner.GetString(1))))
                {
                    ready.Add((month, owner.GetString(0), owner.GetString(1)));
                }
            }
        }

        return ready;
    }

    private static void Tell(LedgerDatabase database, ReportMonth month, string prefecture, string department, DateTimeOffset now)
    {
        using Statement add = database.Prepare("INSERT INTO month_reports (month, prefecture, department, at) VALUES ($1, $2, $3, $4) "
            + "ON CONFLICT (month, prefecture, department) DO NOTHING RETURNING at", 4);
        if (add.Number(month.ToString(), prefecture, department, now.ToUnixTimeMilliseconds()) is not null)
        {
            CentreEventLog.Append(database, new CentreEvent("department.report", null, prefecture, department, Severity.Info, false, now,
                JsonSerializer.Serialize(new { month = month.ToString(), address = $"/v1/reports/{month}" })));
        }
    }
}
