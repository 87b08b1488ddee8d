namespace AedCabinet.Api.Training;

/// <summary>How many people there are at a site.</summary>
public sealed record SitePeopleRequest
{
    /// <summary>Gets the site: its name as its cabinets say it, or the id of one of its cabinets.</summary>
    public required string Site { get; init; }

    /// <summary>Gets the site's county, six digits, where sites of several have the name.</summary>
    public string? County { get; init; }

    /// <summary>Gets the site's department, where sites of several have the name.</summary>
    public string? Department { get; init; }

    /// <summary>Gets how many people there are.</summary>
    public required long People { get; init; }
}
