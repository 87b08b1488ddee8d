using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Training;

/// <summary>The sites of the cabinets for which somebody may do something, by name and by their cabinets' ids.</summary>
public sealed class SiteIndex
{
    private readonly Dictionary<string, HashSet<SiteKey>> _byName = [];
    private readonly HashSet<SiteKey> _all = [];

    /// <summary>Initializes a new instance of the <see cref="SiteIndex"/> class.</summary>
    /// <param name="cabinets">All cabinets.</param>
    /// <param name="scope">Who asks.</param>
    /// <param name="permission">What is to be done.</param>
    public SiteIndex(IEnumerable<CabinetRecord> cabinets, AccessScope scope, Permission permission)
    {
        foreach (CabinetRecord cabinet in cabinets.Where(cabinet => scope.May(permission, cabinet.Topic)))
        {
            SiteKey site = SiteKey.Of(cabinet);
            _all.Add(site);
            Add(site.Site, site);
            Add(cabinet.Id, site);
        }
    }

    /// <summary>Whether a site is one of them.</summary>
    /// <param name="site">The site.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Has(SiteKey site) => _all.Contains(site);

    /// <summary>The sites that a name may mean.</summary>
    /// <param name="name">A site's name, or a cabinet's id.</param>
    /// <param name="county">The county, six digits; <c>null</c> or empty for any.</param>
    /// <param name="department">The department; <c>null</c> or empty for any.</param>
    /// <returns>The sites.</returns>
    public IReadOnlyList<SiteKey> Find(string name, string? county, string? department) =>
    [
        .. _byName.GetValueOrDefault(name.Trim(), []).Where(site => (string.IsNullOrEmpty(county) || site.County == county)
            && (string.IsNullOrEmpty(department) || site.Sector == department)),
    ];

    private void Add(string name, SiteKey site)
    {
        if (!_byName.TryGetValue(name, out HashSet<SiteKey>? sites))
        {
            _byName.Add(name, sites = []);
        }

        sites.Add(site);
    }
}
