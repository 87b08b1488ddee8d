using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>A site, by which several cabinets of one place go together.</summary>
/// <param name="County">The county, six digits.</param>
/// <param name="Sector">The department that owns the data.</param>
/// <param name="Site">The site's name as its cabinets say it; the id of a cabinet that says none.</param>
public readonly record struct SiteKey(string County, string Sector, string Site)
{
    /// <summary>Gets the prefecture, four digits.</summary>
    public string Prefecture => County[..4];

    /// <summary>The site at which a cabinet hangs.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>The site.</returns>
    public static SiteKey Of(CabinetRecord cabinet) =>
        new(cabinet.Topic.County, cabinet.Topic.Sector, cabinet.About?.Site is { Length: > 0 } site ? site : cabinet.Id);
}
