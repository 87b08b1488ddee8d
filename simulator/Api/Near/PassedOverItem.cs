using AedCabinet.Api.Cabinets;
using AedCabinet.Nearest;

namespace AedCabinet.Api.Near;

/// <summary>An AED that is nearer than one that is named, and is not named itself.</summary>
public sealed record PassedOverItem
{
    /// <summary>Gets how far it is in a straight line, m.</summary>
    public required double DistanceM { get; init; }

    /// <summary>Gets why it is not named.</summary>
    public required PassedOverWhy Why { get; init; }

    /// <summary>Gets the same in Chinese, for people.</summary>
    public required string Zh { get; init; }

    /// <summary>Gets the same in English.</summary>
    public required string En { get; init; }

    /// <summary>Gets when the place opens, where that is known.</summary>
    public required DateTimeOffset? OpensAt { get; init; }

    /// <summary>Gets its cabinet.</summary>
    public required CabinetSummary Cabinet { get; init; }

    /// <summary>One passed over as the API gives it.</summary>
    /// <param name="over">It.</param>
    /// <returns>The same.</returns>
    internal static PassedOverItem Of(PassedOver over) => new()
    {
        DistanceM = Math.Round(over.DistanceM, 1),
        Why = over.Why,
        Zh = over.Words.Zh,
        En = over.Words.En,
        OpensAt = over.OpensAt,
        Cabinet = CabinetSummary.Of(over.Cabinet),
    };
}
