using System.Globalization;
using AedCabinet.Training;

namespace AedCabinet.Api.Training;

/// <summary>A certificate of somebody who is trained.</summary>
public sealed record CertificateItem
{
    /// <summary>Gets its id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the site at which its holder works.</summary>
    public required string Site { get; init; }

    /// <summary>Gets the site's county, six digits.</summary>
    public required string County { get; init; }

    /// <summary>Gets the department that owns the site's data.</summary>
    public required string Department { get; init; }

    /// <summary>Gets an id of who holds it; <c>null</c> where none was told.</summary>
    public required string? Holder { get; init; }

    /// <summary>Gets what it is of.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets from which day it is valid, <c>yyyy-MM-dd</c>.</summary>
    public required string Issued { get; init; }

    /// <summary>Gets the last day on which it is, <c>yyyy-MM-dd</c>.</summary>
    public required string Expires { get; init; }

    /// <summary>Gets a value indicating whether it is valid today.</summary>
    public required bool IsValid { get; init; }

    /// <summary>A certificate as the API gives it.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="today">The day where the cabinets hang.</param>
    /// <returns>It.</returns>
    internal static CertificateItem Of(Certificate certificate, DateOnly today) => new()
    {
        Id = certificate.Id,
        Site = certificate.Site.Site,
        County = certificate.Site.County,
        Department = certificate.Site.Sector,
        Holder = certificate.Holder,
        Kind = certificate.Kind,
        Issued = TextOf(certificate.Issued),
        Expires = TextOf(certificate.Expires),
        IsValid = certificate.Issued <= today && certificate.Expires >= today,
    };

    private static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
