namespace AedCabinet.Api.Training;

/// <summary>A certificate that comes in: no names, an id and a site.</summary>
public record CertificateRequest
{
    /// <summary>Gets the site at which its holder works: its name as its cabinets say it, or the id of one of its cabinets.</summary>
    public required string Site { get; init; }

    /// <summary>Gets the site's county, six digits, where sites of several have the name.</summary>
    public string? County { get; init; }

    /// <summary>Gets the site's department, where sites of several have the name.</summary>
    public string? Department { get; init; }

    /// <summary>Gets an id of who holds it, by which two certificates of one person count once; no name and no identity card's or
    /// telephone's number.</summary>
    public string? Holder { get; init; }

    /// <summary>Gets what it is of, for example first-aid.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets from which day it is valid, <c>yyyy-MM-dd</c>.</summary>
    public required string Issued { get; init; }

    /// <summary>Gets the last day on which it is, <c>yyyy-MM-dd</c>.</summary>
    public required string Expires { get; init; }
}
