using AedCabinet.Centre;

namespace AedCabinet.Api.Open;

/// <summary>A cabinet as anybody may see it.</summary>
public sealed record PublicCabinet
{
    /// <summary>Gets its id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets what it holds; <c>null</c> before it said so.</summary>
    public required string? Kind { get; init; }

    /// <summary>Gets its name.</summary>
    public required string? Name { get; init; }

    /// <summary>Gets the site at which it hangs.</summary>
    public required string? Site { get; init; }

    /// <summary>Gets where on the site it hangs.</summary>
    public required string? Where { get; init; }

    /// <summary>Gets the floor as China counts, the ground floor being 1.</summary>
    public required string? Floor { get; init; }

    /// <summary>Gets a value indicating whether it hangs indoors.</summary>
    public required bool? IsIndoor { get; init; }

    /// <summary>Gets who may get at it.</summary>
    public required string? Access { get; init; }

    /// <summary>Gets when, in OpenStreetMap's syntax of opening hours.</summary>
    public required string? Hours { get; init; }

    /// <summary>Gets the latitude, degrees WGS-84.</summary>
    public required double? Latitude { get; init; }

    /// <summary>Gets the longitude, degrees WGS-84.</summary>
    public required double? Longitude { get; init; }

    /// <summary>Gets a value indicating whether it travels.</summary>
    public required bool IsMobile { get; init; }

    /// <summary>Gets a value indicating whether one may rely on it now; <c>null</c> while that is not known.</summary>
    public required bool? IsReady { get; init; }

    /// <summary>A cabinet as anybody may see it.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>It.</returns>
    internal static PublicCabinet Of(CabinetRecord cabinet) => new()
    {
        Id = cabinet.Id,
        Kind = cabinet.About?.Kind,
        Name = cabinet.About?.Name,
        Site = cabinet.About?.Site,
        Where = cabinet.About?.Where,
        Floor = cabinet.About?.Floor,
        IsIndoor = cabinet.About?.IsIndoor,
        Access = cabinet.About?.Access,
        Hours = cabinet.About?.Hours,
        Latitude = cabinet.About?.Latitude,
        Longitude = cabinet.About?.Longitude,
        IsMobile = cabinet.About?.IsMobile is true,
        IsReady = cabinet.Status switch
        {
            CabinetStatus.Ready => true,
            CabinetStatus.NotReady => false,
            _ => null,
        },
    };
}
