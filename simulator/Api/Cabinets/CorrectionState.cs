using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using AedCabinet.Care;
using AedCabinet.Centre;

namespace AedCabinet.Api.Cabinets;

/// <summary>What can be corrected of a cabinet, as it is now, and the corrections on their way.</summary>
public sealed record CorrectionState
{
    private const int TagBytes = 12;

    /// <summary>Gets the cabinet's id.</summary>
    public required string Cabinet { get; init; }

    /// <summary>Gets how many corrections there were.</summary>
    public required long Version { get; init; }

    /// <summary>Gets what the cabinet says of itself now, but for whom to call.</summary>
    public required CabinetCorrection Held { get; init; }

    /// <summary>Gets a value indicating whether it names somebody to call: <c>GET …/contact</c> says whom.</summary>
    public required bool HasContact { get; init; }

    /// <summary>Gets a value indicating whether somebody responsible is known: <c>GET …/contact</c> says who.</summary>
    public required bool HasResponsible { get; init; }

    /// <summary>Gets a value indicating whether the cabinet has a correction to confirm.</summary>
    public required bool IsPending { get; init; }

    /// <summary>Gets the latest corrections, the newest first.</summary>
    public required IReadOnlyList<CorrectionItem> Corrections { get; init; }

    /// <summary>What can be corrected of a cabinet.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <param name="corrected">What was corrected.</param>
    /// <returns>It.</returns>
    internal static CorrectionState Of(CabinetRecord cabinet, CorrectedCabinet corrected) => new()
    {
        Cabinet = cabinet.Id,
        Version = corrected.Version,
        Held = new CabinetCorrection
        {
            Name = cabinet.About?.Name,
            Site = cabinet.About?.Site,
            Where = cabinet.About?.Where,
            Floor = cabinet.About?.Floor,
            IsIndoor = cabinet.About?.IsIndoor,
            IsMobile = cabinet.About?.IsMobile,
            Access = cabinet.About?.Access,
            Hours = cabinet.About?.Hours,
            Latitude = cabinet.About?.Latitude,
            Longitude = cabinet.About?.Longitude,
            TrainedResponders = cabinet.About?.TrainedResponders,
            PadsExpire = cabinet.About?.PadsExpire,
            BatteryExpire = cabinet.About?.BatteryExpire,
            KitExpire = cabinet.About?.KitExpire,
            People = corrected.People,
        },
        HasContact = (cabinet.About?.ContactName ?? cabinet.About?.ContactPhone) is not null,
        HasResponsible = corrected.Responsible is not null,
        IsPending = corrected.Corrections.Any(correction => correction.Stage == CorrectionStage.Pending),
        Corrections = [.. corrected.Corrections.Select(CorrectionItem.Of)],
    };

    /// <summary>The entity tag of what is corrected: it changes with what the cabinet says of itself and with each correction, and not
    /// with how the cabinet is.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <param name="corrected">What was corrected.</param>
    /// <returns>The tag, in quotes.</returns>
    internal static string TagOf(CabinetRecord cabinet, CorrectedCabinet corrected) =>
        $"\"{Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            About = cabinet.About is { } about ? about with { Boot = 0, Firmware = null, Board = null } : null,
            corrected.Version,
            corrected.People,
            corrected.Responsible,
        })).AsSpan(0, TagBytes))}\"";
}
