namespace AedCabinet.Ledger;

/// <summary>How many people there are at a site, as the training's or the AEDs' system told it.</summary>
public static class SitePeople
{
    /// <summary>Writes it down: a part of a caller's step.</summary>
    /// <param name="database">The database.</param>
    /// <param name="site">The site.</param>
    /// <param name="people">How many; <c>null</c> for not known any more.</param>
    /// <param name="who">Who says so.</param>
    /// <param name="now">The time now.</param>
    public static void Put(LedgerDatabase database, SiteKey site, long? people, string who, DateTimeOffset now)
    {
        if (people is null)
        {
            using Statement forget = database.Prepare("DELETE FROM site_people WHERE county = $1 AND sector = $2 AND site = $3", 3);
            forget.Run(site.County, site.Sector, site.Site);
            return;
        }

        using Statement put = database.Prepare(
            "INSERT INTO site_people (county, sector, site, people, who, changed) VALUES ($1, $2, $3, $4, "
            + "$5, $6) ON CONFLICT (county, sector, site) DO UPDATE SET people = excluded.people, who = excluded.who, changed = "
            + "excluded.changed", 6);
        put.Run(site.County, site.Sector, site.Site, people, who, now.ToUnixTimeMilliseconds());
    }

    /// <summary>Reads it for one site.</summary>
    /// <param name="database">The database.</param>
    /// <param name="site">The site.</param>
    /// <returns>How many; <c>null</c> while nobody has told.</returns>
    public static long? Of(LedgerDatabase database, SiteKey site)
    {
        using Statement find = database.Prepare("SELECT people FROM site_people WHERE county = $1 AND sector = $2 AND site = $3", 3);
        return find.Number(site.County, site.Sector, site.Site);
    }
}
