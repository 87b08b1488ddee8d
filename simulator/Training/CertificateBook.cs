using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Training;

/// <summary>
/// Keeps who is trained, by an id and a site, and how many people there are at a site. What comes together is kept whole or not at all.
/// May be used by any thread.
/// </summary>
/// <param name="store">Where the database is.</param>
public sealed class CertificateBook(LedgerStore store)
{
    private const string DayForm = "yyyy-MM-dd";
    private const string Columns = "no, id, county, sector, site, holder, kind, issued, expires";

    /// <summary>Keeps certificates and how many people there are at sites; what was there under the same id or site is replaced.</summary>
    /// <param name="certificates">The certificates.</param>
    /// <param name="people">How many people there are at sites.</param>
    /// <param name="mayReplace">Whether a certificate that is there for a site may be replaced.</param>
    /// <param name="who">Who brings them.</param>
    /// <param name="now">The time now.</param>
    /// <returns>The id of one that may not be replaced, so that nothing was kept; <c>null</c> when all is kept.</returns>
    /// <exception cref="StoreAwayException">The database is away: nothing was kept.</exception>
    public string? Keep(IReadOnlyCollection<Certificate> certificates, IReadOnlyCollection<(SiteKey Site, long People)> people,
        Func<SiteKey, bool> mayReplace, string who, DateTimeOffset now) => StoreStep.Run(store, database =>
    {
        HashSet<SiteKey> sites = [.. certificates.Select(certificate => certificate.Site)];
        foreach (Certificate certificate in certificates)
        {
            if (Find(database, certificate.Id) is { } there)
            {
                if (!mayReplace(there.Site))
                {
                    return certificate.Id;
                }

                sites.Add(there.Site);
            }
        }

        long nowMs = now.ToUnixTimeMilliseconds();
        using Statement put = database.Prepare("INSERT INTO certificates (id, county, sector, site, holder, kind, issued, expires, who, "
            + "changed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET county = excluded.county, sector = "
            + "excluded.sector, site = excluded.site, holder = excluded.holder, kind = excluded.kind, issued = excluded.issued, expires = "
            + "excluded.expires, who = excluded.who, changed = excluded.changed", 10);
        foreach (Certificate one in certificates)
        {
            put.Run(one.Id, one.Site.County, one.Site.Sector, one.Site.Site, one.Holder, one.Kind, TextOf(one.Issued), TextOf(one.Expires),
                who, nowMs);
        }

        foreach ((SiteKey site, long count) in people)
        {
            SitePeople.Put(database, site, count, who, now);
        }

        foreach (SiteKey site in sites)
        {
            Tell(database, site, certificates.Count(certificate => certificate.Site == site), now);
        }

        return (string?)null;
    });

    /// <summary>Takes a certificate away.</summary>
    /// <param name="certificate">It.</param>
    /// <param name="now">The time now.</param>
    /// <exception cref="StoreAwayException">The database is away: it stays.</exception>
    public void Remove(Certificate certificate, DateTimeOffset now) => StoreStep.Run(store, database =>
    {
        using Statement remove = database.Prepare("DELETE FROM certificates WHERE id = $1 RETURNING no", 1);
        if (remove.Number(certificate.Id) is null)
        {
            return false;
        }

        Tell(database, certificate.Site, 0, now);
        return true;
    });

    /// <summary>Forgets certificates that expired long ago.</summary>
    /// <param name="now">The time now.</param>
    /// <exception cref="StoreAwayException">The database is away: they stay until the next time.</exception>
    public void Forget(DateTimeOffset now) => StoreStep.Run(store, database =>
    {
        using Statement forget = database.Prepare("DELETE FROM certificates WHERE expires < $1", 1);
        forget.Run(TextOf(Today(now).AddYears(-CertificateRules.ForgetAfterYears)));
        return true;
    });

    /// <summary>Certificates behind one, in the order in which they came.</summary>
    /// <param name="database">The database.</param>
    /// <param name="after">The number of the one; 0 for the beginning.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The certificates with their numbers.</returns>
    public static IReadOnlyList<(long No, Certificate Certificate)> After(LedgerDatabase database, long after, int count)
    {
        using Statement list = database.Prepare($"SELECT {Columns} FROM certificates WHERE no > $1 ORDER BY no LIMIT $2", 2);
        using DbDataReader rows = list.Rows(after, count);
        List<(long, Certificate)> all = [];
        while (rows.Read())
        {
            all.Add((rows.GetInt64(0), Read(rows)));
        }

        return all;
    }

    /// <summary>One certificate.</summary>
    /// <param name="database">The database.</param>
    /// <param name="id">Its id.</param>
    /// <returns>It, or <c>null</c>.</returns>
    public static Certificate? Find(LedgerDatabase database, string id)
    {
        using Statement find = database.Prepare($"SELECT {Columns} FROM certificates WHERE id = $1", 1);
        using DbDataReader rows = find.Rows(id);
        return rows.Read() ? Read(rows) : null;
    }

    /// <summary>The day where the cabinets hang.</summary>
    /// <param name="now">The time now.</param>
    /// <returns>The day.</returns>
    public static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.ToOffset(WallTime.Offset).DateTime);

    private static void Tell(LedgerDatabase database, SiteKey site, int certificates, DateTimeOffset now) =>
        CentreEventLog.Append(database, new CentreEvent("training.certified", null, site.Prefecture, site.Sector, Severity.Info, false, now,
            JsonSerializer.Serialize(new { county = site.County, site = site.Site, certificates })));

    private static Certificate Read(DbDataReader row) => new(row.GetString(1),
        new SiteKey(row.GetString(2), row.GetString(3), row.GetString(4)), row.IsDBNull(5) ? null : row.GetString(5), row.GetString(6),
        DayOf(row.GetString(7)), DayOf(row.GetString(8)));

    private static DateOnly DayOf(string text) => DateOnly.ParseExact(text, DayForm, CultureInfo.InvariantCulture);

    private static string TextOf(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);
}
