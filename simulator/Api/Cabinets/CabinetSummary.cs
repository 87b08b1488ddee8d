using AedCabinet.Api.Lists;
using AedCabinet.Centre;

namespace AedCabinet.Api.Cabinets;

/// <summary>A cabinet as a list has it.</summary>
public record CabinetSummary
{
    /// <summary>Gets its id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets what it holds; <c>null</c> before it said so.</summary>
    public required string? Kind { get; init; }

    /// <summary>Gets its name; <c>null</c> before it said so.</summary>
    public required string? Name { get; init; }

    /// <summary>Gets the first four digits of its prefecture's GB/T 2260 code.</summary>
    public required string Prefecture { get; init; }

    /// <summary>Gets its county's GB/T 2260 code, six digits.</summary>
    public required string County { get; init; }

    /// <summary>Gets the department that owns its data.</summary>
    public required string Department { get; init; }

    /// <summary>Gets the site at which it hangs.</summary>
    public required string? Site { get; init; }

    /// <summary>Gets where on the site it hangs.</summary>
    public required string? Where { get; init; }

    /// <summary>Gets the floor as China counts, the ground floor being 1.</summary>
    public required string? Floor { get; init; }

    /// <summary>Gets the latitude, degrees WGS-84.</summary>
    public required double? Latitude { get; init; }

    /// <summary>Gets the longitude, degrees WGS-84.</summary>
    public required double? Longitude { get; init; }

    /// <summary>Gets a value indicating whether it travels, so that its position says little.</summary>
    public required bool IsMobile { get; init; }

    /// <summary>Gets what can be said of it now.</summary>
    public required CabinetStatus Status { get; init; }

    /// <summary>Gets a value indicating whether a bystander may rely on it now.</summary>
    public required bool IsReady { get; init; }

    /// <summary>Gets why it is not ready, in the order of the contract, as its latest state says it.</summary>
    public required IReadOnlyList<Coded> Reasons { get; init; }

    /// <summary>Gets a value indicating whether its latest state is too old to say anything about now.</summary>
    public required bool IsStale { get; init; }

    /// <summary>Gets a value indicating whether it is connected; <c>null</c> before it said anything of it. A battery kit sleeps
    /// between its reports.</summary>
    public required bool? IsOnline { get; init; }

    /// <summary>Gets when it last said anything.</summary>
    public required DateTimeOffset? LastSeen { get; init; }

    /// <summary>Gets the names of the emergencies that are open at it.</summary>
    public required IReadOnlyList<string> OpenEmergencies { get; init; }

    /// <summary>A cabinet as a list has it.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>What is said of it.</returns>
    internal static CabinetSummary Of(CabinetRecord cabinet) => new()
    {
        Id = cabinet.Id,
        Kind = cabinet.About?.Kind,
        Name = cabinet.About?.Name,
        Prefecture = cabinet.Topic.Prefecture,
        County = cabinet.Topic.County,
        Department = cabinet.Topic.Sector,
        Site = cabinet.About?.Site,
        Where = cabinet.About?.Where,
        Floor = cabinet.About?.Floor,
        Latitude = cabinet.About?.Latitude,
        Longitude = cabinet.About?.Longitude,
        IsMobile = cabinet.About?.IsMobile is true,
        Status = cabinet.Status,
        IsReady = cabinet.Status == CabinetStatus.Ready,
        Reasons = ReasonsOf(cabinet),
        IsStale = cabinet.IsStale,
        IsOnline = cabinet.Online?.IsOnline,
        LastSeen = cabinet.LastSeen,
        OpenEmergencies = [.. cabinet.Open.Select(open => open.Event)],
    };

    /// <summary>Why a cabinet is not ready, as its latest state says it.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>The reasons.</returns>
    internal static IReadOnlyList<Coded> ReasonsOf(CabinetRecord cabinet) =>
        [.. (cabinet.State?.Reasons ?? []).Select(reason => Coded.Of("reason", reason))];
}
