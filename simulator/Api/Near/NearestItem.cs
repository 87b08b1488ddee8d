using AedCabinet.Api.Cabinets;
using AedCabinet.Nearest;

namespace AedCabinet.Api.Near;

/// <summary>An AED near a place, ready and reachable now.</summary>
public sealed record NearestItem
{
    /// <summary>Gets how far it is in a straight line, m.</summary>
    public required double DistanceM { get; init; }

    /// <summary>Gets until when the place is open; <c>null</c> when it does not close in the days to come.</summary>
    public required DateTimeOffset? OpenUntil { get; init; }

    /// <summary>Gets who may take it.</summary>
    public required string? Access { get; init; }

    /// <summary>Gets its cabinet.</summary>
    public required CabinetSummary Cabinet { get; init; }

    /// <summary>Gets whom to call; <c>null</c> unless contacts were asked for and may be seen.</summary>
    public required CabinetContact? Contact { get; init; }

    /// <summary>An AED as the API gives it.</summary>
    /// <param name="near">The AED.</param>
    /// <param name="hasContact">Whether whom to call is given.</param>
    /// <returns>It.</returns>
    internal static NearestItem Of(NearAed near, bool hasContact) => new()
    {
        DistanceM = Math.Round(near.DistanceM, 1),
        OpenUntil = near.OpenUntil,
        Access = near.Cabinet.About?.Access,
        Cabinet = CabinetSummary.Of(near.Cabinet),
        Contact = hasContact ? CabinetContact.Of(near.Cabinet.About) : null,
    };
}
