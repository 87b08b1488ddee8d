namespace AedCabinet.Contract;

/// <summary>Who and where a cabinet is, as its <c>about</c> says it; <c>null</c> for what it does not say.</summary>
public sealed record ReportedAbout
{
    /// <summary>Gets the number of the boot that said it.</summary>
    public required int Boot { get; init; }

    /// <summary>Gets what the enclosure holds: <c>aed</c>, <c>kit</c> or <c>station</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the cabinet's name.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the name of the site.</summary>
    public string? Site { get; init; }

    /// <summary>Gets where on the site it hangs.</summary>
    public string? Where { get; init; }

    /// <summary>Gets the floor.</summary>
    public string? Floor { get; init; }

    /// <summary>Gets a value indicating whether it hangs indoors.</summary>
    public bool? IsIndoor { get; init; }

    /// <summary>Gets who may get at it.</summary>
    public string? Access { get; init; }

    /// <summary>Gets when, in OpenStreetMap's syntax of opening hours.</summary>
    public string? Hours { get; init; }

    /// <summary>Gets the latitude in degrees, WGS-84.</summary>
    public double? Latitude { get; init; }

    /// <summary>Gets the longitude in degrees, WGS-84.</summary>
    public double? Longitude { get; init; }

    /// <summary>Gets a value indicating whether it travels.</summary>
    public bool IsMobile { get; init; }

    /// <summary>Gets the AED's model.</summary>
    public string? AedModel { get; init; }

    /// <summary>Gets the AED's serial number.</summary>
    public string? AedSerial { get; init; }

    /// <summary>Gets the day the pads expire, <c>yyyy-MM-dd</c>.</summary>
    public string? PadsExpire { get; init; }

    /// <summary>Gets the day the AED's battery expires, <c>yyyy-MM-dd</c>.</summary>
    public string? BatteryExpire { get; init; }

    /// <summary>Gets the day the kit expires, <c>yyyy-MM-dd</c>.</summary>
    public string? KitExpire { get; init; }

    /// <summary>Gets whom to ask.</summary>
    public string? ContactName { get; init; }

    /// <summary>Gets the telephone number there.</summary>
    public string? ContactPhone { get; init; }

    /// <summary>Gets how many trained responders the site has.</summary>
    public long? TrainedResponders { get; init; }

    /// <summary>Gets the firmware's version.</summary>
    public string? Firmware { get; init; }

    /// <summary>Gets the board.</summary>
    public string? Board { get; init; }
}
