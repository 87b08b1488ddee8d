using AedCabinet.Contract;

namespace AedCabinet.Api.Cabinets;

/// <summary>Who and where a cabinet is, as it says it; <c>null</c> for what it does not say.</summary>
public sealed record CabinetAbout
{
    /// <summary>Gets a value indicating whether it hangs indoors.</summary>
    public required bool? IsIndoor { get; init; }

    /// <summary>Gets who may get at it.</summary>
    public required string? Access { get; init; }

    /// <summary>Gets when, in OpenStreetMap's syntax of opening hours.</summary>
    public required string? Hours { get; init; }

    /// <summary>Gets the AED's model.</summary>
    public required string? AedModel { get; init; }

    /// <summary>Gets the AED's serial number.</summary>
    public required string? AedSerial { get; init; }

    /// <summary>Gets the day the pads expire, <c>yyyy-MM-dd</c>.</summary>
    public required string? PadsExpire { get; init; }

    /// <summary>Gets the day the AED's battery expires, <c>yyyy-MM-dd</c>.</summary>
    public required string? BatteryExpire { get; init; }

    /// <summary>Gets the day the kit expires, <c>yyyy-MM-dd</c>.</summary>
    public required string? KitExpire { get; init; }

    /// <summary>Gets how many trained responders the site has.</summary>
    public required long? TrainedResponders { get; init; }

    /// <summary>Gets the firmware's version.</summary>
    public required string? Firmware { get; init; }

    /// <summary>Gets the board.</summary>
    public required string? Board { get; init; }

    /// <summary>Gets a value indicating whether it names somebody to call: <c>GET /v1/cabinets/{id}/contact</c> says whom.</summary>
    public required bool HasContact { get; init; }

    /// <summary>Who and where a cabinet is.</summary>
    /// <param name="about">As it says it.</param>
    /// <returns>It, or <c>null</c>.</returns>
    internal static CabinetAbout? Of(ReportedAbout? about) => about is null ? null : new()
    {
        IsIndoor = about.IsIndoor,
        Access = about.Access,
        Hours = about.Hours,
        AedModel = about.AedModel,
        AedSerial = about.AedSerial,
        PadsExpire = about.PadsExpire,
        BatteryExpire = about.BatteryExpire,
        KitExpire = about.KitExpire,
        TrainedResponders = about.TrainedResponders,
        Firmware = about.Firmware,
        Board = about.Board,
        HasContact = about.ContactName is not null || about.ContactPhone is not null,
    };
}
