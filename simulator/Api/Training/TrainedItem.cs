using AedCabinet.Ledger;

namespace AedCabinet.Api.Training;

/// <summary>How many of a site's people are trained, against one of ten.</summary>
public sealed record TrainedItem
{
    /// <summary>Gets the site; the id of a cabinet that names none.</summary>
    public required string Site { get; init; }

    /// <summary>Gets its county, six digits.</summary>
    public required string County { get; init; }

    /// <summary>Gets the department that owns its data.</summary>
    public required string Department { get; init; }

    /// <summary>Gets how many cabinets hang there.</summary>
    public required int Cabinets { get; init; }

    /// <summary>Gets how many people are trained; <c>null</c> while that is unknown.</summary>
    public required long? Trained { get; init; }

    /// <summary>Gets by what that is known: certificates, or cabinet for what the site's cabinets were set up with; <c>null</c> while
    /// it is unknown.</summary>
    public required string? By { get; init; }

    /// <summary>Gets how many people there are at the site; <c>null</c> while that is unknown.</summary>
    public required long? People { get; init; }

    /// <summary>Gets how many are to be trained, one of ten, rounded up; <c>null</c> while that is unknown.</summary>
    public required long? Wanted { get; init; }

    /// <summary>Gets how many more are to be trained; <c>null</c> while that is unknown.</summary>
    public required long? Short { get; init; }

    /// <summary>Gets the last day of the certificate that expires next, <c>yyyy-MM-dd</c>; <c>null</c> for none.</summary>
    public required string? NextExpiry { get; init; }

    /// <summary>A site as the API gives it.</summary>
    /// <param name="site">The site.</param>
    /// <returns>It.</returns>
    internal static TrainedItem Of(TrainedSite site) => new()
    {
        Site = site.Site.Site,
        County = site.Site.County,
        Department = site.Site.Sector,
        Cabinets = site.Cabinets,
        Trained = site.Trained,
        By = site.Trained is null ? null : site.IsByCertificates ? "certificates" : "cabinet",
        People = site.People,
        Wanted = site.Wanted,
        Short = site.Short,
        NextExpiry = site.NextExpiry,
    };
}
