using System.Data.Common;
using System.Globalization;
using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>
/// Reads how many people of each site are trained: by the certificates where there are any, also expired ones, otherwise by what the
/// site's cabinets were set up with, the largest of several.
/// </summary>
public static class TrainedSites
{
    /// <summary>Reads them.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cabinets">The cabinets whose sites are asked about.</param>
    /// <param name="day">The day on which certificates are to be valid.</param>
    /// <returns>The sites, by county, department and name.</returns>
    public static IReadOnlyList<TrainedSite> Read(LedgerDatabase database, IEnumerable<CabinetRecord> cabinets, DateOnly day)
    {
        Dictionary<SiteKey, (long Trained, string? Next)> certified = ReadCertified(database, day);
        Dictionary<SiteKey, long> people = ReadPeople(database);
        return
        [
            .. cabinets.GroupBy(SiteKey.Of).OrderBy(site => site.Key.County, StringComparer.Ordinal)
                .ThenBy(site => site.Key.Sector, StringComparer.Ordinal).ThenBy(site => site.Key.Site, StringComparer.Ordinal)
                .Select(site => certified.TryGetValue(site.Key, out (long Trained, string? Next) known)
                    ? new TrainedSite(site.Key, site.Count(), known.Trained, true, PeopleOf(site.Key), known.Next)
                    : new TrainedSite(site.Key, site.Count(), site.Max(cabinet => cabinet.About?.TrainedResponders), false,
                        PeopleOf(site.Key), null)),
        ];

        long? PeopleOf(SiteKey site) => people.TryGetValue(site, out long count) ? count : null;
    }

    private static Dictionary<SiteKey, (long Trained, string? Next)> ReadCertified(LedgerDatabase database, DateOnly day)
    {
        // Two certificates of one person count once; one without a holder is a person of its own.
        const string Valid = "CASE WHEN issued <= $1 AND expires >= $1 THEN ";
        using Statement statement = database.Prepare(
            $"SELECT county, sector, site, count(DISTINCT {Valid}coalesce(holder, '#' || id) END), "
            + $"min({Valid}expires END) FROM certificates GROUP BY county, sector, site", 1);
        using DbDataReader rows = statement.Rows(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Dictionary<SiteKey, (long, string?)> all = [];
        while (rows.Read())
        {
            all[KeyOf(rows)] = (rows.GetInt64(3), rows.IsDBNull(4) ? null : rows.GetString(4));
        }

        return all;
    }

    private static Dictionary<SiteKey, long> ReadPeople(LedgerDatabase database)
    {
        using Statement statement = database.Prepare("SELECT county, sector, site, people FROM site_people");
        using DbDataReader rows = statement.Rows();
        Dictionary<SiteKey, long> all = [];
        while (rows.Read())
        {
            all[KeyOf(rows)] = rows.GetInt64(3);
        }

        return all;
    }

    private static SiteKey KeyOf(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2));
}
