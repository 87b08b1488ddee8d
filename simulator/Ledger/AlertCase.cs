using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>Something that somebody on call may have to be told of.</summary>
/// <param name="No">The emergency's number, or the event's number of arrival.</param>
/// <param name="Topic">The cabinet's topic.</param>
/// <param name="About">Who and where the cabinet is; <c>null</c> when it has not said so.</param>
/// <param name="Event">The event's name.</param>
/// <param name="Since">When it happened.</param>
public sealed record AlertCase(long No, CabinetTopic Topic, ReportedAbout? About, string Event, DateTimeOffset Since)
{
    /// <summary>Gets how far the centre has got with it, where it is an emergency.</summary>
    public EmergencyStage Stage { get; init; }

    /// <summary>Gets who was told so far, in order.</summary>
    public IReadOnlyList<AlertTaken> Taken { get; init; } = [];
}
