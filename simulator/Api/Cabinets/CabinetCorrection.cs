using System.Text.Json.Serialization;

namespace AedCabinet.Api.Cabinets;

/// <summary>What is corrected of a cabinet (a JSON merge patch, RFC 7396): what is left out stays; <c>null</c> gives a setting back to the
/// cabinet's own file, and forgets what only the registry holds.</summary>
public sealed record CabinetCorrection
{
    /// <summary>Gets the cabinet's name.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the site at which it hangs.</summary>
    public string? Site { get; init; }

    /// <summary>Gets where on the site it hangs.</summary>
    public string? Where { get; init; }

    /// <summary>Gets the floor as China counts, the ground floor being 1.</summary>
    public string? Floor { get; init; }

    /// <summary>Gets a value indicating whether it hangs indoors.</summary>
    public bool? IsIndoor { get; init; }

    /// <summary>Gets a value indicating whether it travels.</summary>
    public bool? IsMobile { get; init; }

    /// <summary>Gets who may get at it: yes, permissive, customers, private or no.</summary>
    public string? Access { get; init; }

    /// <summary>Gets when, in OpenStreetMap's syntax of opening hours.</summary>
    public string? Hours { get; init; }

    /// <summary>Gets the latitude, degrees WGS-84; with the longitude.</summary>
    public double? Latitude { get; init; }

    /// <summary>Gets the longitude, degrees WGS-84; with the latitude.</summary>
    public double? Longitude { get; init; }

    /// <summary>Gets whom to ask.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ContactName { get; init; }

    /// <summary>Gets the telephone number there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ContactPhone { get; init; }

    /// <summary>Gets how many trained responders the site has.</summary>
    public long? TrainedResponders { get; init; }

    /// <summary>Gets the day the pads expire, <c>yyyy-MM-dd</c>.</summary>
    public string? PadsExpire { get; init; }

    /// <summary>Gets the day the AED's battery expires, <c>yyyy-MM-dd</c>.</summary>
    public string? BatteryExpire { get; init; }

    /// <summary>Gets the day the kit expires, <c>yyyy-MM-dd</c>.</summary>
    public string? KitExpire { get; init; }

    /// <summary>Gets how many people there are at its site; only the registry holds it.</summary>
    public long? People { get; init; }

    /// <summary>Gets who is responsible at the department; only the registry holds it, and <c>GET …/contact</c> shows it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Responsible { get; init; }
}
