namespace AedCabinet.Ledger;

/// <summary>How many of a site's people are trained.</summary>
/// <param name="Site">The site.</param>
/// <param name="Cabinets">How many cabinets hang there, of those that were asked about.</param>
/// <param name="Trained">How many people hold a certificate that is valid; <c>null</c> while nobody has told.</param>
/// <param name="IsByCertificates">Whether the certificates say so; otherwise the cabinets' own settings.</param>
/// <param name="People">How many people there are at the site; <c>null</c> while nobody has told.</param>
/// <param name="NextExpiry">The day the next certificate expires, <c>yyyy-MM-dd</c>; <c>null</c> for none.</param>
public sealed record TrainedSite(SiteKey Site, int Cabinets, long? Trained, bool IsByCertificates, long? People, string? NextExpiry)
{
    /// <summary>One person of so many is to be trained (SPEC §18).</summary>
    public const int PeopleForEach = 10;

    /// <summary>Gets how many are to be trained; <c>null</c> while it is not known how many people there are.</summary>
    public long? Wanted => People is { } people ? (people + PeopleForEach - 1) / PeopleForEach : null;

    /// <summary>Gets how many more are to be trained; <c>null</c> while that is not known.</summary>
    public long? Short => Trained is { } trained && Wanted is { } wanted ? Math.Max(0, wanted - trained) : null;
}
